"""Finding a directive by what identifies it: issuer, date and number together."""

from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model import Directive
from vn_ict_directive.text import fold

__all__ = ["directive"]


def directive(name: str) -> Directive:
    """Return the directive with id *name*.

    Args:
        name: Issuer, date of signature and number, as in
            ``btttt/2020-01-03/01-ct-btttt``.

    Raises:
        UnknownNameError: No directive encoded here has that id. A number alone
            is refused even if it is right, since it comes back every year.

    Examples:
        >>> directive("btttt/2020-01-03/01-ct-btttt").number
        '01/CT-BTTTT'
        >>> directive("01/CT-BTTTT")
        Traceback (most recent call last):
        vn_ict_directive.errors.UnknownNameError: There is no directive '01/CT-BTTTT'. A number \
alone identifies nothing: numbering restarts every January, and 2021 to 2025 have their own \
01/CT-BTTTT. Give issuer, date and number: 'btttt/2020-01-03/01-ct-btttt'.
    """
    if name == DIRECTIVE_01.id:
        return DIRECTIVE_01
    hint = ""
    if fold(str(name)).replace("/", "-") == fold(DIRECTIVE_01.number).replace("/", "-"):
        hint = (
            "A number alone identifies nothing: numbering restarts every January, and 2021 to 2025 "
            f"have their own {DIRECTIVE_01.number}. "
            f"Give issuer, date and number: {DIRECTIVE_01.id!r}."
        )
    raise UnknownNameError("directive", name, (DIRECTIVE_01.id,), hint)
