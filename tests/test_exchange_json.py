"""JSON of the directive, of figures and of verdicts."""

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from time import process_time
from typing import Any

import attrs
import pytest

from vn_ict_directive import (
    DIRECTIVE_01,
    AtLeast,
    AtMost,
    Directive,
    RelativeTo,
    Series,
    Staged,
    Target,
    Within,
    coverage,
    evaluate,
    published,
    readings,
    scorecard,
)
from vn_ict_directive.criteria import Stage
from vn_ict_directive.errors import InvalidDataError, InvalidValueError
from vn_ict_directive.exchange.json import load as read_file
from vn_ict_directive.exchange.json import load_directive, loads, to_json
from vn_ict_directive.methods import compare
from vn_ict_directive.text import printable
from vn_ict_directive.versions import RULES_VERSION, package_version

EGDI = DIRECTIVE_01.target("it-application.egdi-rank")
ENTERPRISES = DIRECTIVE_01.target("ict-industry.enterprises-per-1000-people")


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


def test_every_export_says_that_it_is_unofficial_and_which_versions_it_rests_on(
    article: str,
) -> None:
    for thing in everything(article):
        document = load(to_json(thing))
        assert document["official"] is False
        kind = type(thing).__name__.lower()
        assert kind in {document.get("document"), document.get("view")}
        assert document["sources"] or kind == "evaluation", thing
        assert document["versions"]["package"] == package_version()
        expected = None if isinstance(thing, Series) else "2020.2"
        assert document["versions"]["encoding"] == expected
        if "view" in document:
            assert document.keys() == {"data", "official", "sources", "versions", "view"}
        else:
            assert document["versions"]["schema"] == "1"


def test_without_the_package_s_version_every_release_writes_the_same() -> None:
    assert "package" not in load(to_json(DIRECTIVE_01, package=False))["versions"]
    assert "package" not in load(to_json(EGDI, package=False))["versions"]


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
    data = load(to_json(Series.of("x", [("2020-Q4", 1, "2021-01"), ("2021-W02", 2)])))
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
    # "Rank 3 or worse" is no target: what is at least something is no rank.
    base = ENTERPRISES if isinstance(criterion, AtLeast) else EGDI
    target = attrs.evolve(base, criterion=criterion)
    assert load(to_json(target))["data"]["criterion"] == written


def test_the_criterion_of_another_reading_says_so_too() -> None:
    def criteria(target: Target) -> list[Any]:
        inferences = load(to_json(target))["data"]["inferences"]
        return [a["criterion"] for i in inferences for a in i["alternatives"] if a["criterion"]]

    found = [criterion for target in DIRECTIVE_01.targets for criterion in criteria(target)]
    assert all("kind" in criterion for criterion in found)


def test_a_verdict_among_several_is_its_record() -> None:
    verdict = evaluate(EGDI, published.series("egdi-rank"), as_of="2020-12-31")
    document = load(to_json([verdict]))
    assert document["view"] == "evaluation"
    (data,) = document["data"]
    assert (data["status"], data["value"], data["gap"]) == ("missed", 86.0, 11.0)
    assert data == verdict.record()
    (english,) = load(to_json([verdict], lang="en"))["data"]
    assert english == verdict.record("en")
    assert english["sentence"] == verdict.explain("en")
    assert document["versions"] == {
        "encoding": "2020.2",
        "package": package_version(),
        "rules": RULES_VERSION,
    }
    assert document["sources"][0] == EGDI.span.source
    assert len(document["sources"]) > 1, "the figures have sources too"


UNLIMITED = attrs.evolve(
    EGDI,
    criterion=AtMost(value=75),
    indicator=attrs.evolve(EGDI.indicator, unit="score", scale=(None, None)),
)
HUGE = Series.of("egdi-rank", {2018: -1.7e308, 2019: 1.7e308})


def test_the_greatest_figures_are_kept() -> None:
    document = load(to_json(evaluate(UNLIMITED, HUGE, as_of="2020-06-30")))
    assert document["series"]["observations"][document["verdict"]["latest"]]["value"] == 1.7e308


def test_what_no_double_holds_is_null() -> None:
    data = load(to_json(evaluate(UNLIMITED, HUGE, as_of="2019-12-31")))["verdict"]
    assert (data["value"], data["projected"], data["ratio"]) == (1.7e308, None, None)


def test_a_scorecard_has_counts_and_a_record_a_target() -> None:
    card = scorecard(DIRECTIVE_01, published.all_series(), as_of="2021-12-31")
    data = load(to_json(card))
    assert data["directive"]["id"] == DIRECTIVE_01.id
    assert data["as_of"] == "2021-12-31"
    assert data["counts"] == {str(status): number for status, number in card.counts.items()}
    assert [e["target"] for e in data["evaluations"]] == [t.id for t in DIRECTIVE_01.targets]
    (rows,) = load(to_json([card]))["data"]
    assert [row["status"] for row in rows] == [verdict.status for verdict in card]


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
    assert document["view"] == "target"
    assert [target["id"] for target in document["data"]] == [t.id for t in DIRECTIVE_01.targets]
    assert document["sources"] == ["my-hanh-2020"], "each source once"


