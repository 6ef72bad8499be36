"""What documents say: written, read back, changed by one key, and held against the schema."""

import copy
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any, get_args

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import criteria, directives, targets
from vn_ict_directive import (
    DIRECTIVE_01,
    AtMost,
    Directive,
    Series,
    Source,
    Staged,
    Text,
    evaluate,
    published,
    scorecard,
)
from vn_ict_directive.criteria import Criterion, Stage
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.evaluation import Evaluation, Scorecard, Timing
from vn_ict_directive.exchange.diff import ABSENT, differences
from vn_ict_directive.exchange.document_types import CRITERIA, DOCUMENTS, INPUTS, fields_of
from vn_ict_directive.exchange.json import loads, to_json
from vn_ict_directive.exchange.schema import record_schema, schema
from vn_ict_directive.testing import series
from vn_ict_directive.units import Unit

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
FIGURES = published.series("egdi-rank")
VERDICT = evaluate(EGDI, FIGURES, as_of="2024-12-31")
CARD = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")


def of_two_sections() -> Directive:
    """The directive cut short, so that a test of a thousand cases is over in a minute."""
    kept = [s for s in DIRECTIVE_01.sections if s.id in {"telecommunications", "it-application"}]
    sections = [attrs.evolve(section, tasks=section.tasks[:1]) for section in kept]
    bodies = [
        attrs.evolve(body, successions=[s for s in body.successions if s.field == "it-application"])
        for body in DIRECTIVE_01.organizations
    ]
    measured = {one.publisher.id: one.publisher for section in kept for one in _indicators(section)}
    assert not any(body.successions for body in measured.values())
    return attrs.evolve(DIRECTIVE_01, sections=sections, organizations=bodies)


def _indicators(section: Any) -> Iterator[Any]:
    for target in section.targets:
        yield from (one for one in (target.indicator,) if one is not None)


SHORT = of_two_sections()
EXAMPLES: dict[str, Directive | Series | Evaluation | Scorecard] = {
    "directive": SHORT,
    "series": FIGURES,
    "evaluation": VERDICT,
    "scorecard": scorecard(SHORT, [FIGURES], as_of="2020-12-31"),
}


def short(thing: Any) -> str:
    """Name a thing in the report of a test."""
    return type(thing).__name__.lower()


def tree_of(thing: Any) -> Any:
    return json.loads(to_json(thing, package=False))


def read(tree: Any) -> Any:
    return loads(json.dumps(tree))


TREES = {kind: tree_of(thing) for kind, thing in EXAMPLES.items()}


def faults(tree: Any) -> dict[str, str]:
    """Read what cannot be read; return what is wrong, by path."""
    with pytest.raises(InvalidDataError) as caught:
        read(tree)
    found = {}
    for fault in caught.value.exceptions:
        assert isinstance(fault, InvalidValueError | UnknownNameError)
        assert fault.where.startswith("$"), fault
        assert str(fault).startswith(f"{fault.where}: ")
        found[fault.where] = str(fault).removeprefix(f"{fault.where}: ")
    return found


# --- there and back ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "thing",
    [DIRECTIVE_01, *published.all_series(), VERDICT, *CARD, CARD],
    ids=short,
)
def test_what_is_written_is_read_back(thing: Any) -> None:
    again = loads(to_json(thing))
    assert again == thing
    assert type(again) is type(thing)
    assert to_json(again) == to_json(thing)


@given(directives())
def test_any_directive_is_read_back(mine: Directive) -> None:
    assert loads(to_json(mine)) == mine


def agreeing(mine: Series) -> Series:
    """The same figures, of sources that do not contradict each other."""
    first: dict[str, Source] = {}
    for figure in mine.observations:
        if figure.source is not None:
            first.setdefault(figure.source.id, figure.source)
    return attrs.evolve(
        mine,
        observations=[
            attrs.evolve(figure, source=figure.source and first[figure.source.id])
            for figure in mine.observations
        ],
    )


@given(series(vintages=True).map(agreeing))
def test_any_series_is_read_back(mine: Series) -> None:
    assert loads(to_json(mine)) == mine


