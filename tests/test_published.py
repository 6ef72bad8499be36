"""The published figures: every one kept, with its source, and never chained."""

import csv
import datetime as dt
import re
from collections import Counter
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import pytest

from vn_ict_directive import published
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model import Directive
from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Account, Evidence, SourceKind
from vn_ict_directive.units import Unit

RATIO = "digital-technology-enterprises-per-1000-people"
COUNT = "digital-technology-enterprises"


INDEXES = ("2ipd", "egdi", "gci", "idi")


def _rows(name: str) -> list[dict[str, str]]:
    text = files(published).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _printed() -> list[tuple[Series, Observation]]:
    series = [s for s in published.all_series() if s.reporter != "derived"]
    return [(s, o) for s in series for o in s.observations]


def _accounts() -> list[tuple[Series, Observation, Evidence, Account]]:
    return [
        (series, figure, known, account)
        for series, figure in _printed()
        for known in [published.evidence(figure)]
        for account in known.accounts
    ]


def test_every_row_arrives_once_and_whole() -> None:
    arrived = Counter(
        (
            s.indicator,
            s.unit.value if s.unit else "",
            s.basis or "",
            str(o.period),
            "" if o.published is None else str(o.published),
            o.value,
            s.reporter,
            published.evidence(o).published_by,
            frozenset({*o.flags} - {Flag.SINGLE, Flag.DERIVED}),
            o.note,
        )
        for s, o in _printed()
    )
    rows = _rows("figures.csv")
    expected = Counter(
        (
            *(row["indicator"], row["unit"], row["basis"], row["period"], row["published"]),
            float(row["value"]),
            *(row["reporter"], row["publisher"]),
            frozenset(row["flags"].split()),
            row["note"],
        )
        for row in rows
    )

    assert len(rows) == 91
    assert arrived == expected


def test_every_account_arrives_whole_and_is_of_some_figure() -> None:
    documents = {row["id"]: row for row in _rows("accounts.csv")}
    arrived = {
        (figure.value, str(figure.period), a.source.id, a.printed, a.derivation): a
        for _, figure, _, a in _accounts()
    }
    figures = {row["id"]: row for row in _rows("figures.csv")}

    for row in _rows("evidence.csv"):
        of, document = figures[row["figure"]], documents[row["account"]]
        key = float(of["value"]), of["period"], row["account"], row["printed"], row["derivation"]
        account = arrived.pop(key)
        source = account.source
        assert (account.publisher, account.origin or "") == (
            document["publisher"],
            document["origin"],
        )
        assert (source.kind.value, source.language, source.title, source.note) == tuple(
            document[name] for name in ("kind", "language", "title", "note")
        )
        assert (source.url or "", "" if source.published is None else str(source.published)) == (
            document["url"],
            document["published"],
        )
    assert not arrived
    assert {a.source.id for *_, a in _accounts()} == set(documents)


def test_every_figure_names_its_reporter_and_an_unofficial_source() -> None:
    for series, observation in _printed():
        assert observation.reporter == series.reporter
        assert observation.source is published.evidence(observation).accounts[0].source
        assert observation.source is not None
        assert observation.source.title
        assert not observation.source.official


# --- what may not stand in the register ----------------------------------------------------


def test_what_was_read_is_a_document_never_a_site(directive_01: Directive) -> None:
    landing = {indicator.url for indicator in directive_01.indicators}
    nowhere = set()
    for *_, account in _accounts():
        if account.source.url is None:
            assert "address" in account.source.note
            nowhere.add(account.source.id)
            continue
        address = urlsplit(account.source.url)
        pieces = [piece for piece in address.path.split("/") if piece]
        last = pieces[-1] if pieces else ""
        assert address.scheme in {"http", "https"}
        assert address.netloc
        assert account.source.url not in landing
        if address.netloc == "github.com":  # one state of one file
            assert re.search(r"/blob/[0-9a-f]{40}/.*\.(csv|pdf)$", address.path)
        # The last piece of the path, or the query, tells the document from its neighbours.
        assert "tag" not in pieces, account.source.url
        assert len(last) > 12 or re.search(r"\d", last + address.query), account.source.url
        assert last.lower() not in {"index.htm", "index.html", "default.aspx", "home"} or pieces[1:]

    assert nowhere == {"lirneasia-2014", "viettimes-121476"}


