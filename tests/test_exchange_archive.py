"""Verdicts that were kept: read as they were said, and held against what would be said today."""

import copy
import gzip
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_ict_directive import DIRECTIVE_01, AtMost, Series, evaluate, published, scorecard
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Outcome, Reason, Scorecard
from vn_ict_directive.exchange.archive import Cause, recheck
from vn_ict_directive.exchange.diff import ABSENT, differences, path_of
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.versions import RULES_VERSION

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
FIGURES = published.series("egdi-rank")
VERDICT = evaluate(EGDI, FIGURES, as_of="2024-12-31")
FILES = sorted((Path(__file__).parent / "data" / "archive").glob("*.jsonl.gz"))
CAUSES = {"rules", "encoding", "revision", "figure", "document"}


@cache
def kept(file: Path) -> tuple[str, ...]:
    """The documents of one day: the scorecard, then the verdict on each target."""
    return tuple(gzip.decompress(file.read_bytes()).decode().splitlines())


def read(tree: Any) -> Any:
    return loads(json.dumps(tree))


def tree_of(thing: Any) -> Any:
    return json.loads(to_json(thing))


def verdicts(thing: Any) -> tuple[Evaluation, ...]:
    return tuple(thing) if isinstance(thing, Scorecard) else (thing,)


# --- what was said can be read for ever ----------------------------------------------------


def test_eight_days_are_kept() -> None:
    assert len(FILES) == 8
    assert all(len(kept(file)) == 1 + len(DIRECTIVE_01.targets) for file in FILES)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:10])
def test_every_kept_document_says_what_it_said(file: Path) -> None:
    for text in kept(file):
        said = json.loads(text)
        again = tree_of(loads(text))
        changed = [(path, old) for path, old, _ in differences(said, again, "$")]
        added = {path for path, old in changed if old is ABSENT}
        assert {path for path, _ in changed} == added | {"$.versions.package"} & {
            path for path, _ in changed
        }, "nothing that was said is lost or said otherwise"
        for verdict, entry in zip(
            verdicts(loads(text)), said.get("evaluations", [said]), strict=True
        ):
            assert verdict.status.value == entry["verdict"]["status"]
            assert (verdict.value, verdict.gap) == (
                entry["verdict"]["value"],
                entry["verdict"]["gap"],
            )
            assert verdict.explain("vi") == entry["explanation"]["vi"]
            assert verdict.explain("en") == entry["explanation"]["en"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:10])
def test_whatever_would_be_said_otherwise_today_has_a_cause(file: Path) -> None:
    for text in kept(file):
        stored = loads(text)
        assert isinstance(stored, Evaluation | Scorecard)
        for one in recheck(stored):
            assert one.causes == ("rules",), "the same target and the same figures"
        for one in recheck(stored, directive=DIRECTIVE_01, series=published.all_series()):
            assert one.causes, one
            assert set(one.causes) <= CAUSES


def test_a_kept_verdict_names_the_encoding_of_its_day() -> None:
    verdict = loads(kept(FILES[2])[1])
    assert isinstance(verdict, Evaluation)
    assert verdict.directive == DIRECTIVE_01.identity
    assert verdict.rules is None, "the first documents did not state the rules"
    assert tree_of(verdict)["versions"]["encoding"] == "2020.2"


# --- and after any change of the rules -----------------------------------------------------


def changed_by_other_rules(tree: Any, how: str) -> str:
    """Change a kept document as other rules would have written it; return where."""
    entry, steps = tree, ""
    if "evaluations" in tree:
        entry, steps = tree["evaluations"][4], ".evaluations[4]"
    said = entry["verdict"]
    match how:
        case "one more reason":
            said["reasons"].append("overshot")
        case "an unknown reason":
            said["reasons"].append("by_the_moon")
        case "a number moved by 1e-9":
            said["value"] = (said["value"] or 0.0) + 1e-9
        case "one key more":
            said["luck"] = {"odds": [1, 2]}
        case _:
            del said["ratio"]
    return f"${steps}.verdict"


HOW = [
    *("one more reason", "an unknown reason", "a number moved by 1e-9"),
    *("one key more", "one key less"),
]


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name[:10])
def test_every_kept_document_is_read_after_a_change_of_rules(file: Path, how: str) -> None:
    for text in kept(file):
        tree = json.loads(text)
        changed_by_other_rules(tree, how)
        stored = read(tree)
        again = tree_of(stored)
        lost = [
            path
            for path, old, _ in differences(tree, again, "$")
            if old is not ABSENT and path != "$.versions.package"
        ]
        assert not lost, "what was said is said again"
        found = recheck(stored)
        if how in {"one more reason", "an unknown reason", "a number moved by 1e-9"}:
            assert found, "and the difference is named"
        if how == "one key more":
            assert (found[-1].old, found[-1].new) == ({"odds": [1, 2]}, ABSENT)
            assert found[-1].path.endswith(".verdict.luck")


