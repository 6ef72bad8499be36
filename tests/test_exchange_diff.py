"""What changed between two encodings."""

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import directives
from vn_ict_directive import DIRECTIVE_01, Directive, LeadingGroup, Section, Target, Text
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.exchange.diff import ABSENT, Change, diff, differences

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")


def with_target(change: Any) -> Directive:
    """The directive, its EGDI target changed, removed or doubled."""

    def within(section: Section) -> Section:
        if section.id != EGDI.section:
            return section
        return attrs.evolve(section, targets=change(section.targets))

    return attrs.evolve(
        DIRECTIVE_01, sections=[within(s) for s in DIRECTIVE_01.sections], encoding="2020.3"
    )


def facts(old: Directive, new: Directive) -> list[tuple[str, Any, Any]]:
    return [(change.path, change.old, change.new) for change in diff(old, new)]


BUMP = ("$.versions.encoding", "2020.2", "2020.3")


def test_a_corrected_fact_is_told_as_it_was_and_as_it_is() -> None:
    later = with_target(lambda _: [attrs.evolve(EGDI, due="2021-12-31", mode="reach")])
    path = f"$.targets[{EGDI.id}]"
    assert facts(DIRECTIVE_01, later) == [
        (f"{path}.due", "2020-12-31", "2021-12-31"),
        (f"{path}.mode", "at", "reach"),
        BUMP,
    ]


def test_another_criterion_is_told_by_its_parts() -> None:
    later = with_target(lambda _: [attrs.evolve(EGDI, criterion=LeadingGroup(worst=70, best=65))])
    path = f"$.targets[{EGDI.id}].criterion"
    assert facts(DIRECTIVE_01, later) == [
        (f"{path}.best", None, 65),
        (f"{path}.worst", 75, 70),
        BUMP,
    ]


def test_what_was_added_or_removed_is_told_whole() -> None:
    without = with_target(lambda _: [])
    removed = {path: (old, new) for path, old, new in facts(DIRECTIVE_01, without)}
    old, new = removed[f"$.targets[{EGDI.id}]"]
    assert (old["id"], new) == (EGDI.id, ABSENT)
    old, new = removed["$.indicators[egdi-rank]"]
    assert (old["publisher"], new) == ("un-desa", ABSENT)
    added = {path: (old, new) for path, old, new in facts(without, DIRECTIVE_01)}
    assert added[f"$.targets[{EGDI.id}]"][0] is ABSENT


def test_another_order_is_told_by_the_names() -> None:
    turned = attrs.evolve(DIRECTIVE_01, organizations=DIRECTIVE_01.organizations[::-1])
    ((path, old, new),) = facts(DIRECTIVE_01, turned)
    assert path == "$.organizations"
    assert old == [body.id for body in DIRECTIVE_01.organizations] == new[::-1]


def test_what_has_no_name_is_told_by_its_place() -> None:
    noted = attrs.evolve(EGDI, notes=(*EGDI.notes, Text("Mới", "New")))
    path = f"$.targets[{EGDI.id}].notes[{len(EGDI.notes)}]"
    assert facts(DIRECTIVE_01, with_target(lambda _: [noted]))[0] == (
        path,
        ABSENT,
        {"vi": "Mới", "en": "New"},
    )


def test_inferences_are_told_apart_by_their_fields() -> None:
    def change(targets: tuple[Target, ...]) -> list[Target]:
        (target,) = targets
        first, *rest = target.inferences
        return [
            attrs.evolve(target, inferences=[attrs.evolve(first, reason=Text("a", "b")), *rest])
        ]

    later = facts(DIRECTIVE_01, with_target(change))
    assert later[0][0] == f"$.targets[{EGDI.id}].inferences[{EGDI.inferences[0].field}].reason.en"


@given(directives(), directives())
def test_nothing_differs_exactly_when_two_directives_are_equal(a: Directive, b: Directive) -> None:
    assert not len(diff(a, a))
    assert bool(len(diff(a, b))) is (a != b)


@given(directives(), st.sampled_from([f.name for f in attrs.fields(Directive)]), directives())
def test_any_field_that_differs_is_found(a: Directive, name: str, b: Directive) -> None:
    try:
        changed = attrs.evolve(a, **{name: getattr(b, name)})
    except ValueError:
        return  # it names what only the other one has
    assert bool(len(diff(a, changed))) is (a != changed)


def test_truth_values_are_no_numbers() -> None:
    assert list(differences({"a": 1}, {"a": True}, "$")) == [("$.a", 1, True)]
    assert not list(differences({"a": 1}, {"a": 1.0}, "$"))


def test_the_section_of_a_changelog_in_both_languages() -> None:
    later = with_target(
        lambda _: [attrs.evolve(EGDI, due="2021-12-31", notes=[Text("Mới", "New")])]
    )
    changes = diff(DIRECTIVE_01, later)
    path = f"$.targets[{EGDI.id}]"
    assert changes.to_markdown("en").splitlines() == [
        "### Data",
        "",
        f'- `{path}.due` is now `"2021-12-31"`; it was `"2020-12-31"`.',
        f'- `{path}.notes[0]` is new: `{{"en": "New", "vi": "Mới"}}`.',
        '- `$.versions.encoding` is now `"2020.3"`; it was `"2020.2"`.',
    ]
    assert changes.to_markdown().splitlines()[2] == (
        f'- `{path}.due` nay là `"2021-12-31"`; trước đây là `"2020-12-31"`.'
    )
    back = diff(later, DIRECTIVE_01)
    assert f'- `{path}.notes[0]` is gone; it was `{{"en": "New"' in back.to_markdown("en")
    assert "không còn nữa; trước đây là" in back.to_markdown("vi")


def test_when_nothing_changed_the_section_says_so() -> None:
    same = diff(DIRECTIVE_01, DIRECTIVE_01)
    assert same.to_markdown("en") == "### Data\n\n- Nothing changed."
    assert same.to_markdown("vi") == "### Dữ liệu\n\n- Không có gì thay đổi."
    assert list(same) == []


def test_a_value_with_backticks_stays_in_its_code_span() -> None:
    line = Change("$.number", "a", "`b`` c").explain("en")
    assert line == '`$.number` is now ```"`b`` c"```; it was `"a"`.'
    assert repr(ABSENT) == "ABSENT"


@pytest.mark.parametrize("value", [None, "2020.1.json", {}])
def test_only_directives_are_compared(value: Any) -> None:
    with pytest.raises(InvalidValueError, match="old should be a Directive"):
        diff(value, DIRECTIVE_01)
    with pytest.raises(InvalidValueError, match="new should be a Directive"):
        diff(DIRECTIVE_01, value)