@st.composite
def verdicts(draw: st.DrawFn) -> Evaluation:
    target = draw(targets())
    figures = agreeing(
        draw(
            series(indicator=target.indicator, vintages=True, bounds=target.unit is not Unit.EVENT)
        )
    )
    day = draw(st.dates(target.start))
    return evaluate(
        target,
        draw(st.sampled_from((None, figures))),
        as_of=day,
        timing=draw(st.sampled_from(Timing)),
    )


@given(verdicts())
def test_any_verdict_is_read_back(verdict: Evaluation) -> None:
    again = loads(to_json(verdict))
    assert isinstance(again, Evaluation)
    assert again == verdict
    assert again.used == verdict.used


@given(st.data())
def test_any_criterion_is_read_back(data: st.DataObject) -> None:
    criterion = data.draw(criteria(unit=Unit.RANK, scale=EGDI.indicator.scale))
    stages = criterion.stages if isinstance(criterion, Staged) else ()
    due = stages[-1].due if stages else EGDI.due
    start = min([EGDI.start, *(stage.due for stage in stages)]).replace(year=1800)
    target = attrs.evolve(EGDI, criterion=criterion, start=start, due=due)
    verdict = evaluate(target, FIGURES, as_of="2020-12-31")
    assert loads(to_json(verdict)) == verdict


def test_a_staged_target_keeps_the_verdict_on_every_stage() -> None:
    stages = [
        Stage(due="2018-12-31", criterion=AtMost(value=85)),
        Stage(due="2020-12-31", criterion=AtMost(value=75)),
    ]
    target = attrs.evolve(EGDI, criterion=Staged(stages=stages), start="2018-01-01")
    verdict = evaluate(target, FIGURES, as_of="2021-12-31")
    tree = tree_of(verdict)
    assert [stage["outcome"] for stage in tree["verdict"]["stages"]] == ["missed", "missed"]
    assert read(tree) == verdict
    with pytest.raises(InvalidValueError, match="goes with that on its whole target"):
        to_json(verdict.stages[0])


def test_a_scorecard_without_figures_is_read_back() -> None:
    card = scorecard(DIRECTIVE_01, [], as_of="2021-12-31")
    assert loads(to_json(card)) == card


# --- one fact in one place ----------------------------------------------------------------


def test_an_organization_an_indicator_and_a_source_stand_once() -> None:
    tree = tree_of(DIRECTIVE_01)
    target = next(t for t in tree["targets"] if t["id"] == EGDI.id)
    indicator = next(i for i in tree["indicators"] if i["id"] == target["indicator"])
    assert EGDI.indicator is not None
    assert indicator["publisher"] == EGDI.indicator.publisher.id
    assert indicator["scale"] == {"min": EGDI.indicator.scale[0], "max": EGDI.indicator.scale[1]}
    text = to_json(DIRECTIVE_01)
    assert text.count(json.dumps(EGDI.indicator.name.vi, ensure_ascii=False)) == 1
    assert "tasks" not in tree["sections"][0]
    assert tree["versions"] == {"encoding": "2020.2", "schema": "1"}
    assert "encoding" not in tree

    figures = tree_of(FIGURES)
    ids = [source["id"] for source in figures["sources"]]
    assert len(set(ids)) == len(ids)
    assert {figure["source"] for figure in figures["observations"]} <= {*ids, None}


def test_a_verdict_names_its_figures_by_their_place() -> None:
    tree = tree_of(VERDICT)
    assert VERDICT.observation is not None
    place = tree["verdict"]["observation"]
    assert FIGURES.observations[place] is VERDICT.observation
    assert tree["verdict"]["value"] == VERDICT.value
    assert tree["verdict"]["status"] == "met_late"
    assert tree["explanation"] == {"vi": VERDICT.explain("vi"), "en": VERDICT.explain("en")}


def nouns_of(cls: Any, seen: set[Any]) -> set[Any]:
    """Every class of ours that a field of *cls* may hold."""
    if not attrs.has(cls) or cls in seen:
        return seen
    seen.add(cls)
    kinds: list[Any] = [field.type for field in attrs.fields(attrs.resolve_types(cls))]
    while kinds:
        kind = kinds.pop()
        kinds += get_args(kind)
        nouns_of(kind, seen)
    return seen