def test_all_but_a_handful_of_figures_open() -> None:
    opened = [figure.source is not None and figure.source.url for _, figure in _printed()]

    assert sum(map(bool, opened)) == len(opened) - 1


def test_how_sure_a_figure_is_follows_from_where_it_was_read() -> None:
    for series, figure in _printed():
        known = published.evidence(figure)
        own = [a for a in known.accounts if a.publisher == known.published_by and a.origin is None]
        if any(not a.derivation for a in own):
            assert known.status == "confirmed", (series, figure)
        assert ({Flag.SINGLE, Flag.DERIVED} & set(figure.flags)) == (
            set() if known.status == "confirmed" else {Flag(known.status)}
        )
    assert not {"status", "source", "url"} & set(_rows("figures.csv")[0])


def _words(account: Account) -> str:
    return f"{account.printed} {account.source.title}".lower()


def test_words_in_another_language_than_their_source_are_marked_as_ours() -> None:
    """English words stood in quotation marks as those of Vietnamese articles."""
    marked = 0
    for _, figure, _, account in _accounts():
        english = account.printed.isascii() and re.search(r"[A-Za-z]{3,}", account.printed)
        if account.source.language == "vi" and english:
            assert account.in_our_words, (figure, account)
        marked += account.in_our_words
    assert marked == 12


def test_a_basis_is_what_the_words_say() -> None:
    for series, figure, known, account in _accounts():
        if series.indicator != COUNT:
            continue
        registered = any(word in _words(account) for word in ("đăng ký", "registered"))
        operating = any(word in account.printed for word in ("đang hoạt động", "operating"))
        if series.basis == "operating":
            assert operating, (figure, account)
            assert not registered, (figure, account)
        elif series.basis == "registered":
            assert registered, (figure, account)
        else:
            assert registered is operating is False, (figure, account, known)


def test_an_estimate_of_the_page_is_flagged_as_one() -> None:
    seen = 0
    for _, figure, _, account in _accounts():
        if re.search(r"\bước\b|estimate", account.printed):
            assert Flag.ESTIMATED in figure.flags, (figure, account)
            seen += 1
    assert seen >= 6


def test_a_known_vintage_has_a_day_of_publication() -> None:
    vintages = 0
    for _, figure, _, account in _accounts():
        if account.origin is not None and account.source.kind is SourceKind.STATISTICS:
            if account.source.published is None:
                continue
            assert figure.published == account.source.published
            vintages += 1
    assert vintages == 7


def test_what_was_published_before_its_period_ended_is_an_estimate_or_an_announcement() -> None:
    for series, figure in _printed():
        if figure.visible_from < figure.period.end and series.unit is not Unit.EVENT:
            index = series.indicator.partition("-")[0] in INDEXES  # an edition is named for a year
            assert index or Flag.ESTIMATED in figure.flags, (series, figure)


def test_a_period_is_what_an_edition_is_named(directive_01: Directive) -> None:
    issued = {i.id.partition("-")[0]: set(i.editions) for i in directive_01.indicators}
    issued["2ipd"].add(Period.of(2022))  # of levels, not of ranks
    for series, figure in _printed():
        index = series.indicator.partition("-")[0]
        if index in INDEXES and Flag.ESTIMATED not in figure.flags:
            assert figure.period in issued[index], (series, figure)


def test_nothing_is_newer_than_the_day_up_to_which_figures_were_gathered() -> None:
    dated = [a.source.published for *_, a in _accounts() if a.source.published is not None]

    assert max(day.end for day in dated) == published.GATHERED
    assert {series.gathered for series in published.all_series()} == {published.GATHERED}


def test_a_figure_of_the_callers_own_has_no_evidence_here() -> None:
    own: Any
    for own in (Observation(period=2020, value=86), None, []):
        with pytest.raises(UnknownNameError, match=r"no published figure .*published series"):
            published.evidence(own)


