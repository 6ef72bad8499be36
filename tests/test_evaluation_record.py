"""The record of a verdict: whose it is, what lies behind it, and what it leaves open."""

import attrs
import pytest

from building import target
from vn_ict_directive import DIRECTIVE_01, AtLeast, Series, evaluate, scorecard
from vn_ict_directive.evaluation import Evaluation, Status
from vn_ict_directive.evaluation.verdict import Said

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
MINE = Series.of("egdi-rank", {2018: 88, 2020: 86})
VERDICT = evaluate(EGDI, MINE, as_of="2020-12-31")


def test_a_record_names_the_directive_of_its_scorecard() -> None:
    record = scorecard(as_of="2020-12-31")[EGDI.id].record("en")

    assert record["directive"] == DIRECTIVE_01.id
    assert record["directive_number"] == DIRECTIVE_01.number
    assert record["encoding"] == DIRECTIVE_01.encoding
    assert record["official"] is DIRECTIVE_01.official is False


def test_the_record_of_a_target_alone_names_no_directive_and_is_not_official() -> None:
    record = evaluate(target(AtLeast(value=60)), {2020: 70}, as_of="2020-12-31").record("en")

    assert record["directive"] is None
    assert record["directive_number"] is None
    assert record["encoding"] is None
    assert record["official"] is False


def test_a_record_holds_the_figures_behind_the_verdict_and_nothing_for_those_there_are_not() -> (
    None
):
    record = VERDICT.record("en")

    assert (record["value"], record["period"], record["bound"]) == (86.0, "2020", None)
    assert (record["baseline"], record["baseline_period"]) == (88.0, "2018")
    assert (record["latest"], record["latest_period"]) == (86.0, "2020")
    for name in ("reference", "met_late_value", "lost_after_deadline_value"):
        assert record[name] is None
    for name in ("reference_period", "met_late", "lost_after_deadline"):
        assert record[name] is None  # type: ignore[literal-required]


def test_a_bound_and_what_came_later_are_in_the_record() -> None:
    bounded = evaluate(EGDI, Series.of("egdi-rank", {2020: ">80"}), as_of="2020-12-31")
    late = evaluate(EGDI, Series.of("egdi-rank", {2020: 86, 2022: 70}), as_of="2022-12-31")
    lost = evaluate(EGDI, Series.of("egdi-rank", {2020: 70, 2022: 86}), as_of="2022-12-31")

    assert bounded.record()["bound"] == ">"
    assert (late.record()["met_late"], late.record()["met_late_value"]) == ("2022", 70.0)
    assert lost.record()["lost_after_deadline"] == "2022"
    assert lost.record()["lost_after_deadline_value"] == 86.0


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_verdict_is_a_table_of_one_row(lang: str) -> None:
    assert VERDICT.rows(lang) == [VERDICT.record(lang)]  # type: ignore[arg-type]


def test_verdicts_that_say_the_same_are_equal_whichever_rules_made_them() -> None:
    earlier = attrs.evolve(VERDICT, rules="0.1")

    assert earlier == VERDICT
    assert "0.1" not in repr(earlier)
    assert earlier.rules == "0.1"


def test_a_stored_verdict_without_words_gets_those_of_its_numbers() -> None:
    kept = Said(status=Status.MISSED, value=86.0, gap=11.0)
    stored: Evaluation = attrs.evolve(VERDICT, said=kept)

    assert kept.explanation is None
    assert kept.unknown == ()
    assert stored.explain("en") == VERDICT.explain("en")
    assert attrs.evolve(kept, unknown=((("x",), 1),)) == kept


def test_a_verdict_on_nothing_has_none_of_what_a_figure_would_give() -> None:
    nothing = evaluate(EGDI, None, as_of="2020-12-31")
    given = ("observation", "baseline", "latest", "reference", "met_late", "lost_after_deadline")
    line = ("target_value", "direction", "attained", "elapsed", "ratio", "lead", "projected")

    for name in (*given, *line, "required", "origin", "said", "next_value", "reached_on"):
        assert getattr(nothing, name) is None, name
    for name in (*given[1:], *line, "required", "origin", "said"):
        assert attrs.fields_dict(Evaluation)[name].default is None, name


def test_words_are_vietnamese_where_no_language_is_asked_for() -> None:
    card = scorecard(as_of="2020-01-02")

    assert VERDICT.headline() == VERDICT.headline("vi") != VERDICT.headline("en")
    assert VERDICT.explain() == VERDICT.explain("vi") != VERDICT.explain("en")
    assert card.notes() == card.notes("vi") != card.notes("en")
    assert card.title() == card.title("vi") != card.title("en")