def test_every_field_that_refers_names_a_list_that_documents_have() -> None:
    lists = {name for shape in DOCUMENTS.values() for name in fields_of(shape)}
    nouns = nouns_of(Directive, nouns_of(Series, set()))
    refers = {
        (noun.__name__, field.name): field.metadata["refers"]
        for noun in nouns
        for field in attrs.fields(noun)
        if "refers" in field.metadata
    }
    assert refers["Target", "indicator"] == "indicators"
    assert refers["Succession", "field"] == "sections"
    assert set(refers.values()) <= lists


def test_every_reference_that_a_directive_checks_is_marked_on_its_field() -> None:
    kinds = {"organization": "organizations", "section": "sections", "source": "sources"}
    checked = {kinds[kind] for kind, _, _ in DIRECTIVE_01.references()}
    marked = {f.metadata.get("refers") for n in nouns_of(Directive, set()) for f in attrs.fields(n)}
    assert checked <= marked


def test_every_criterion_has_a_word_of_its_own() -> None:
    assert set(CRITERIA.values()) == set(get_args(Criterion))
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", word) for word in CRITERIA)


def test_what_a_verdict_is_judged_by_is_kept_with_it() -> None:
    assert all(hasattr(VERDICT, name) for name in INPUTS)


# --- what cannot be written -----------------------------------------------------------------


def test_two_things_by_one_id_cannot_be_written() -> None:
    assert EGDI.indicator is not None
    other = attrs.evolve(EGDI.indicator, url="https://example.org/")
    section = DIRECTIVE_01.section("it-application")
    more = attrs.evolve(EGDI, id="it-application.again", indicator=other)
    twice = attrs.evolve(
        DIRECTIVE_01,
        sections=[
            attrs.evolve(s, targets=[*s.targets, more]) if s.id == section.id else s
            for s in DIRECTIVE_01.sections
        ],
    )
    with pytest.raises(
        InvalidValueError, match="the indicator egdi-rank should be one and the same"
    ):
        to_json(twice)


def test_a_publisher_who_is_not_the_organization_listed_cannot_be_written() -> None:
    bodies = [
        attrs.evolve(body, name=Text("Khác", "Another")) if body.id == "itu" else body
        for body in DIRECTIVE_01.organizations
    ]
    with pytest.raises(InvalidValueError, match="the organization itu should be one and the same"):
        to_json(attrs.evolve(DIRECTIVE_01, organizations=bodies))


def test_a_scorecard_of_other_verdicts_cannot_be_written() -> None:
    stranger = evaluate(attrs.evolve(EGDI, window_months=6), FIGURES, as_of=CARD.as_of)
    for verdict in (stranger, VERDICT):
        with pytest.raises(InvalidValueError, match="one of the scorecard's directive, as of its"):
            to_json(attrs.evolve(CARD, evaluations=(verdict,)))


def test_half_a_character_cannot_be_written() -> None:
    broken = attrs.evolve(DIRECTIVE_01, title=Text("\ud800", "\udfffx"))
    with pytest.raises(InvalidDataError) as caught:
        to_json(broken)
    assert {str(fault) for fault in caught.value.exceptions} == {
        r"$.title.vi: the text should be of whole characters, got '\\ud800'.",
        r"$.title.en: the text should be of whole characters, got '\\udfffx'.",
    }


# --- what cannot be read ----------------------------------------------------------------------


def broken(kind: str, change: Callable[[Any], object]) -> dict[str, str]:
    tree = tree_of(EXAMPLES[kind])
    change(tree)
    return faults(tree)


