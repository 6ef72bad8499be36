"""JSON of the directive, of figures and of verdicts."""

import json
from importlib.metadata import PackageNotFoundError
from typing import Any

import attrs
import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    Directive,
    InvalidValueError,
    RelativeTo,
    Series,
    Stage,
    Staged,
    Target,
    Within,
    coverage,
    evaluate,
    published,
    readings,
    scorecard,
)
from vn_ict_directive.exchange import json as room
from vn_ict_directive.exchange.json import package_version, to_json

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")


def load(text: str) -> Any:
    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    return json.loads(text, parse_constant=refuse)


def everything(article: str) -> list[Any]:
    series = published.all_series()
    return [
        DIRECTIVE_01,
        *DIRECTIVE_01.sections,
        *DIRECTIVE_01.tasks,
        *DIRECTIVE_01.targets,
        *series,
        evaluate(EGDI, published.series("egdi-rank"), as_of="2020-12-31"),
        evaluate(EGDI, None, as_of="2020-12-31"),
        *(readings(target, series, as_of="2021-12-31") for target in DIRECTIVE_01.targets),
        scorecard(DIRECTIVE_01, series, as_of="2024-12-31"),
        coverage(DIRECTIVE_01, article),
    ]


def test_every_export_says_that_it_is_unofficial_and_where_it_comes_from(article: str) -> None:
    for thing in everything(article):
        document = load(to_json(thing))
        assert document["official"] is False
        assert document["kind"] == type(thing).__name__.lower()
        assert document["sources"], thing
        assert document["versions"]["package"] == package_version()
        expected = None if isinstance(thing, Series) else "2020.1"
        assert document["versions"]["encoding"] == expected
        assert document.keys() == {"data", "kind", "official", "sources", "versions"}


def test_json_is_plain_sorted_and_readable(article: str) -> None:
    for thing in everything(article):
        text = to_json(thing)
        assert text == json.dumps(
            json.loads(text), ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False
        )
        assert "\\u" not in text
    assert "Bưu chính" in to_json(DIRECTIVE_01)


def test_one_line_when_no_indent_is_asked_for() -> None:
    assert "\n" not in to_json(EGDI, indent=None)


def test_a_target_keeps_its_words_dates_and_codes() -> None:
    data = load(to_json(EGDI))["data"]
    assert data["due"] == "2020-12-31"
    assert data["indicator"]["unit"] == "rank"
    assert data["statement"] == {"vi": EGDI.statement.vi, "en": EGDI.statement.en}
    assert data["span"]["quote"] == EGDI.span.quote
    assert "due_ticks" not in data
    assert "window_start" not in data, "what a class works out for itself is left out"


def test_periods_are_written_as_sdmx_writes_them() -> None:
    data = load(to_json(Series.of("x", [("2020-Q4", 1, "2021-01"), ("2021-W02", 2)])))["data"]
    assert [o["period"] for o in data["observations"]] == ["2020-Q4", "2021-W02"]
    assert [o["published"] for o in data["observations"]] == ["2021-01", None]
    assert "visible_from" not in data["observations"][0]
    assert not any(name.startswith("_") for name in data)


@pytest.mark.parametrize(
    "criterion,written",
    [
        (AtMost(value=3), {"kind": "at-most", "value": 3.0, "strict": False}),
        (AtLeast(value=3, strict=True), {"kind": "at-least", "value": 3.0, "strict": True}),
        (Within(low=1, high=2), {"kind": "within", "low": 1.0, "high": 2.0}),
        (
            RelativeTo(period=2015, factor=0.5, least=False),
            {"kind": "relative-to", "period": "2015", "factor": 0.5, "least": False},
        ),
        (
            Staged(
                stages=[
                    Stage(due="2020-06-30", criterion=AtMost(value=80)),
                    Stage(due="2020-12-31", criterion=AtMost(value=75)),
                ]
            ),
            {
                "kind": "staged",
                "stages": [
                    {
                        "due": "2020-06-30",
                        "criterion": {"kind": "at-most", "value": 80.0, "strict": False},
                    },
                    {
                        "due": "2020-12-31",
                        "criterion": {"kind": "at-most", "value": 75.0, "strict": False},
                    },
                ],
            },
        ),
    ],
    ids=lambda value: value.get("kind") if isinstance(value, dict) else "",
)
def test_a_criterion_says_which_one_it_is(criterion: Any, written: dict[str, Any]) -> None:
    target = attrs.evolve(EGDI, criterion=criterion)
    assert load(to_json(target))["data"]["criterion"] == written


