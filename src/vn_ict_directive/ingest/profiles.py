"""Files that people have: what their columns are called, so that one word reads them."""

from collections.abc import Mapping
from typing import Final

import attrs

from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.text import Text

__all__ = ["PROFILES", "Profile", "profile_of"]


@attrs.frozen(kw_only=True)
class Profile:
    """A known kind of file.

    Attributes:
        id: What to ask for it by.
        name: Whose files they are.
        columns: By role, the names that its column may have, the best first.
        marks: Names by which such a file is known.
        dimensions: Columns that part figures: one word in each series.
        ignored: Columns that say nothing of a figure.
        first_entity: Whether the first column of unknown name says whom figures describe.
        only_value: Whether the one column that is left holds the figures.
    """

    id: str
    name: Text
    columns: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    marks: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    first_entity: bool = False
    only_value: bool = False


PROFILES: Final = (
    Profile(
        id="un-egov",
        name=Text("khảo sát chính phủ điện tử của Liên hợp quốc", "the UN E-Government Survey"),
        columns={
            "period": ("Survey Year",),
            "entity": ("Country Name",),
            "value": ("E-Government Rank",),
        },
        marks=("Survey Year", "E-Government Rank"),
    ),
    Profile(
        id="world-bank",
        name=Text("Ngân hàng Thế giới", "the World Bank"),
        columns={"entity": ("Country Code", "Country Name")},
        marks=("Country Name", "Country Code"),
        dimensions=("Indicator Code", "Indicator Name", "Series Code", "Series Name"),
        ignored=("Country Name",),
    ),
    Profile(
        id="owid",
        name=Text("Our World in Data", "Our World in Data"),
        marks=("Entity", "Code", "Year"),
        ignored=("Code",),
        only_value=True,
    ),
    Profile(
        id="px-web",
        name=Text("cơ quan thống kê, xuất từ PX-Web", "a statistics office, out of PX-Web"),
        first_entity=True,
    ),
)
"""The known kinds."""


def profile_of(name: object) -> Profile:
    """Return the kind of file called *name*.

    Raises:
        UnknownNameError: There is none; near matches are named.

    Examples:
        >>> profile_of("un-egov").columns["value"]
        ('E-Government Rank',)
    """
    for profile in PROFILES:
        if name in (profile.id, profile):
            return profile
    raise UnknownNameError("kind of file", name, tuple(profile.id for profile in PROFILES))