def test_several_series_are_a_view_too() -> None:
    document = load(to_json(published.all_series()))
    assert document["view"] == "series"
    assert len(document["data"]) == len(published.all_series())
    assert document["data"][0]["observations"][0]["source"]["id"] in document["sources"]


def test_none_of_a_kind_is_an_empty_list() -> None:
    document = load(to_json([]))
    assert (document["data"], document["view"], document["sources"]) == ([], None, [])


def test_words_of_an_unknown_source_belong_to_no_encoding() -> None:
    span = attrs.evolve(EGDI.span, source="another-source")
    target = attrs.evolve(EGDI, span=span, directive=None)
    assert load(to_json(target))["versions"]["encoding"] is None


def test_another_directive_states_its_own_encoding(directive_01: Directive) -> None:
    another = attrs.evolve(directive_01, encoding="2020.7", official=True)
    document = load(to_json(another))
    assert document["versions"]["encoding"] == "2020.7"
    assert load(to_json([another, another]))["versions"]["encoding"] == "2020.7"
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

    monkeypatch.setattr("importlib.metadata.version", missing)
    package_version.cache_clear()
    try:
        assert package_version() == "unknown"
    finally:
        package_version.cache_clear()


# --- reading: a file or a text, whatever it holds ---------------------------------------


def refusal(path: Path) -> str:
    """Read a file that cannot be read, soon; return what is told of it."""
    began = process_time()
    with pytest.raises(InvalidDataError) as caught:
        read_file(path)
    assert process_time() - began < 5, "a second on an idle machine"
    message = str(caught.value)
    assert message.startswith(printable(path.name[:40]))
    assert " cannot be read: " in message
    return message


DOCUMENT = {"document": "series", "versions": {"schema": "1"}, "indicator": "egdi-rank"}
BEGUN = json.dumps(DOCUMENT)[:-1].encode()


@pytest.mark.parametrize(
    "content,told",
    [
        (b"", "line 1, column 1: the text should be JSON, got 'the end of the text'."),
        (b"   ", "got 'the end of the text'"),
        (b"<html>", "got '<html>'. Expecting value."),
        (b"{'a': 1}", "line 1, column 2: the text should be JSON"),
        (b"null", "$: the document should be an object, got None."),
        (b"[" * 200_000, "$: the text should be nested 32 levels deep at most"),
        (b'{"a":' * 100_000, "$: the text should be nested 32 levels deep at most"),
        (b"[" * 40 + b"]" * 40, "the text should be nested 32 levels deep at most"),
        (
            b"[" * 1_000_000,
            "the text should be 250000 commas and brackets at most, got 1000000.",
        ),
        (b" " * 4_194_305, "the size should be at most 4194304 bytes, got 4194305."),
        (b"9" * 4_000_000, "$: the value should be a finite number, got inf."),
        (b"\xef\xbb\xbf{}", "the beginning should be the text, got 'a byte order mark'."),
        ("{}".encode("utf-16"), "the encoding should be UTF-8, got 'UTF-16 or UTF-32'."),
        ("{}".encode("utf-16-be"), "the encoding should be UTF-8, got 'UTF-16 or UTF-32'."),
        ("{}".encode("utf-32-le"), "the encoding should be UTF-8, got 'UTF-16 or UTF-32'."),
        ('{"é": 1}'.encode("latin-1"), "the encoding should be UTF-8, got 'byte 0xE9 at 2'."),
        (BEGUN + b', "entity": "a", "entity": "b"}', "$.entity: the key should be there once"),
        (BEGUN + b', "x": {"a": 1, "b": 2, "a": 3}}', "$.x.a: the key should be there once"),
        (BEGUN + rb', "entity": "\ud800"}', "$.entity: the text should be of whole characters"),
        (BEGUN + rb', "\udc00": 1}', "$: the text should be of whole characters"),
        (
            BEGUN + b', "__class__": "os.system"}',
            "$.__class__: There is no key '__class__'. There are: document",
        ),
        (BEGUN + b', "basis": NaN}', "$.basis: the value should be a finite number, got nan."),
        (
            BEGUN + b', "basis": -Infinity}',
            "$.basis: the value should be a finite number, got -inf.",
        ),
        (BEGUN + b', "basis": 1e999}', "$.basis: the value should be a finite number, got inf."),
        (
            BEGUN + b', "basis": ' + b"9" * 5000 + b"}",
            "$.basis: the value should be a finite number",
        ),
    ],
    ids=range(25),
)
def test_a_hostile_file_is_refused_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "hostile.json"
    path.write_bytes(content)
    assert told in refusal(path)


