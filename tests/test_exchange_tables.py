"""Tables as they are written: what they hold, how they are described, and what runs in none of them."""

import ast
import csv
import io
import json
import sys
from collections.abc import Callable
from hashlib import sha256
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import directives
from tiers import examples
from vn_ict_directive import (
    DIRECTIVE_01,
    Directive,
    Observation,
    Organization,
    RelativeTo,
    Series,
    Text,
    published,
)
from vn_ict_directive.errors import InvalidValueError, MissingExtraError, UnknownNameError
from vn_ict_directive.exchange import tables as room
from vn_ict_directive.exchange._csv import laid
from vn_ict_directive.exchange.tables import TABLES, Encoding, csv_package, to_frame
from vn_ict_directive.ingest import frames, read_all_observations
from vn_ict_directive.ingest.delimited import guard, rows
from vn_ict_directive.ingest.frames import Backend
from vn_ict_directive.packaged import packaged_json

BACKENDS: list[Backend] = ["pandas", "polars"]


@pytest.fixture(scope="module")
def package() -> dict[str, bytes]:
    return csv_package(DIRECTIVE_01)


def table(package: dict[str, bytes], name: str) -> list[dict[str, str]]:
    text = package[f"{name}.csv"].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


# --- what the tables hold -------------------------------------------------------------


def test_there_is_a_file_a_table_and_their_description(package: dict[str, bytes]) -> None:
    assert set(package) == {"datapackage.json", *(f"{name}.csv" for name in TABLES)}


def test_a_row_for_each_of_the_nouns(package: dict[str, bytes]) -> None:
    held = {name: [row.get("id") for row in table(package, name)] for name in TABLES}
    assert held["directive"] == [DIRECTIVE_01.id]
    for name in ("sections", "tasks", "targets", "indicators", "organizations", "sources"):
        assert held[name] == [item.id for item in getattr(DIRECTIVE_01, name)], name
    assert len(held["quotations"]) == len(tuple(DIRECTIVE_01.spans()))


def test_a_target_leads_back_to_its_words(package: dict[str, bytes], article: str) -> None:
    for row, target in zip(table(package, "targets"), DIRECTIVE_01.targets, strict=True):
        assert row["quote"] == article[int(row["span_start"]) : int(row["span_end"])]
        assert (row["statement_vi"], row["statement_en"]) == (
            target.statement.vi,
            target.statement.en,
        )
        assert (row["start"], row["due"]) == (str(target.start), str(target.due))
        assert row["asks_en"] == target.describe("en")
        assert row["indicator"] == target.indicator.id
        assert "kind" in json.loads(row["criterion"])


def test_what_is_inferred_says_so(package: dict[str, bytes]) -> None:
    told = {(row["element"], row["field"]) for row in table(package, "inferences")}
    asked = [e for section in DIRECTIVE_01.sections for e in section.requirements]
    assert told == {(e.id, i.field) for e in asked for i in e.inferences}
    assert ("postal.upu-rank", "indicator") in told


def test_every_quotation_is_there(package: dict[str, bytes], article: str) -> None:
    for row, (element, span) in zip(
        table(package, "quotations"), DIRECTIVE_01.spans(), strict=True
    ):
        assert (row["element"], row["source"]) == (element, span.source)
        assert article[int(row["span_start"]) : int(row["span_end"])] == row["quote"]


def test_lists_and_records_lie_flat(package: dict[str, bytes]) -> None:
    (directive,) = table(package, "directive")
    assert directive["signatory_name"] == "Nguyễn Mạnh Hùng"
    assert directive["official"] == "false"
    assert directive["period"] == "2020"
    assert json.loads(directive["carries_out"])[0]["number"] == "01/NQ-CP"
    sectors = [row for row in table(package, "sections") if row["kind"] == "sector"]
    assert sectors[0]["heading"] == "Lĩnh vực bưu chính:"
    tasks = {row["id"]: row for row in table(package, "tasks")}
    assert tasks["call.completion"]["responsible"] == "co-quan-to-chuc doanh-nghiep"
    indicators = {row["id"]: row for row in table(package, "indicators")}
    assert indicators["2ipd-rank"]["editions"] == "2016 2018 2019 2020 2021"
    assert json.loads(indicators["egdi-rank"]["scale"]) == [1, 193]


def test_a_criterion_says_which_one_it_is() -> None:
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    relative = RelativeTo(period="2018", factor=0.5, least=False)
    part = DIRECTIVE_01.section("it-application")
    other = attrs.evolve(part, targets=[attrs.evolve(target, criterion=relative)])
    odd = attrs.evolve(DIRECTIVE_01, sections=[other], organizations=_without_successions())
    (row,) = table(csv_package(odd), "targets")
    assert json.loads(row["criterion"]) == {
        "kind": "relative-to",
        "period": "2018",
        "factor": 0.5,
        "least": False,
    }


