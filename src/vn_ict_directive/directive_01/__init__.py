"""Directive 01/CT-BTTTT of 3 January 2020, one file a section, in the order of the text."""

from typing import Final

from vn_ict_directive.directive_01 import (
    call,
    cybersecurity,
    ict_industry,
    implementation,
    inspection,
    it_application,
    law_making,
    local_administration,
    other_work,
    postal,
    preamble,
    press_and_media,
    telecommunications,
)
from vn_ict_directive.directive_01._organizations import MIC, ORGANIZATIONS
from vn_ict_directive.directive_01._quoting import SIGNED
from vn_ict_directive.directive_01._sources import CARRIES_OUT, ERRATA, SOURCES
from vn_ict_directive.model import Directive

__all__ = ["DIRECTIVE_01", "ENCODING_VERSION"]

ENCODING_VERSION: Final = "2020.2"
"""Version of this encoding: a corrected fact is a new one."""

DIRECTIVE_01: Final = Directive(
    id="btttt/2020-01-03/01-ct-btttt",
    number="01/CT-BTTTT",
    title=preamble.TITLE,
    kind=preamble.KIND,
    signed=SIGNED,
    issuer=MIC.id,
    signatory=preamble.SIGNATORY,
    theme=preamble.THEME,
    motto=preamble.MOTTO,
    period=2020,
    sections=tuple(
        module.SECTION
        for module in (
            preamble,
            postal,
            telecommunications,
            it_application,
            cybersecurity,
            ict_industry,
            press_and_media,
            law_making,
            inspection,
            other_work,
            local_administration,
            implementation,
            call,
        )
    ),
    sources=SOURCES,
    organizations=ORGANIZATIONS,
    quotes=preamble.QUOTES,
    errata=ERRATA,
    carries_out=CARRIES_OUT,
    official=False,
    encoding=ENCODING_VERSION,
)
"""The whole directive, as its only complete public account tells it. Unofficial."""
