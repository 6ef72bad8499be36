"""Finding a directive by what identifies it."""

from typing import Any

import pytest

from vn_ict_directive.catalogue import directive
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model import Directive


def test_issuer_date_and_number_identify_the_directive(directive_01: Directive) -> None:
    assert directive("btttt/2020-01-03/01-ct-btttt") is directive_01


@pytest.mark.parametrize("number", ["01/CT-BTTTT", "01/ct-btttt", "01-CT-BTTTT"])
def test_its_number_alone_is_refused_with_the_reason(number: str) -> None:
    with pytest.raises(UnknownNameError, match="A number alone identifies nothing") as caught:
        directive(number)

    assert "'btttt/2020-01-03/01-ct-btttt'" in str(caught.value)


def test_a_slip_is_answered_with_the_nearest_id() -> None:
    with pytest.raises(KeyError, match=r"Did you mean 'btttt/2020-01-03/01-ct-btttt'\?"):
        directive("btttt/2020-01-03/02-ct-btttt")


@pytest.mark.parametrize("name", ["", None, 1])
def test_anything_else_is_unknown(name: Any) -> None:
    with pytest.raises(UnknownNameError, match="There are: btttt/2020-01-03/01-ct-btttt"):
        directive(name)
