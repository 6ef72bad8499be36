"""Files that people have, each of a real shape with made-up figures, read in one call."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vn_ict_directive.cli import main
from vn_ict_directive.directive_01 import DIRECTIVE_01
from vn_ict_directive.errors import InvalidDataError, UnknownNameError
from vn_ict_directive.ingest import read_all_observations, read_observations
from vn_ict_directive.ingest.files import scan
from vn_ict_directive.ingest.roles import Spec
from vn_ict_directive.observations import Flag
from vn_ict_directive.panels import evaluate_table

FILES = Path(__file__).parent / "data" / "files"
EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
WAYS: dict[str, dict[str, Any]] = {
    "un_egov": {"profile": "un-egov"},
    "world_bank": {"profile": "world-bank"},
    "owid": {"profile": "owid"},
    "px_web": {"profile": "px-web", "entity": "Huế"},
    "oecd": {"where": {"SEX": "_T"}},
    "eurostat": {},
    "dbnomics": {
        "columns": {"value": "XX/RNK/VNM – made-up rank of Viet Nam"},
        "dates": "year",
    },
    "own_figures": {"dialect": "vi", "entity": "huế"},
}


@pytest.mark.parametrize("name", WAYS)
def test_a_series_in_one_call(name: str) -> None:
    series = read_observations(FILES / f"{name}.csv", indicator=EGDI.indicator, **WAYS[name])
    assert series.observations[-1].value == 86
    assert str(series.observations[-1].period) == "2020"
    assert {o.value for o in series.observations} <= {88, 86, 90}


@pytest.mark.parametrize("name", WAYS)
@pytest.mark.parametrize("reader", ["polars", "duckdb"])
def test_a_panel_in_one_call(external: Callable[[str], Any], name: str, reader: Any) -> None:
    external(reader)
    said = dict(WAYS[name])
    entity = said.pop("entity", "VN")
    spec = Spec(**said, indicator="egdi-rank", entity=entity)
    frame, spec = scan([FILES / f"{name}.csv"], spec, reader)
    found = evaluate_table(frame, [EGDI], spec, as_of="2020-12-31").verdicts
    verdicts = found.collect() if reader == "polars" else found.pl()
    assert verdicts.select("entity", "status", "value").rows() == [(entity, "missed", 86.0)]


def test_the_same_words_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--target", EGDI.id, "--as-of", "2020-12-31", "--lang", "en"]
    for file, words in {
        "un_egov": ["--profile", "un-egov"],
        "oecd": ["--where", "SEX=_T", "--entity", "Viet Nam"],
        "dbnomics": ["--columns", "value=XX/RNK/VNM – made-up rank of Viet Nam", "--dates", "year"],
        "own_figures": ["--dialect", "vi", "--entity", "Huế", "--indicator", "egdi-rank"],
    }.items():
        assert main(["evaluate", str(FILES / f"{file}.csv"), *asked, *words]) == 0
        assert re.search(r"Figure +rank 86 \(2020\)", capsys.readouterr().out)


def test_flags_come_from_where_each_kind_of_file_has_them() -> None:
    read = {
        name: read_observations(FILES / f"{name}.csv", indicator="egdi-rank", **WAYS[name])
        for name in ("px_web", "oecd", "eurostat")
    }
    assert {name: set(series.observations[-1].flags) for name, series in read.items()} == {
        "px_web": {Flag.PROVISIONAL},
        "oecd": {Flag.PROVISIONAL},
        "eurostat": {Flag.BREAK, Flag.PROVISIONAL},
    }


def test_a_declared_dialect_reads_periods_and_days_as_they_are_written() -> None:
    hanoi, _ = read_all_observations(FILES / "own_figures.csv", dialect="vi")
    assert [(str(o.period), str(o.published)) for o in hanoi.observations] == [
        ("2018", "2018-07-19"),
        ("2020-Q4", "2020-12-31"),
    ]


def test_a_known_kind_of_file_is_named_where_its_columns_are_not_ours() -> None:
    with pytest.raises(InvalidDataError) as caught:
        read_observations(FILES / "un_egov.csv", indicator="egdi-rank")
    assert "It looks like a file of the UN E-Government Survey: pass profile='un-egov'." in str(
        caught.value
    )
    with pytest.raises(UnknownNameError, match="Did you mean 'un-egov'"):
        read_observations(FILES / "un_egov.csv", indicator="egdi-rank", profile="un-gov")


def test_another_column_of_a_known_kind_can_be_named() -> None:
    """The score is the UN's, too; as a rank it is refused."""
    columns = {"value": "E-Government Index"}
    score = read_observations(
        FILES / "un_egov.csv", indicator="egdi-score", profile="un-egov", columns=columns
    )
    assert [o.value for o in score.observations] == [0.5931, 0.6667]
    with pytest.raises(InvalidDataError) as caught:
        read_observations(
            FILES / "un_egov.csv", indicator=EGDI.indicator, profile="un-egov", columns=columns
        )
    assert "a whole rank from 1 to 193" in str(caught.value)