def places(tree: Any, steps: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every object in a tree, by the keys and places that lead to it."""
    if isinstance(tree, dict):
        yield steps
    items = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, item in items:
        if isinstance(item, dict | list):
            yield from places(item, (*steps, key))


TREES = [json.loads(text) for text in kept(FILES[6])[:3]]


@given(st.data())
def test_a_key_that_nobody_knows_is_kept_wherever_it_stands(data: st.DataObject) -> None:
    tree = copy.deepcopy(data.draw(st.sampled_from(TREES)))
    steps = data.draw(st.sampled_from(sorted(places(tree), key=str)))
    node = tree
    for step in steps:
        node = node[step]
    if steps and steps[-1] == "counts":
        return  # an object whose keys are statuses
    node["of tomorrow"] = [1, {"a": None}]
    stored = read(tree)
    last = recheck(stored)[-1]
    assert (last.path, last.old) == (path_of((*steps, "of tomorrow")), [1, {"a": None}])
    again = tree_of(stored)
    for step in steps:
        again = again[step]
    assert again["of tomorrow"] == [1, {"a": None}]


def test_a_key_that_nobody_knows_is_written_in_its_own_document_alone() -> None:
    tree = tree_of(VERDICT)
    tree["target"]["of tomorrow"] = 1
    assert tree_of(read(tree))["target"]["of tomorrow"] == 1
    assert "of tomorrow" not in tree_of(VERDICT)["target"]


def test_however_many_keys_nobody_knows_all_are_kept() -> None:
    more = {f"of tomorrow {number}": number for number in range(100)}
    stored = read(copy.deepcopy(TREES[0]) | more)
    assert [one.old for one in recheck(stored)[-100:]] == list(more.values())
    assert more.items() <= tree_of(stored).items()


# --- what would be said today, and why -------------------------------------------------------


def test_nothing_differs_from_what_was_just_said() -> None:
    assert recheck(VERDICT) == ()
    assert recheck(scorecard(as_of="2021-12-31"), series=published.all_series()) == ()


def causes(stored: Any, **by: Any) -> dict[str, tuple[Cause, ...]]:
    return {one.path: one.causes for one in recheck(stored, **by)}


def test_a_forged_verdict_is_found_by_its_own_rules() -> None:
    forged = attrs.evolve(VERDICT, outcome=Outcome.MET)
    stored = loads(to_json(forged))
    assert isinstance(stored, Evaluation)
    assert stored.outcome is Outcome.MET, "it is read as it was said"
    assert causes(stored)["$.outcome"] == ("document",)


def test_what_other_rules_said_differs_by_the_rules() -> None:
    other = attrs.evolve(VERDICT, rules="0", reasons=(*VERDICT.reasons, Reason.OVERSHOT))
    (one,) = recheck(loads_verdict(other))
    assert (one.old, one.new, one.causes) == ("overshot", ABSENT, ("rules",))
    assert one.explain("en").endswith('is gone; it was `"overshot"`.')


def loads_verdict(verdict: Evaluation) -> Evaluation:
    again = loads(to_json(verdict))
    assert isinstance(again, Evaluation)
    assert again.rules == verdict.rules
    return again


def test_a_new_figure_a_revision_and_another_encoding_are_told_apart() -> None:
    then = evaluate(EGDI, {2018: 88, 2020: 86}, as_of="2021-12-31")
    newer = Series.of("egdi-rank", {2018: 88, 2020: 86, 2021: 70})
    revised = Series.of("egdi-rank", {2018: 88, 2020: 74})
    assert set(causes(then, series=newer).values()) == {("figure",)}
    assert causes(then, series=revised)["$.outcome"] == ("revision",)
    encoding = attrs.evolve(
        DIRECTIVE_01,
        sections=[
            attrs.evolve(
                section,
                targets=[
                    attrs.evolve(t, criterion=AtMost(value=90)) if t.id == EGDI.id else t
                    for t in section.targets
                ],
            )
            for section in DIRECTIVE_01.sections
        ],
    )
    assert causes(then, directive=encoding)["$.outcome"] == ("encoding",)


def test_a_target_that_an_encoding_no_longer_has_is_told() -> None:
    fewer = attrs.evolve(
        DIRECTIVE_01,
        sections=[
            attrs.evolve(s, targets=[]) if s.id == "it-application" else s
            for s in DIRECTIVE_01.sections
        ],
    )
    (one,) = recheck(VERDICT, directive=fewer)
    assert (one.path, one.new, one.causes) == ("$", ABSENT, ("encoding",))
    card = scorecard(fewer, as_of="2024-12-31")
    (more,) = recheck(card, directive=DIRECTIVE_01)
    assert (more.path, more.old) == (f"$.evaluations[{EGDI.id}]", ABSENT)


def test_figures_that_are_now_refused_are_told_and_refuse_nothing() -> None:
    tree = tree_of(VERDICT)
    tree["series"]["unit"] = None
    tree["series"]["observations"][0]["value"] = -3.0
    (one,) = recheck(read(tree))
    assert (one.path, one.old) == ("$", "met_late")
    assert "-3" in str(one.new)


def test_a_verdict_without_figures_is_held_against_figures() -> None:
    awaiting = evaluate(EGDI, None, as_of="2021-12-31")
    assert causes(awaiting, series=FIGURES)["$.status"] == ("figure",)


@pytest.mark.parametrize("thing", [None, FIGURES, DIRECTIVE_01, "verdict"])
def test_only_verdicts_are_rechecked(thing: Any) -> None:
    with pytest.raises(InvalidValueError, match="a verdict or a scorecard"):
        recheck(thing)


def test_every_verdict_states_its_rules() -> None:
    assert VERDICT.rules == RULES_VERSION
    for thing in (VERDICT, scorecard(as_of="2021-12-31")):
        assert tree_of(thing)["versions"]["rules"] == RULES_VERSION
    assert json.loads(to_json([VERDICT]))["versions"]["rules"] == RULES_VERSION
