"""The example of a dashboard, as its users run it: outside the checkout, with what is installed."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from vn_ict_directive import DIRECTIVE_01, scorecard
from vn_ict_directive.exchange.json import loads

EXAMPLES = Path(__file__).parent.parent / "examples"
DECISION = EXAMPLES / "decision-749" / "749-qd-ttg.toml"

pytestmark = pytest.mark.skipif(sys.platform == "emscripten", reason="has no processes")


def run(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "dashboard" / "dashboard.py"), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_each_month_is_kept_and_shown(tmp_path: Path) -> None:
    asked = ("--since", "2020-11", "--until", "2021-01")
    assert run(tmp_path, *asked).startswith("3 months, 7 targets")

    site = tmp_path / "site"
    for lang in ("vi", "en"):
        for target in DIRECTIVE_01.targets:
            page = (site / f"{target.id}.{lang}.html").read_text("utf-8")
            assert f'<html lang="{lang}">' in page
            assert target.span.quote in page.replace("&#34;", '"')
        assert (site / f"index.{lang}.html").read_text("utf-8").count("<li ") == 7
    december = (site / "changes-2020-12.en.md").read_text("utf-8")
    assert "| `it-application.egdi-rank` |" in december
    assert "the due date: 31 December 2020" in december
    assert "đến hạn: 31/12/2020" in (site / "changes-2020-12.vi.md").read_text("utf-8")

    database = sqlite3.connect(tmp_path / "verdicts.sqlite")
    query = "select target, status from verdicts where as_of = '2020-12-31' order by rowid"
    card = scorecard(as_of="2020-12-31")
    assert dict(database.execute(query)) == {one.target.id: one.status for one in card}
    (document,) = database.execute(
        "select document from cards where as_of = '2020-12-31'"
    ).fetchone()
    assert loads(document) == card
    database.close()


def test_what_was_published_stays_as_it_was_said(tmp_path: Path) -> None:
    asked = ("--since", "2020-11", "--until", "2021-01")
    run(tmp_path, *asked)
    database = sqlite3.connect(tmp_path / "verdicts.sqlite")
    with database:
        database.execute(
            "update cards set document = replace(document, ': \"missed\"', ': \"met\"')"
            " where as_of = '2020-12-31'"
        )
    database.close()

    run(tmp_path, *asked, "--out", "again")
    january = (tmp_path / "again" / "changes-2021-01.en.md").read_text("utf-8")
    assert "| `it-application.egdi-rank` | met | missed |" in january
    assert "the stored verdict differs" in january


def test_another_instrument_and_ones_own_figures_are_taken(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text(
        "indicator,period,value,published\n"
        "egdi-rank,2022,86,2022-09-28\negdi-rank,2024,66,2024-09-17\n",
        "utf-8",
    )
    asked = ("--directive", str(DECISION), "--figures", str(own))
    said = run(tmp_path, *asked, "--since", "2024-08", "--until", "2024-10")
    assert said.startswith("3 months, 29 targets")
    september = (tmp_path / "site" / "changes-2024-09.en.md").read_text("utf-8")
    assert "rank 66 (2024)" in september
    page = (tmp_path / "site" / "government-2025.egdi.vi.html").read_text("utf-8")
    assert "hạng 66 (2024)" in page
