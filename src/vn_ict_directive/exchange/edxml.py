"""The header of an electronic document as edXML (QCVN 102:2016/BTTTT) names its fields."""

from typing import Final

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.exchange._identity import check_directive, standing
from vn_ict_directive.model import Directive

__all__ = ["edxml_header"]

_ORGANS: Final = {"btttt": "000.00.00.G14"}
"""Codes of organizations in the exchange of documents, as third parties give them."""


def edxml_header(directive: Directive, *, organ_id: str | None = None) -> dict[str, object]:
    """Return the fields of an edXML message header that describe a directive.

    The envelope (sender, receiver, signature and trace) is the work of whoever
    sends it. ``Place`` is empty and ``DueDate`` is missing: neither is known.
    ``DocumentId`` and ``OrganId`` are derived: the form follows a sample of the
    Government, the organization's code was read from third parties, and the
    issuer's own message was not seen. ``Derived`` names such fields, and
    ``OtherInfo`` says what the encoding is worth.

    Args:
        directive: What to describe.
        organ_id: Code of the issuer in the exchange of documents, such as
            ``000.00.00.G14``; by default the one known for the issuer.

    Returns:
        Names and values, nested as in ``edXML:MessageHeader``; dates are
        written year, month, day with slashes.

    Raises:
        InvalidValueError: *directive* is none, the code of its issuer is not
            known and not given, or the number has no notation after a slash.

    Examples:
        >>> from vn_ict_directive import DIRECTIVE_01
        >>> header = edxml_header(DIRECTIVE_01)
        >>> header["DocumentId"], header["Code"]
        ('000.00.00.G14,2020/01/03,01/CT-BTTTT', {'CodeNumber': '01', 'CodeNotation': 'CT-BTTTT'})
    """
    check_directive(directive)
    code = _ORGANS.get(directive.issuer) if organ_id is None else organ_id
    if not isinstance(code, str) or not code.strip():
        raise InvalidValueError(
            "organ_id",
            organ_id,
            f"the code of the issuer {directive.issuer!r}, as in '000.00.00.G14'",
            "No code of this issuer is known here: give it.",
        )
    number, slash, notation = directive.number.partition("/")
    if not slash:
        raise InvalidValueError(
            "Directive.number", directive.number, "a number, a slash and a notation"
        )
    issuer = directive.organization(directive.issuer)
    return {
        "DocumentId": _document_id(directive, code),
        "From": {"OrganId": code, "OrganName": issuer.name.vi},
        "Code": {"CodeNumber": number, "CodeNotation": notation},
        "PromulgationInfo": {"Place": "", "PromulgationDate": _day(directive)},
        "DocumentType": {"TypeName": directive.kind.vi},
        "Subject": directive.title.vi,
        "Content": directive.theme.vi,
        "SignerInfo": {
            "Position": directive.signatory.position.vi,
            "FullName": directive.signatory.name,
        },
        "OtherInfo": standing(directive).vi,
        "Derived": ["DocumentId", "From/OrganId"],
    }


def known_document_id(directive: Directive) -> str | None:
    """Return the document id of a directive whose issuer's code is known, else None."""
    code = _ORGANS.get(directive.issuer)
    return None if code is None else _document_id(directive, code)


def _document_id(directive: Directive, code: str) -> str:
    return f"{code},{_day(directive)},{directive.number}"


def _day(directive: Directive) -> str:
    return directive.signed.isoformat().replace("-", "/")