def _without_successions() -> list[Organization]:
    return [attrs.evolve(body, successions=()) for body in DIRECTIVE_01.organizations]


def test_every_column_is_described_and_holds_what_a_row_knows() -> None:
    figures = published.all_series()
    described = {
        found["name"]: found for found in packaged_json("exchange/built/tables.json")["resources"]
    }
    assert tuple(described) == TABLES
    for name, found in described.items():
        known = {key for row in room._rows(name, DIRECTIVE_01, figures) for key in row}
        columns = found["schema"]["fields"]
        assert len({column["name"] for column in columns}) == len(columns), name
        for column in columns:
            plain = column["name"].removesuffix("_vi").removesuffix("_en")
            assert {column["name"], plain} & known, f"{name}.{column['name']}"
            assert column["description"], f"{name}.{column['name']}"
            assert "None" not in column["description"]
            assert "`" not in column["description"]


def test_no_field_of_a_figure_is_left_out() -> None:
    """A field that is added to it has its column."""
    kept = set(room._columns("observations"))
    assert {field.name for field in attrs.fields(Observation) if field.init} <= kept


# --- figures ----------------------------------------------------------------------------


def test_the_published_figures_come_back(package: dict[str, bytes]) -> None:
    found = read_all_observations(io.BytesIO(package["observations.csv"]))
    wanted = published.all_series()
    assert [attrs.evolve(one, observations=()) for one in found] == [
        attrs.evolve(one, observations=()) for one in wanted
    ]
    for mine, theirs in zip(found, wanted, strict=True):
        for after, before in zip(mine.observations, theirs.observations, strict=True):
            assert after.source is not None
            assert before.source is not None
            assert (after.source.title, after.source.url) == (
                before.source.title,
                before.source.url,
            )
            assert after == attrs.evolve(before, source=after.source, reporter=None)


def test_a_figure_leads_back_to_its_source(package: dict[str, bytes]) -> None:
    row = next(
        row
        for row in table(package, "observations")
        if (row["indicator"], row["reporter"]) == ("gci-rank", "publisher")
    )
    source = published.series("gci-rank").observations[0].source
    assert source is not None
    assert (row["source"], row["source_title"]) == (source.id, source.title)
    assert row["source_url"] == (source.url or "")


def test_a_figure_says_who_published_it_and_how_sure_it_is(package: dict[str, bytes]) -> None:
    rows = {
        (row["indicator"], row["reporter"], row["period"]): row
        for row in table(package, "observations")
    }
    upu = rows["2ipd-rank", "publisher", "2020"]
    assert (upu["status"], upu["published_by"], upu["printed"]) == ("single", "upu", "49th")
    (second,) = json.loads(upu["second_accounts"])
    assert second[0] == "Việt Nam tăng 2 bậc xếp hạng chỉ số phát triển bưu chính"
    assert second[1].startswith("https://vneconomy.vn/")
    score = rows["2ipd-score", "publisher", "2020"]
    assert (score["status"], score["derivation"]) == ("derived", "48 + 2.47")
    ratio = rows["digital-technology-enterprises-per-1000-people", "derived", "2023-05-31"]
    assert (ratio["status"], ratio["published_by"], ratio["printed"]) == ("derived", "", "")
    assert {row["status"] for row in rows.values()} == {"confirmed", "single", "derived"}
    (own, *_) = table(
        csv_package(DIRECTIVE_01, series=[Series.of("egdi-rank", {2020: 86})]), "observations"
    )
    assert (own["status"], own["published_by"], own["second_accounts"]) == ("", "", "")


def test_figures_of_my_own() -> None:
    mine = Series.of("egdi-rank", {2018: 88, 2020: -0.5})
    for given_series in (mine, [mine]):
        files = csv_package(DIRECTIVE_01, series=given_series)  # type: ignore[arg-type]
        assert read_all_observations(io.BytesIO(files["observations.csv"])) == (mine,)
    values = [
        row["value"] for row in table(csv_package(DIRECTIVE_01, series=[mine]), "observations")
    ]
    assert values == ["88", "-0.5"], "a number is no formula"
    assert table(csv_package(DIRECTIVE_01, series=()), "observations") == []


@pytest.mark.parametrize("wrong", [3, "egdi-rank", [3], [DIRECTIVE_01]], ids=repr)
def test_what_are_no_series(wrong: Any) -> None:
    with pytest.raises(
        InvalidValueError, match=r"series should be a Series, got .*Pass a sequence of them"
    ):
        csv_package(DIRECTIVE_01, series=wrong)


