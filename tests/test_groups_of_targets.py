"""Several targets as one promise."""

import pytest

from vn_ict_directive import DIRECTIVE_01, Group, InvalidValueError, Text, all_of, any_of, at_least

RANKS = [target for target in DIRECTIVE_01.targets if target.id.endswith("rank")]
NAME = Text("thứ hạng", "ranks")


def test_how_many_are_needed() -> None:
    groups = (
        all_of(*RANKS, id="ranks", name=NAME),
        any_of(*RANKS, id="ranks", name=NAME),
        at_least(2, *RANKS, id="ranks", name=NAME),
    )
    assert [group.needed for group in groups] == [4, 1, 2]
    assert [group.describe() for group in groups] == [
        *("cả 4", "ít nhất 1 trong 4", "ít nhất 2 trong 4"),
    ]
    assert [group.describe("en") for group in groups] == [
        *("all 4", "at least 1 of 4", "at least 2 of 4"),
    ]


def test_groups_nest() -> None:
    inner = any_of(*RANKS[:2], id="inner", name=NAME)
    outer = all_of(inner, *RANKS[2:], id="outer", name=NAME)

    assert isinstance(outer.members[0], Group)
    assert hash(outer)


@pytest.mark.parametrize("needed", [0, 5, True, 1.0, "2"])
def test_no_more_are_needed_than_there_are(needed: int) -> None:
    with pytest.raises(
        InvalidValueError, match=r"Group\(ranks\).needed should be a whole number, 1 to 4"
    ):
        at_least(needed, *RANKS, id="ranks", name=NAME)


def test_an_empty_group_is_no_promise() -> None:
    for make in (all_of, any_of):
        with pytest.raises(
            InvalidValueError, match=r"Group\(none\).members should be at least one"
        ):
            make(id="none", name=NAME)


def test_members_are_targets_or_groups_and_differ() -> None:
    with pytest.raises(InvalidValueError, match=r"Group.members\[0\] should be Target or Group"):
        all_of("egdi", id="ranks", name=NAME)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"Group.members should be ids that differ"):
        all_of(RANKS[0], RANKS[0], id="ranks", name=NAME)
