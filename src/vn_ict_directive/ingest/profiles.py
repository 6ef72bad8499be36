"""Files that people have: what their columns are called, so that one word reads them."""

from collections.abc import Mapping, Sequence
from functools import cache

import attrs

from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.packaged import packaged_json
from vn_ict_directive.text import Text


@attrs.frozen(kw_only=True)
class Profile:
    """A known kind of file.

    Attributes:
        id: What to ask for it by.
        name: Whose files they are.
        columns: By role, the names that its column may have, the best first.
        marks: Names by which such a file is known.
        words: By name, columns that part figures (``dimension``) or say nothing (``ignored``).
        first_entity: Whether the first column of unknown name says whom figures describe.
        only_value: Whether the one column that is left holds the figures.
    """

    id: str
    name: Text
    columns: Mapping[str, Sequence[str]] = attrs.field(factory=dict)
    marks: Sequence[str] = ()
    words: Mapping[str, str] = attrs.field(factory=dict)
    first_entity: bool = False
    only_value: bool = False


@cache
def profiles() -> tuple[Profile, ...]:
    """Return the known kinds."""
    known = packaged_json("ingest/profiles.json")
    return tuple(Profile(**{**one, "name": Text(**one["name"])}) for one in known)


def profile_of(name: object) -> Profile:
    """Return the kind of file called *name*.

    Raises:
        UnknownNameError: There is none; near matches are named.

    Examples:
        >>> profile_of("un-egov").columns["value"]
        ['E-Government Rank']
    """
    for profile in profiles():
        if name in (profile.id, profile):
            return profile
    raise UnknownNameError("kind of file", name, tuple(profile.id for profile in profiles()))