# --- the file itself ----------------------------------------------------------------------


def test_the_same_bytes_every_time(package: dict[str, bytes]) -> None:
    assert csv_package(DIRECTIVE_01) == package
    for content in package.values():
        assert b"\r" not in content
        assert content.endswith(b"\n")


def test_the_mark_that_excel_wants(package: dict[str, bytes]) -> None:
    marked = csv_package(DIRECTIVE_01, encoding="utf-8-sig")
    for name in TABLES:
        assert marked[f"{name}.csv"] == b"\xef\xbb\xbf" + package[f"{name}.csv"]
    assert not marked["datapackage.json"].startswith(b"\xef")


def test_arguments_are_checked() -> None:
    with pytest.raises(InvalidValueError, match="directive should be a Directive"):
        csv_package("01/CT-BTTTT")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="encoding should be one of 'utf-8', 'utf-8-sig'"):
        csv_package(DIRECTIVE_01, encoding="latin-1")  # type: ignore[arg-type]


def test_the_description_says_what_it_is(package: dict[str, bytes]) -> None:
    told = json.loads(package["datapackage.json"])
    assert told["name"] == "btttt-2020-01-03-01-ct-btttt"
    assert told["title"].startswith("Chỉ thị số 01/CT-BTTTT: ")
    assert told["official"] is False
    assert told["version"] == DIRECTIVE_01.encoding
    assert "Unofficial" in told["description"]
    assert "Không chính thức" in told["description"]
    article = DIRECTIVE_01.sources[0]
    assert told["sources"][0] == {"title": article.title, "path": article.url}
    for resource in told["resources"]:
        content = package[resource["path"]]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{sha256(content).hexdigest()}"
        header = content.decode().splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_frictionless_finds_no_fault(
    external: Callable[[str], Any], tmp_path: Path, encoding: Encoding
) -> None:
    faults = validate(
        external, csv_package(DIRECTIVE_01, encoding=encoding, package="0.1.0"), tmp_path
    )
    assert faults == []


def test_frictionless_does_look(external: Callable[[str], Any], tmp_path: Path) -> None:
    files = csv_package(DIRECTIVE_01)
    wrong = files["targets.csv"].replace(b"2020-12-31", b"31/12/2020", 1)
    wrong = wrong.replace(b",postal,", b",space,", 1)
    types = [fault[0] for fault in validate(external, files | {"targets.csv": wrong}, tmp_path)]
    assert {"type-error", "foreign-key", "hash-count"} <= set(types)


def validate(
    external: Callable[[str], Any], files: dict[str, bytes], folder: Path
) -> list[list[str]]:
    for name, content in files.items():
        (folder / name).write_bytes(content)
    report = external("frictionless").validate(str(folder / "datapackage.json"))
    faults: list[list[str]] = report.flatten(["type", "rowNumber", "fieldName", "note"])
    assert report.valid is (not faults)
    return faults


@examples(quick=4, most=25)
@given(directives())
def test_every_directive_has_valid_tables(
    external: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory, mine: Directive
) -> None:
    """Whatever a directive says, in whatever script, its tables keep to their description."""
    files = csv_package(mine, series=())
    assert validate(external, files, tmp_path_factory.mktemp("package")) == []


def test_letters_that_no_file_can_hold() -> None:
    odd = attrs.evolve(DIRECTIVE_01, theme=Text("\ud800x\0", "y"))
    (row,) = table(csv_package(odd), "directive")
    assert row["theme_vi"] == "\ufffdx\ufffd"


# --- formulas -----------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "'=1", "''-"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_guarded(text: str) -> None:
    odd = attrs.evolve(DIRECTIVE_01, theme=Text(text, text))
    (row,) = table(csv_package(odd), "directive")
    assert row["theme_vi"] == f"'{text}"
    assert row["theme_en"] == f"'{text}"


@pytest.mark.parametrize("text", ["40 - 45", "a=b", "'80", "’=1", "1.000", "Bưu chính"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert guard(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))))
def test_any_text_survives(cells: list[str]) -> None:
    """What is written is read again, and a spreadsheet has nothing to run in it."""
    columns = {str(place): [cell] for place, cell in enumerate(["first", *cells])}
    content = laid(columns, "utf-8").decode()
    header, raw = csv.reader(io.StringIO(content, newline=""))
    assert header == list(columns)
    assert raw[1:] == [guard(cell) for cell in cells]
    for cell in raw:
        assert not cell.lstrip().startswith(("=", "+", "-", "@"))
        assert not cell.startswith(("\t", "\r", "\n"))
    _, row = rows("", content, ",")
    assert row.cells[1:] == [cell.strip() for cell in cells]