def test_a_ratio_is_derived_from_a_count_and_a_population() -> None:
    for basis in ("operating", "registered", "unstated"):
        counted = published.series(COUNT, basis=basis)
        for figure in published.series(RATIO, reporter="derived", basis=basis).observations:
            known = published.evidence(figure)
            (count,) = [o for o in counted.observations if o.period == figure.period]
            assert (known.status, known.published_by, known.accounts) == ("derived", "", ())
            assert known.parts[0] is published.evidence(count)
            assert known.parts[1].published_by == "world-bank"


def test_how_sure_a_figure_is_becomes_a_flag() -> None:
    ranks = {str(o.period): o for o in published.series("2ipd-rank").observations}

    assert ranks["2020"].flags == (Flag.SINGLE,)
    assert ranks["2021"].flags == ()
    assert published.series("egdi-rank").observations[0].flags == (Flag.SINGLE,)
    assert published.series("egdi-rank").observations[-1].flags == ()
    assert Flag.BREAK in published.series("gci-score").observations[-2].flags


def test_series_come_in_one_order_and_are_read_once() -> None:
    keys = [(s.indicator, str(s.reporter), s.basis or "") for s in published.all_series()]
    printed = {(row["indicator"], row["reporter"], row["basis"]) for row in _rows("figures.csv")}

    assert keys[: len(printed)] == sorted(printed)
    assert keys[len(printed) :] == [
        (RATIO, "derived", basis) for basis in ("operating", "registered", "unstated")
    ]
    assert published.all_series() is published.all_series()


def test_the_indicators_of_the_directive_that_are_measured_have_figures(
    directive_01: Directive,
) -> None:
    for indicator in directive_01.indicators:
        mine = [s for s in published.all_series() if s.indicator == indicator.id]
        assert mine, indicator.id
        assert {s.unit for s in mine} == {indicator.unit}


def test_every_edition_with_a_figure_is_an_edition_of_its_indicator(
    directive_01: Directive,
) -> None:
    checked = 0
    for indicator in directive_01.indicators:
        for series in published.all_series():
            if series.indicator == indicator.id and series.reporter == "publisher":
                assert {o.period for o in series.observations} <= set(indicator.editions)
                checked += 1

    assert checked == 5


def test_no_publisher_gives_a_figure_while_it_was_suspended(directive_01: Directive) -> None:
    for indicator in directive_01.indicators:
        for series in published.all_series():
            if series.indicator == indicator.id and series.reporter == "publisher":
                for o in series.observations:
                    assert not indicator.suspended(o.period.start, o.period.end)


def test_ranks_lie_on_the_scale_of_their_indicator(directive_01: Directive) -> None:
    for indicator in directive_01.indicators:
        low, high = indicator.scale
        for series in published.all_series():
            if series.indicator == indicator.id:
                for o in series.observations:
                    assert low is None or o.value >= low
                    assert high is None or o.value <= high


@pytest.mark.parametrize(
    "indicator, reporter",
    [
        ("egdi-rank", "publisher"),
        ("idi-rank", "publisher"),
        (COUNT + "-per-1000-people", "ministry"),
        ("5g-commercial-launch", "press"),
    ],
)
def test_the_publisher_is_asked_first_and_then_who_else_printed(
    indicator: str, reporter: str
) -> None:
    assert published.series(indicator).reporter == reporter


def test_another_reporter_can_be_asked() -> None:
    own = published.series("gci-rank", reporter="ministry")

    assert [(str(o.period), o.value) for o in own.observations] == [("2018", 50)]
    assert published.series("idi-rank", reporter="ministry").observations[0].flags == (
        Flag.ESTIMATED,
    )


def test_an_indicator_without_figures_is_answered_with_the_nearest_that_has() -> None:
    with pytest.raises(UnknownNameError, match=r"Did you mean 'egdi-rank'") as caught:
        published.series("egdi-ranks")

    assert "population" in caught.value.known