def test_every_fault_of_a_document_is_told_at_once() -> None:
    def change(tree: Any) -> None:
        tree["targets"][3]["due"] = 5
        tree["targets"][2]["duee"] = "2020-12-31"
        del tree["targets"][1]["id"]
        tree["targets"][0]["criterion"]["kind"] = "most"
        tree["tasks"][0]["responsible"] = ["nobody"]
        tree["tasks"][1]["responsible"] = "btttt"
        tree["tasks"][1]["span"]["source"] = "hearsay"
        tree["sections"].append(tree["sections"][0])
        tree["organizations"][0]["successions"][0]["successor"] = "nobody"
        tree["organizations"][0]["successions"][0]["field"] = "space"
        tree["indicators"][0]["unit"] = "apples"
        tree["indicators"][1]["scale"] = {"min": 5, "max": 1}
        tree["indicators"][0]["publisher"] = "nobody"
        tree["title"]["vi"] = " "
        tree["signed"] = "2020-02-30"
        tree["period"] = 2020
        tree["official"] = 0
        tree["number"] = None
        tree["id"] = "01/CT-BTTTT"
        tree["quotes"][0]["field"] = "colour"
        tree["a key"] = 1

    found = broken("directive", change)
    assert found["$.targets[3].due"] == (
        "the value should be a day or a period such as 2025-12-31 or 2025, as text, got 5."
    )
    assert found["$.targets[2].duee"] == "There is no key 'duee'. Did you mean 'due'?"
    assert found["$.targets[1].id"] == "the value should be given, got None."
    assert found["$.targets[0].criterion.kind"].endswith("milestone, got 'most'.")
    assert found["$.tasks[0].responsible[0]"].startswith("There is no organization 'nobody'.")
    assert found["$.tasks[1].responsible"] == "the value should be a list, got 'btttt'."
    assert found["$.tasks[1].span.source"].startswith("There is no source 'hearsay'.")
    assert found["$.sections[2].id"].endswith(
        "one that nothing else here has, got 'telecommunications'."
    )
    assert found["$.organizations[0].successions[0].successor"].startswith(
        "There is no organization"
    )
    assert found["$.organizations[0].successions[0].field"].startswith(
        "There is no section 'space'."
    )
    assert found["$.indicators[0].unit"].endswith("got 'apples'.")
    assert found["$.indicators[0].publisher"].startswith("There is no organization 'nobody'.")
    assert "the least and the greatest value" in found["$.indicators[1].scale"]
    assert found["$.title.vi"] == "Text.vi should be a text that is not empty, got ' '."
    assert found["$.signed"] == "the day should be a day of the calendar, got '2020-02-30'."
    assert found["$.period"].startswith("the value should be a period such as 2020, 2020-Q4")
    assert found["$.official"] == "the value should be true or false, got 0."
    assert found["$.number"] == "the value should be text, got None."
    assert found["$['a key']"].startswith(
        "There is no key 'a key'. There are: document, versions, official,"
    )
    assert "$.id" not in found, "what a class says as a whole comes when its fields can be read"
    # What names an indicator that cannot be read is not a fault of its own.
    assert not {path for path in found if path.endswith(".indicator")}
    assert len(found) == 19