@pytest.mark.parametrize(
    "content,told",
    [
        (b"a = [1, 2", "the text should be TOML, got "),
        (b"\na = nan = 3", "hostile.toml, line 2, column 9: the text should be TOML, got"),
        (b"a = 1\na = 2", "got 'Cannot overwrite a value'."),
        (b"a = " + b"9" * 5000, "got 'a number of too many digits'."),
        (b"a = " + b"[" * 100_000, "$: the text should be nested 32 levels deep at most"),
        (b"a" + b".a" * 125_000 + b" = 1", "$: the text should be nested 32 levels deep at most"),
        (b"['a'" + b' . "a"' * 40 + b"]", "$: the text should be nested 32 levels deep at most"),
        # Neither the header nor the key is too long, only what they make together.
        (
            b"[" + b".".join([b"a"] * 20) + b"]\n" + b".".join([b"b"] * 20) + b" = 1",
            ".b.b: the text should be nested 32 levels deep at most",
        ),
        (b"a" * 250_000, "the text should be TOML"),
        (b" " * 262_145, "the size should be at most 262144 bytes"),
        # Tables within tables are the slowest that its reader knows.
        (
            b"".join(b"[a.b.c.d.e.f%d]\nx.y.z=1\n" % n for n in range(5_000)),
            "$.document: the kind should be one of",
        ),
        (b"document = 'series'\nbasis = nan", "$.basis: the value should be a finite number"),
        (b"document = 'series'\nbasis = 07:32:00", "$.basis: the value should be a day"),
        (
            b"document = 'series'\nbasis = 2020-01-01T00:00:00Z",
            "$.basis: the value should be a day",
        ),
        (b"document = 'series'\nbasis = 2020-01-01", "$.versions: the value should be given"),
    ],
    ids=range(15),
)
def test_a_hostile_toml_file_is_refused_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "hostile.toml"
    path.write_bytes(content)
    assert told in refusal(path)


def test_what_no_document_may_hold_and_what_this_one_may_not_are_told_together(
    tmp_path: Path,
) -> None:
    path = tmp_path / "both.json"
    path.write_bytes(BEGUN + b', "entity": NaN, "units": 5, "basis": "A", "basis": "B"}')
    message = refusal(path)
    assert message.splitlines()[0] == "both.json cannot be read: 3 faults."
    for place in ("$.entity: ", "$.units: ", "$.basis: "):
        assert message.count(place) == 1


def test_what_is_no_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "folder.json"
    folder.mkdir()
    assert "got 'a directory'." in refusal(folder)
    assert "No such file or directory: check its name" in refusal(tmp_path / "missing.json")
    assert "embedded null" in refusal(Path("a\0b"))
    monkeypatch.setattr("stat.S_ISREG", lambda mode: not mode)
    monkeypatch.setattr("stat.S_ISDIR", lambda mode: not mode)
    device = tmp_path / "device.json"
    device.write_bytes(b"{}")
    assert "got 'a device or a pipe'." in refusal(device)


def test_a_file_is_read_by_its_name_and_a_text_as_it_is(tmp_path: Path) -> None:
    series = Series.of("egdi-rank", {2020: 86})
    path = tmp_path / "Series.JSON"
    path.write_text(to_json(series), encoding="utf-8")
    assert read_file(path) == read_file(str(path)) == loads(to_json(series).encode()) == series
    toml = tmp_path / "Series.TOML"
    toml.write_text(
        'document = "series"\nversions.schema = "1"\nindicator = "egdi-rank"\n'
        'observations = [{ period = "2020", value = 86 }]\n',
        encoding="utf-8",
    )
    assert read_file(toml) == series


def test_a_day_may_be_written_as_toml_writes_it(tmp_path: Path) -> None:
    tree = load(to_json(DIRECTIVE_01))
    path = tmp_path / "series.toml"
    path.write_text(
        'document = "series"\nindicator = "a"\nversions.schema = "1"\n'
        "observations = [{ period = 2020-12-31, value = 1 }]\n",
        encoding="utf-8",
    )
    assert read_file(path) == Series.of("a", {"2020-12-31": 1})
    assert tree["signed"] == "2020-01-03"


def test_a_directive_is_asked_for_by_name(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    path.write_text(to_json(DIRECTIVE_01), encoding="utf-8")
    assert load_directive(path) == DIRECTIVE_01
    path.write_text(to_json(Series.of("a", {})), encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        load_directive(path)
    told = "one.json cannot be read: $.document: the kind should be a directive, got 'series'."
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize("value", [None, 5, ["a"]])
def test_only_paths_and_texts_are_read(value: Any) -> None:
    with pytest.raises(InvalidValueError, match="path should be the path of a file"):
        read_file(value)
    with pytest.raises(InvalidValueError, match="text should be JSON text"):
        loads(value)


def test_a_text_of_any_size_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidDataError) as caught:
        loads(" " * 5_000_000)
    assert "the size should be at most 4194304 bytes" in str(caught.value)


def test_what_methods_say_can_be_viewed() -> None:
    figures = published.series("egdi-rank")
    methods = load(to_json(compare(EGDI, figures, as_of="2020-12-31")))

    assert (methods["view"], methods["data"]["agree"]) == ("comparison", True)
    assert methods["data"]["methods"][0]["grade"] == "stalled"
    assert methods["sources"][0] == EGDI.span.source
    assert len(methods["sources"]) > 1
    assert methods["versions"]["encoding"] == DIRECTIVE_01.encoding