def test_the_criterion_of_another_reading_says_so_too() -> None:
    def criteria(target: Target) -> list[Any]:
        inferences = load(to_json(target))["data"]["inferences"]
        return [a["criterion"] for i in inferences for a in i["alternatives"] if a["criterion"]]

    found = [criterion for target in DIRECTIVE_01.targets for criterion in criteria(target)]
    assert all("kind" in criterion for criterion in found)


def test_a_verdict_is_a_flat_record_with_reasons_and_explanations() -> None:
    verdict = evaluate(EGDI, published.series("egdi-rank"), as_of="2020-12-31")
    document = load(to_json(verdict))
    data = document["data"]
    assert (data["status"], data["value"], data["gap"]) == ("missed", 86.0, 11.0)
    assert data["reasons"] == [str(reason) for reason in verdict.reasons]
    assert data["explanation"] == {"vi": verdict.explain("vi"), "en": verdict.explain("en")}
    assert data["quote"] == EGDI.span.quote
    assert document["sources"][0] == EGDI.span.source
    assert len(document["sources"]) > 1, "the figures have sources too"


def test_a_number_that_does_not_exist_is_null() -> None:
    target = attrs.evolve(EGDI, criterion=AtMost(value=75), indicator=EGDI.indicator)
    huge = Series.of("egdi-rank", {2018: -1.7e308, 2019: 1.7e308})
    document = load(to_json(evaluate(target, huge, as_of="2020-06-30")))
    assert document["data"]["latest"] == 1.7e308


def test_what_no_double_holds_is_null() -> None:
    figures = Series.of("egdi-rank", {2018: -1.7e308, 2019: 1.7e308})
    data = load(to_json(evaluate(EGDI, figures, as_of="2019-12-31")))["data"]
    assert (data["value"], data["projected"], data["ratio"]) == (1.7e308, None, None)


def test_a_scorecard_has_counts_and_a_record_a_target() -> None:
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")
    data = load(to_json(card))["data"]
    assert data["directive"] == DIRECTIVE_01.id
    assert data["as_of"] == "2021-12-31"
    assert data["counts"] == {str(status): number for status, number in card.counts.items()}
    assert [e["target"] for e in data["evaluations"]] == [t.id for t in DIRECTIVE_01.targets]


def test_readings_keep_their_choices() -> None:
    target = DIRECTIVE_01.target("cybersecurity.gci-rank")
    found = readings(target, published.all_series(), as_of="2021-12-31")
    data = load(to_json(found))["data"]
    assert data["agree"] is found.agree
    assert data["depends_on"] == list(found.depends_on)
    assert len(data["readings"]) == len(found)
    assert data["readings"][0]["choices"]["edge"] == "weak"


def test_several_of_one_kind_come_as_a_list() -> None:
    document = load(to_json(DIRECTIVE_01.targets))
    assert document["kind"] == "target"
    assert [target["id"] for target in document["data"]] == [t.id for t in DIRECTIVE_01.targets]
    assert document["sources"] == ["my-hanh-2020"], "each source once"


def test_none_of_a_kind_is_an_empty_list() -> None:
    document = load(to_json([]))
    assert (document["data"], document["kind"], document["sources"]) == ([], None, [])


def test_words_of_an_unknown_source_belong_to_no_encoding() -> None:
    target = attrs.evolve(EGDI, span=attrs.evolve(EGDI.span, source="another-source"))
    assert load(to_json(target))["versions"]["encoding"] is None


def test_another_directive_states_its_own_encoding(directive_01: Directive) -> None:
    document = load(to_json(attrs.evolve(directive_01, encoding="2020.7", official=True)))
    assert document["versions"]["encoding"] == "2020.7"
    assert document["official"] is True
    assert load(to_json(directive_01))["official"] is False


@pytest.mark.parametrize(
    "thing", [None, 3, "Bưu chính", b"x", {"a": 1}, [EGDI, DIRECTIVE_01], [1]], ids=repr
)
def test_anything_else_is_refused(thing: Any) -> None:
    with pytest.raises(InvalidValueError, match="thing should be"):
        to_json(thing)


def test_a_bare_copy_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(room, "version", missing)
    assert package_version() == "unknown"
