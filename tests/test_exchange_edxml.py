"""The header of an electronic document: what is known, what is derived, and what is left empty."""

import attrs
import pytest
from hypothesis import given

from vn_ict_directive import DIRECTIVE_01, Directive, InvalidValueError
from vn_ict_directive.exchange.edxml import edxml_header
from vn_ict_directive.testing import directives


def test_the_header_of_the_directive() -> None:
    assert edxml_header(DIRECTIVE_01) == {
        "DocumentId": "000.00.00.G14,2020/01/03,01/CT-BTTTT",
        "From": {"OrganId": "000.00.00.G14", "OrganName": "Bộ Thông tin và Truyền thông"},
        "Code": {"CodeNumber": "01", "CodeNotation": "CT-BTTTT"},
        "PromulgationInfo": {"Place": "", "PromulgationDate": "2020/01/03"},
        "DocumentType": {"TypeName": "Chỉ thị"},
        "Subject": DIRECTIVE_01.title.vi,
        "Content": "Năm chuyển đổi số quốc gia",
        "SignerInfo": {
            "Position": "Bộ trưởng Bộ Thông tin và Truyền thông",
            "FullName": "Nguyễn Mạnh Hùng",
        },
        "OtherInfo": (
            "Không chính thức: bản mã hóa không phải văn bản của cơ quan ban hành, đọc từ: "
            "Định hướng phát triển ngành Thông tin và Truyền thông năm 2020 (Mỹ Hạnh)."
        ),
        "Derived": ["DocumentId", "From/OrganId"],
    }


def test_a_code_that_is_given_holds() -> None:
    header = edxml_header(DIRECTIVE_01, organ_id="000.00.00.G99")
    assert header["DocumentId"] == "000.00.00.G99,2020/01/03,01/CT-BTTTT"


@pytest.mark.parametrize("code", ["", " ", 3])
def test_what_is_no_code(code: str) -> None:
    with pytest.raises(InvalidValueError, match="organ_id should be the code of the issuer"):
        edxml_header(DIRECTIVE_01, organ_id=code)


def test_an_issuer_without_a_known_code() -> None:
    other = attrs.evolve(DIRECTIVE_01, issuer="bkhcn")
    with pytest.raises(InvalidValueError, match="No code of this issuer is known here: give it"):
        edxml_header(other)


def test_a_number_without_a_notation() -> None:
    with pytest.raises(InvalidValueError, match="a number, a slash and a notation, got '01'"):
        edxml_header(attrs.evolve(DIRECTIVE_01, number="01"))


def test_what_is_no_directive() -> None:
    with pytest.raises(InvalidValueError, match="directive should be a Directive"):
        edxml_header(None)  # type: ignore[arg-type]


@given(directives())
def test_every_directive_has_a_header(mine: Directive) -> None:
    """The parts of the id are those of the directive, and the number is found again."""
    mine = attrs.evolve(mine, number=f"{mine.number.replace('/', '')}/CT")
    header = edxml_header(mine, organ_id="000.00.00.X")
    assert header["DocumentId"] == f"000.00.00.X,{str(mine.signed).replace('-', '/')},{mine.number}"
    code = header["Code"]
    assert isinstance(code, dict)
    assert "/".join(code.values()) == mine.number