# --- data frames ----------------------------------------------------------------------------


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("name", TABLES)
def test_a_frame_has_the_columns_and_rows_of_the_file(
    external: Callable[[str], Any], package: dict[str, bytes], backend: Backend, name: str
) -> None:
    library = external(backend)
    frame: Any = to_frame(DIRECTIVE_01, name, backend=backend)
    assert type(frame) is library.DataFrame
    written = table(package, name)
    assert frame.shape == (len(written), len(written[0]))
    assert list(frame.columns) == list(written[0])


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_frame_holds_values_of_their_kind(
    external: Callable[[str], Any], backend: Backend
) -> None:
    external(backend)
    nw: Any = external("narwhals.stable.v2")
    frame = nw.from_native(to_frame(DIRECTIVE_01, "targets", backend=backend))
    schema = frame.schema
    assert schema["span_start"] == nw.Int64
    assert schema["due"] == (nw.Datetime if backend == "pandas" else nw.Date)
    assert frame["due"].to_list()[0].isoformat()[:10] == "2020-12-31"
    assert frame["indicator"].is_null().sum() == 0
    assert nw.from_native(to_frame(DIRECTIVE_01, "directive", backend=backend))[
        "official"
    ].to_list() == [False]
    figures = nw.from_native(to_frame(DIRECTIVE_01, "observations", backend=backend))
    assert figures.schema["value"] == nw.Float64
    assert figures["value"].null_count() == 0


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_frame_of_nothing_keeps_its_columns(
    external: Callable[[str], Any], backend: Backend
) -> None:
    external(backend)
    frame: Any = to_frame(DIRECTIVE_01, "observations", series=(), backend=backend)
    assert frame.shape == (0, len(room._columns("observations")))


def test_texts_of_a_frame_are_not_guarded(external: Callable[[str], Any]) -> None:
    external("polars")
    odd = attrs.evolve(DIRECTIVE_01, theme=Text("=1+1", "y"))
    frame: Any = to_frame(odd, "directive", backend="polars")
    assert frame["theme_vi"].to_list() == ["=1+1"]


def test_pandas_comes_first_where_both_are_there(external: Callable[[str], Any]) -> None:
    pandas = external("pandas")
    assert isinstance(to_frame(DIRECTIVE_01, "targets"), pandas.DataFrame)


class _Without(MetaPathFinder):
    """Finds nothing, and lets nobody else find some packages."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname in self.names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def hide(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Make it look as if packages were not installed."""

    def find(name: str) -> ModuleSpec | None:
        return None if name in names else ModuleSpec(name, None)

    monkeypatch.setattr(frames, "find_spec", find)
    for name in [name for name in sys.modules if name.partition(".")[0] in names]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Without(names), *sys.meta_path])


def test_polars_alone_is_enough(
    external: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    polars = external("polars")
    monkeypatch.setattr(frames, "find_spec", lambda name: None if name == "pandas" else name)
    assert isinstance(to_frame(DIRECTIVE_01, "targets"), polars.DataFrame)


def test_no_library_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "pandas", "polars")
    with pytest.raises(MissingExtraError) as caught:
        to_frame(DIRECTIVE_01, "targets")
    assert str(caught.value) == (
        "to_frame(), where there is no Polars either, needs pandas, which is not installed: "
        "pip install pandas."
    )
    with pytest.raises(MissingExtraError, match=r"^to_frame\(\) needs polars.* install polars\.$"):
        to_frame(DIRECTIVE_01, "targets", backend="polars")


def test_no_narwhals(monkeypatch: pytest.MonkeyPatch) -> None:
    hide(monkeypatch, "narwhals")
    with pytest.raises(MissingExtraError, match=r'pip install "\.\[panels\]"'):
        to_frame(DIRECTIVE_01, "targets", backend="pandas")


def test_a_narwhals_that_is_broken_inside_says_so_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "narwhals").mkdir()
    (tmp_path / "narwhals" / "__init__.py").write_text("import no_such_package\n", "utf-8")
    for name in [name for name in sys.modules if name.partition(".")[0] == "narwhals"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(frames, "find_spec", lambda name: name)
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        to_frame(DIRECTIVE_01, "targets", backend="pandas")


def test_tables_and_libraries_that_there_are_not() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'targets'"):
        to_frame(DIRECTIVE_01, "target")
    with pytest.raises(InvalidValueError, match="backend should be one of 'pandas', 'polars'"):
        to_frame(DIRECTIVE_01, "targets", backend="modin")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="directive should be"):
        to_frame(None, "targets")  # type: ignore[arg-type]


def test_nothing_heavy_is_imported_with_the_room() -> None:
    path = Path(room.__file__)
    top = [node for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.Import)]
    assert not {alias.name for node in top for alias in node.names} & {"narwhals", "pandas"}