@pytest.mark.parametrize(
    "indicator, reporter, basis, asked",
    [
        (COUNT, None, None, COUNT),
        (COUNT, "ministry", "counted", f"{COUNT} ministry counted"),
        ("egdi-rank", "press", None, "egdi-rank press"),
        ("egdi-rank", None, "operating", "egdi-rank publisher operating"),
        (RATIO, "derived", None, f"{RATIO} derived"),
    ],
)
def test_a_choice_that_is_none_or_several_is_answered_with_the_choices(
    indicator: str, reporter: str | None, basis: str | None, asked: str
) -> None:
    with pytest.raises(UnknownNameError, match="There are: reporter=") as caught:
        published.series(indicator, reporter=reporter, basis=basis)

    assert str(caught.value.got).startswith(indicator)
    for series in published.all_series():
        if series.indicator == indicator:
            assert f"reporter={series.reporter!r}" in str(caught.value)
            assert series.basis is None or f"basis={series.basis!r}" in str(caught.value)
    assert asked in str(caught.value)


# --- enterprises per 1,000 people ---------------------------------------------------------


def _derived(basis: str) -> Series:
    return published.series(RATIO, reporter="derived", basis=basis)


@pytest.mark.parametrize(
    "basis, period, count, people",
    [
        ("unstated", "2019-12-31", 45600, 97173776),
        ("unstated", "2021-12-31", 64000, 98935098),
        ("registered", "2022-12-31", 70000, 99680655),
        ("registered", "2023-05-31", 71500, 100352192),
        ("operating", "2024-06-30", 50350, 100987686),
    ],
)
def test_a_ratio_is_the_count_over_the_population_of_its_year(
    basis: str, period: str, count: int, people: int
) -> None:
    (point,) = [o for o in _derived(basis).observations if str(o.period) == period]

    assert point.value == pytest.approx(count / people * 1000, rel=1e-12)
    assert Flag.DERIVED in point.flags
    assert point.note == f"{count} / {people} × 1000"
    assert point.source is not None
    assert point.source.kind is SourceKind.DERIVED
    assert "World Bank" in point.source.title


@pytest.mark.parametrize("basis", ["unstated", "registered", "operating"])
def test_a_ratio_keeps_to_one_basis(basis: str) -> None:
    counted = published.series(COUNT, basis=basis)
    derived = _derived(basis)

    assert derived.unit is Unit.PER_1000_PEOPLE
    assert derived.basis == basis
    assert {o.period for o in derived.observations} <= {o.period for o in counted.observations}
    for o in derived.observations:
        (count,) = [c for c in counted.observations if c.period == o.period]
        assert set(count.flags) <= set(o.flags)


def test_no_figure_is_on_two_bases() -> None:
    bases = ("unstated", "registered", "operating")
    periods = [o.period for basis in bases for o in _derived(basis).observations]

    assert len(set(periods)) == len(periods)


def test_where_the_population_is_not_known_there_is_no_ratio() -> None:
    counted = published.series(COUNT, basis="unstated")

    assert {o.period.end.year for o in counted.observations} >= {2025}
    assert {o.period.end.year for o in _derived("unstated").observations} == {
        *(2019, 2020, 2021, 2022),
    }


@pytest.mark.parametrize("basis", ["unstated", "registered", "operating"])
def test_a_ratio_is_known_only_when_both_its_parts_are(basis: str) -> None:
    counts = {o.period: o for o in published.series(COUNT, basis=basis).observations}
    people = {o.period: o for o in published.series("population").observations}

    for o in _derived(basis).observations:
        head = people[Period.of(o.period.end.year)]
        assert o.visible_from == max(counts[o.period].visible_from, head.visible_from)


def test_nobody_knew_a_population_before_its_vintage_came_out() -> None:
    day = dt.date(2026, 3, 6)

    assert {o.visible_from for o in published.series("population").observations} == {day}
    assert published.series("population").visible("2020-12-31") == ()
    for basis in ("operating", "registered", "unstated"):
        assert {o.visible_from for o in _derived(basis).observations} == {day}