@pytest.mark.parametrize(
    "kind,change,path,words",
    [
        ("directive", lambda t: t.update(id="01/CT"), "$.id", "issuer/date/number"),
        (
            "directive",
            lambda t: t["targets"][0].update(section="it-application"),
            "$.targets[0].id",
            "an id 'it-application.…'",
        ),
        (
            "directive",
            lambda t: t["targets"][0].update(section="x"),
            "$.targets[0].section",
            "section",
        ),
        (
            "directive",
            lambda t: t["targets"][0].update(due="1999-01-01"),
            "$.targets[0].due",
            "later",
        ),
        (
            "directive",
            lambda t: t["targets"][0].update(corroborated_by=["x", 5]),
            "$.targets[0].corroborated_by[1]",
            "text",
        ),
        (
            "directive",
            lambda t: t["targets"][0].update(indicator="x"),
            "$.targets[0].indicator",
            "no ind",
        ),
        (
            "directive",
            lambda t: t["tasks"][0].update(id=t["targets"][0]["id"]),
            "$.targets[0].id",
            "noth",
        ),
        (
            "directive",
            lambda t: t["tasks"][0]["span"].update(end=1),
            "$.tasks[0].span.end",
            "plus the",
        ),
        (
            "directive",
            lambda t: t["indicators"].append(t["indicators"][0]),
            "$.indicators[5].id",
            "noth",
        ),
        (
            "directive",
            lambda t: t["indicators"].append({**t["indicators"][0], "id": "idle"}),
            "$.indicators[5]",
            "refers to",
        ),
        (
            "directive",
            lambda t: t["quotes"][0].update(field="colour"),
            "$.quotes",
            "a field of Dir",
        ),
        (
            "directive",
            lambda t: t["versions"].update(schema="2"),
            "$.versions.schema",
            "should be 1, got",
        ),
        ("directive", lambda t: t["versions"].update(schema=1), "$.versions.schema", "'1', got 1"),
        ("directive", lambda t: t["versions"].pop("encoding"), "$.versions.encoding", "given"),
        ("directive", lambda t: t.update({"$schema": 5}), "$['$schema']", "text"),
        (
            "series",
            lambda t: t["observations"][0].update(source="x"),
            "$.observations[0].source",
            "no so",
        ),
        (
            "series",
            lambda t: t["observations"][0].update(value="86"),
            "$.observations[0].value",
            "without",
        ),
        (
            "series",
            lambda t: t["observations"][0].update(value=True),
            "$.observations[0].value",
            "number",
        ),
        (
            "series",
            lambda t: t["observations"][0].update(value=10**309),
            "$.observations[0].value",
            "finite",
        ),
        (
            "series",
            lambda t: t["observations"][0].update(flags="break"),
            "$.observations[0].flags",
            "a list",
        ),
        (
            "series",
            lambda t: t["observations"][0].update(flags=["x"]),
            "$.observations[0].flags[0]",
            "'break'",
        ),
        ("series", lambda t: t["observations"][0].update(reporter="x"), "$.reporter", "throughout"),
        (
            "series",
            lambda t: t["observations"].append({**t["observations"][0], "value": 1}),
            "$.observations",
            "one value",
        ),
        (
            "series",
            lambda t: t["sources"].append({**t["sources"][0], "id": "idle"}),
            f"$.sources[{len(TREES['series']['sources'])}]",
            "refers",
        ),
        ("series", lambda t: t.update(indicator="A B"), "$.indicator", "lower-case"),
        ("series", lambda t: t.update(indicator={}), "$.indicator", "text, got {}."),
        ("directive", lambda t: t.update(sources=5), "$.sources", "a list, got 5."),
        ("series", lambda t: t.update(official=True), "$.official", "False, got True"),
        ("series", lambda t: t.update(document="table"), "$.document", "got 'table'"),
        ("series", lambda t: t.pop("document"), "$.document", "got None"),
        ("series", lambda t: t.update(versions=[]), "$.versions", "an object with the keys schema"),
        ("evaluation", lambda t: t["verdict"].update(outcome="won"), "$.verdict.outcome", "'miss"),
        ("evaluation", lambda t: t["verdict"].update(value=True), "$.verdict.value", "a number"),
        ("evaluation", lambda t: t["verdict"].pop("outcome"), "$.verdict.outcome", "given"),
        ("evaluation", lambda t: t["verdict"].update(reasons=[1]), "$.verdict.reasons[0]", "text"),
        ("evaluation", lambda t: t["verdict"].update(latest=99), "$.verdict.latest", "list of"),
        ("evaluation", lambda t: t["verdict"].update(latest=-1), "$.verdict.latest", "from 0"),
        ("evaluation", lambda t: t["target"].update(id=5), "$.target.id", "text"),
        ("evaluation", lambda t: t["target"].update(indicator=5), "$.target.indicator", "text"),
        ("evaluation", lambda t: t.update(verdict=[]), "$.verdict", "an object with the keys"),
        ("evaluation", lambda t: t["series"].update(indicator="x"), "$.series.indicator", "'egdi-"),
        ("evaluation", lambda t: t.update(as_of="2024"), "$.as_of", "a day such as"),
        ("evaluation", lambda t: t["explanation"].pop("vi"), "$.explanation.vi", "given"),
        (
            "evaluation",
            lambda t: t["target"].update(window_months=1.5),
            "$.target.window_months",
            "whole",
        ),
        (
            "scorecard",
            lambda t: t["evaluations"][0].update(target="x"),
            "$.evaluations[0].target",
            "no target",
        ),
        (
            "scorecard",
            lambda t: t["evaluations"][0].update(series=7),
            "$.evaluations[0].series",
            "list of 1",
        ),
        (
            "evaluation",
            lambda t: t["target"].update(criterion=75),
            "$.target.criterion",
            "an object with a kind",
        ),
        ("scorecard", lambda t: t.update(counts=9), "$.counts", "an object"),
        (
            "scorecard",
            lambda t: t["directive"]["targets"][0].update(due=0),
            "$.directive.targets[0].due",
            "day",
        ),
        (
            "scorecard",
            lambda t: t["directive"]["indicators"].append(
                {**t["directive"]["indicators"][0], "id": "idle"}
            ),
            "$.directive.indicators[5]",
            "refers to",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_path(
    kind: str, change: Callable[[Any], object], path: str, words: str
) -> None:
    found = broken(kind, change)
    assert words in found[path], found


def test_every_contradiction_of_a_series_is_told() -> None:
    tree: Any = TREES["series"] | {
        "observations": [dict(o) for o in TREES["series"]["observations"]]
    }
    first, second = tree["observations"][:2]
    tree["observations"] += [{**first, "value": 1}, {**second, "value": 1}]
    with pytest.raises(InvalidDataError) as caught:
        read(tree)
    told = [str(fault) for fault in caught.value.exceptions]
    assert [fault.partition(": ")[0] for fault in told] == ["$.observations"] * 2
    assert all("one value for a period and publication date" in fault for fault in told)


@pytest.mark.parametrize("tree", [None, [], 5, "directive", True])
def test_nothing_but_an_object_is_a_document(tree: Any) -> None:
    assert set(faults(tree)) == {"$"}


def test_a_long_value_is_shown_in_part() -> None:
    change = {"indicator": "x" * 10_000, "entity": 10**300, "unit": [*range(10_000)]}
    found = broken("series", lambda t: t.update(change))
    assert max(map(len, found.values())) < 250
    assert found["$.unit"].startswith("the value should be text, got [0, 1, 2,")


def test_a_thousand_faults_are_enough() -> None:
    tree: Any = tree_of(FIGURES)
    tree["observations"] = [{"flags": [1] * 5} for _ in range(2000)]
    with pytest.raises(InvalidDataError) as caught:
        read(tree)
    assert len(caught.value.exceptions) == 1000
    tree = tree_of(FIGURES) | {str(n): n for n in range(2000)}
    with pytest.raises(InvalidDataError) as caught:
        read(tree)
    assert len(caught.value.exceptions) == 10, "unknown keys are many of one kind"


# --- what is left out, and what is written otherwise -------------------------------------------


def test_what_has_a_default_can_be_left_out() -> None:
    tree = tree_of(SHORT)
    for target in tree["targets"]:
        target.pop("notes")
        target.pop("mode")
    again = read(tree)
    assert all(target.notes == () and target.mode == "at" for target in again.targets)


def test_whole_numbers_may_have_a_point_and_others_none() -> None:
    tree = tree_of(VERDICT)
    tree["target"]["span"]["start"] = float(tree["target"]["span"]["start"])
    tree["target"]["criterion"]["worst"] = 75.0
    tree["series"]["observations"][0]["value"] = int(tree["series"]["observations"][0]["value"])
    assert read(tree) == VERDICT


def test_tasks_and_targets_may_stand_in_any_order_of_sections() -> None:
    tree = tree_of(SHORT)
    tree["targets"].sort(key=lambda target: target["section"])
    assert read(tree) == SHORT


def test_an_editor_may_be_told_of_the_schema() -> None:
    assert read(tree_of(SHORT) | {"$schema": "documents.schema.json"}) == SHORT


# --- any document, changed by one key ------------------------------------------------------------

OTHERS: list[Any] = [
    *(None, True, False, 0, 1, -1, 3.0, 1.5, 10**30, 1e300, "", " ", "x", "2020", "2020-12-31"),
    *([], [None], ["x"], [[]], {}, {"id": "x"}, {"kind": "at-most", "value": 3}),
    *("rank", "met", "at", "btttt", "postal", "2020-02-30", "a\n", "2020-12-31\n", "vi"),
]


@st.composite
def mutants(draw: st.DrawFn, kinds: tuple[str, ...] = tuple(EXAMPLES)) -> Any:
    """A valid document in which one key was added, removed or given another value."""
    tree = copy.deepcopy(TREES[draw(st.sampled_from(kinds))])
    places: list[tuple[Any, Any]] = []
    node = tree
    while isinstance(node, dict | list) and node:
        key = draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        places.append((node, key))
        node = node[key]
    within, key = places[draw(st.integers(0, len(places) - 1))]
    other = draw(st.sampled_from(OTHERS) | st.sampled_from([str(within[key]), [within[key]]]))
    match draw(st.sampled_from(("add", "remove", "retype"))):
        case "remove":
            del within[key]
        case "add" if isinstance(within, dict):
            within[draw(st.sampled_from(("x", "__class__", "id", "kind", "due", "notes")))] = other
        case "add":
            within.insert(0, other)
        case _:
            within[key] = other
    return tree


def in_one_order(value: Any) -> Any:
    """The same tree, with the lists that the nouns themselves sort in one order."""
    if isinstance(value, dict):
        ordered = {key: in_one_order(item) for key, item in value.items()}
        for key in ordered.keys() & {"observations", "flags"}:
            if isinstance(ordered[key], list):
                ordered[key].sort(key=place_in_time)
        return ordered
    return [in_one_order(item) for item in value] if isinstance(value, list) else value


def place_in_time(item: Any) -> tuple[str, ...]:
    if isinstance(item, dict):
        return str(item.get("period")), str(item.get("published"))
    return (str(item),)


@settings(max_examples=min(1000, 10 * settings().max_examples))
@given(mutants())
def test_a_changed_document_is_read_to_the_letter_or_refused_with_a_path(tree: Any) -> None:
    try:
        thing = read(tree)
    except InvalidDataError:
        faults(tree)  # each with its path, and a sentence
        return
    for path, said, read_as in differences(in_one_order(tree), in_one_order(tree_of(thing)), "$"):
        told_only = path.startswith(
            ("$.versions.", "$.explanation", "$.counts", "$.with_data", "$.directive")
        )
        assert said is ABSENT or told_only, (path, said, read_as)


# --- the schema --------------------------------------------------------------------------------

SHAPE = {"the value", "key", "the kind", "the document", "the version"}


@pytest.fixture(scope="module")
def violations() -> Callable[[Any], list[str]]:
    """What the published schema finds wrong with a document."""
    if sys.platform == "emscripten":
        pytest.skip("jsonschema needs a compiled package")
    validators: Any = importlib.import_module("jsonschema")
    cls = validators.Draft202012Validator
    cls.check_schema(schema())
    validator = cls(schema(), format_checker=cls.FORMAT_CHECKER)
    return lambda tree: [error.json_path for error in validator.iter_errors(tree)]


@pytest.mark.parametrize("thing", [DIRECTIVE_01, *published.all_series(), *CARD, CARD], ids=short)
def test_every_document_conforms_to_the_schema(violations: Any, thing: Any) -> None:
    assert violations(json.loads(to_json(thing))) == []


@settings(max_examples=settings().max_examples // 2)
@given(st.one_of(directives(), series(vintages=True).map(agreeing), verdicts()))
def test_any_document_conforms_to_the_schema(violations: Any, thing: Any) -> None:
    assert violations(json.loads(to_json(thing))) == []


@settings(max_examples=settings().max_examples // 2)
@given(verdicts(), st.sampled_from(("vi", "en")))
def test_any_record_conforms_to_its_schema(verdict: Evaluation, lang: Any) -> None:
    if sys.platform == "emscripten":
        pytest.skip("jsonschema needs a compiled package")
    described: Any = record_schema()
    cls: Any = importlib.import_module("jsonschema").Draft202012Validator
    cls.check_schema(described)
    record = json.loads(json.dumps(verdict.record(lang), allow_nan=False))
    assert list(cls(described).iter_errors(record)) == []
    assert list(described["properties"]) == list(record)
    assert all(told["description"] for told in described["properties"].values())


@given(mutants())
def test_the_schema_refuses_every_shape_that_reading_refuses(violations: Any, tree: Any) -> None:
    found = violations(tree)
    try:
        read(tree)
        refused: set[str] = set()
    except InvalidDataError as error:
        refused = {"any"}
        for fault in error.exceptions:
            assert isinstance(fault, InvalidValueError | UnknownNameError)
            refused.add(fault.field if isinstance(fault, InvalidValueError) else fault.kind)
    kept = tree.get("document") in ("evaluation", "scorecard")
    assert refused or kept or not found, "what is no archive is read to the letter"
    assert found or not refused & SHAPE, "what reading refuses for its shape, the schema refuses"
