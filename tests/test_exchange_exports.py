"""Directives as files: whole or not there, and those in the package as they should be."""

import json
import os
import re
import runpy
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import vn_ict_directive
from vn_ict_directive import DIRECTIVE_01, load_directive
from vn_ict_directive.errors import InvalidDataError, InvalidValueError, UnknownNameError
from vn_ict_directive.exchange import exports
from vn_ict_directive.exchange.diff import diff
from vn_ict_directive.exchange.exports import FORMATS, Files, export, write
from vn_ict_directive.exchange.schema import record_schema, schema
from vn_ict_directive.versions import package_version

BUILT = Path(vn_ict_directive.__file__).parent / "exchange" / "built"
BUILDER = runpy.run_path(str(Path(__file__).parent.parent / ".ci" / "built.py"))


def built() -> Files:
    files: Files = BUILDER["built"]()
    return files


# --- what comes with the package ------------------------------------------------------------


def test_the_files_in_the_package_are_those_of_the_encoding() -> None:
    changed = diff(load_directive(BUILT / "directive.json"), DIRECTIVE_01)
    assert not len(changed), f"run .ci/build_exports.py:\n{changed.to_markdown('en')}"
    files = built()
    assert {path.name for path in BUILT.iterdir()} == set(files)
    for name, content in files.items():
        assert (BUILT / name).read_bytes() == content, f"{name}: run .ci/build_exports.py"


def test_the_package_holds_the_directive_as_json_its_schemas_and_what_columns_are() -> None:
    """The command export writes the other formats."""
    names = {"directive.json", "documents.schema.json", "record.schema.json", "tables.json"}
    assert set(built()) == names


def test_a_release_changes_no_file_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    before = built()
    monkeypatch.setattr("vn_ict_directive.exchange.json.package_version", lambda: "9.9.9")
    assert built() == before
    written = FORMATS["json"](DIRECTIVE_01, package="9.9.9")["directive.json"]
    assert b"9.9.9" in written


def test_no_two_formats_write_the_same_file() -> None:
    names = [name for make in FORMATS.values() for name in make(DIRECTIVE_01)]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]*", name) for name in names)


# --- the schema ---------------------------------------------------------------------------------


def patterns(tree: Any) -> list[str]:
    if isinstance(tree, list):
        return [found for item in tree for found in patterns(item)]
    if not isinstance(tree, dict):
        return []
    inside = [found for item in tree.values() for found in patterns(item)]
    return [*inside, tree["pattern"]] if isinstance(tree.get("pattern"), str) else inside


# What ECMA-262 and Python read alike: no \\d, \\s or \\w, no named groups, no flags.
ALIKE = re.compile(
    r"""(?:
        [A-Za-z0-9/^$|*+?()-]            # itself, or an operator that both have
      | \(\?:                          # a group that captures nothing
      | \{[0-9]+\}
      | \\(?:n|[tr]|x[0-9a-f]{2}|u[0-9a-f]{4})
      | \[\^?(?:[A-Za-z0-9./-]|\\(?:[tr]|x[0-9a-f]{2}|u[0-9a-f]{4}))+\]
    )*""",
    re.VERBOSE,
)


def test_the_regular_expressions_mean_the_same_in_ecma_and_in_python() -> None:
    found = patterns(schema())
    assert len(found) >= 5
    for pattern in found:
        re.compile(pattern)
        assert ALIKE.fullmatch(pattern), pattern


def test_blank_is_what_python_strips() -> None:
    words = re.compile(schema()["$defs"]["Words"]["pattern"])
    for code in range(0x3100):
        assert bool(words.search(chr(code))) is bool(chr(code).strip()), hex(code)


def test_everything_in_the_schema_is_described_and_closed() -> None:
    for name, definition in schema()["$defs"].items():
        assert definition["description"], name
        for key, value in definition.get("properties", {}).items():
            assert "const" in value or value["description"], f"{name}.{key}"
        if definition.get("type") == "object":
            assert definition["additionalProperties"] is False
            assert set(definition["required"]) <= set(definition["properties"])


def test_the_schema_does_not_speak_python() -> None:
    text = json.dumps([schema(), record_schema()])
    assert not re.findall(r"\bNone\b|``|:class:|~vn_ict", text)


def test_a_schema_is_named_as_the_caller_says() -> None:
    base = "https://example.org/vn/"
    for made in (schema, record_schema):
        mine, library = made(base=base), made()
        assert mine["$id"] == library["$id"].replace("https://w3id.org/vn-ict-directive/", base)
        assert base in mine["description"]
        assert "none is registered" in library["description"]
        with pytest.raises(InvalidValueError, match="base should be the beginning of an IRI"):
            made(base="example.org")


# --- writing --------------------------------------------------------------------------------------


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_format_is_written_whole(tmp_path: Path) -> None:
    out = tmp_path / "new" / "folder"
    written = export(DIRECTIVE_01, FORMATS, out)
    assert sorted(path.name for path in written) == names(out)
    assert load_directive(out / "directive.json") == DIRECTIVE_01
    assert (out / "directive.json").read_bytes().endswith(b"}\n")
    assert json.loads((out / "documents.schema.json").read_bytes()) == schema()


def test_what_is_there_stays_unless_forced(tmp_path: Path) -> None:
    (tmp_path / "directive.json").write_text("mine", encoding="utf-8")
    with pytest.raises(InvalidValueError, match="one that is not there yet"):
        export(DIRECTIVE_01, ["schema", "json"], tmp_path)
    assert names(tmp_path) == ["directive.json"], "nothing is written when one cannot be"
    assert (tmp_path / "directive.json").read_text(encoding="utf-8") == "mine"
    export(DIRECTIVE_01, ["schema", "json"], tmp_path, force=True)
    assert load_directive(tmp_path / "directive.json") == DIRECTIVE_01
    with pytest.raises(InvalidDataError) as caught:
        export(DIRECTIVE_01, ["schema", "json"], tmp_path)
    assert len(caught.value.exceptions) == 2
    assert str(caught.value).startswith("Nothing was written: 2 faults.")


def test_nothing_is_left_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(InvalidValueError, match=r"No space left on device\.$"):
        write({"a": b"new", "b": b"new"}, tmp_path, force=True)
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


@pytest.mark.skipif(sys.platform in {"win32", "emscripten"}, reason="modes and links of its own")
def test_a_file_that_is_overwritten_keeps_its_mode_and_a_link_leads_where_it_did(
    tmp_path: Path,
) -> None:
    place, elsewhere = tmp_path / "directive.json", tmp_path / "elsewhere" / "mine.json"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(b"old")
    elsewhere.chmod(0o640)
    place.symlink_to(elsewhere)

    export(DIRECTIVE_01, ["json"], tmp_path, force=True)

    assert place.readlink() == elsewhere
    assert load_directive(elsewhere) == DIRECTIVE_01
    assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o640
    elsewhere.unlink()  # a link that leads nowhere says where the file is to be
    export(DIRECTIVE_01, ["json"], tmp_path)
    assert place.readlink() == elsewhere
    assert names(tmp_path / "elsewhere") == ["mine.json"]


@pytest.mark.skipif(sys.platform in {"win32", "emscripten"}, reason="no pipes as files")
@pytest.mark.parametrize("force", [False, True])
def test_a_folder_a_device_or_a_pipe_is_never_replaced(tmp_path: Path, force: bool) -> None:
    place = tmp_path / "directive.json"
    ways: tuple[tuple[Callable[[], object], Callable[[int], bool]], ...] = (
        (place.mkdir, stat.S_ISDIR),
        (lambda: os.mkfifo(place), stat.S_ISFIFO),
        (lambda: place.symlink_to("/dev/null"), stat.S_ISCHR),
    )
    for make, kind in ways:
        make()
        with pytest.raises(InvalidValueError, match=r"the file should be (one that|a file)"):
            export(DIRECTIVE_01, ["json"], tmp_path, force=force)
        assert kind(place.stat().st_mode)
        assert names(tmp_path) == ["directive.json"]
        if place.is_dir():
            place.rmdir()
        else:
            place.unlink()


def test_a_place_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    for out in (file, file / "inside", tmp_path / "a\0b"):
        with pytest.raises(InvalidValueError, match="a folder that can be written to"):
            export(DIRECTIVE_01, ["json"], out)
    assert names(tmp_path) == ["file"]


def test_a_format_that_there_is_not_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        UnknownNameError, match=r"no format 'jsom'\. Did you mean 'json' or 'jsonld'\?"
    ):
        export(DIRECTIVE_01, ["json", "jsom"], tmp_path / "out")
    with pytest.raises(InvalidValueError, match=r"Pass \['json'\]"):
        export(DIRECTIVE_01, "json", tmp_path / "out")
    with pytest.raises(InvalidValueError, match="directive should be a Directive"):
        export(None, ["json"], tmp_path / "out")  # type: ignore[arg-type]
    assert not (tmp_path / "out").exists()


def test_names_begin_where_the_caller_says_in_every_format(tmp_path: Path) -> None:
    base, library = "https://example.org/vn/", "https://w3id.org/vn-ict-directive/"
    export(DIRECTIVE_01, FORMATS, tmp_path / "mine", base=base)
    export(DIRECTIVE_01, FORMATS, tmp_path / "library")
    with_names = {"documents.schema.json", "datapackage.json", "directive.jsonld"}
    for place in (tmp_path / "mine").iterdir():
        mine, other = (
            (tmp_path / folder / place.name).read_text("utf-8") for folder in ("mine", "library")
        )
        assert library not in mine
        assert (base in mine) is (library in other) is (place.name in with_names)
        assert ("none is registered" in other) is (place.name in with_names)
    with pytest.raises(InvalidValueError, match="base should be the beginning of an IRI"):
        export(DIRECTIVE_01, ["json"], tmp_path / "none", base="example.org")


def test_another_directive_is_written_as_it_is(tmp_path: Path) -> None:
    another = attrs.evolve(DIRECTIVE_01, encoding="2020.7")
    (path,) = export(another, ["json"], tmp_path)
    assert load_directive(path) == another


def test_another_directive_has_no_figures_of_viet_nam(tmp_path: Path) -> None:
    another = attrs.evolve(DIRECTIVE_01, id="btttt/2021-01-15/01-ct-btttt", signed="2021-01-15")
    for directive, folder in ((another, tmp_path / "another"), (DIRECTIVE_01, tmp_path / "this")):
        export(directive, ["csv"], folder)

    assert len((tmp_path / "another" / "observations.csv").read_text("utf-8").splitlines()) == 1
    assert len((tmp_path / "this" / "observations.csv").read_text("utf-8").splitlines()) > 80


def test_what_is_written_names_the_package_and_what_comes_with_it_does_not(tmp_path: Path) -> None:
    """Every document says by which version it was written; tables say it in their package."""
    export(DIRECTIVE_01, FORMATS, tmp_path)
    said = {
        "directive.json": f'"package": "{package_version()}"',
        "datapackage.json": f'"packageVersion": "{package_version()}"',
        "directive.jsonld": f'"vnict:packageVersion": "{package_version()}"',
    }
    plain = {name: held for make in FORMATS.values() for name, held in make(DIRECTIVE_01).items()}
    assert all(built()[name] == plain[name] for name in ("directive.json", "documents.schema.json"))
    for name, words in said.items():
        assert words in (tmp_path / name).read_text("utf-8"), name
        assert words not in plain[name].decode(), name
    for name, held in plain.items():
        if name not in said:
            assert (tmp_path / name).read_bytes() == held, name


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """It was killed between writing and renaming; another run is still at work, elsewhere one too."""
    code = """
import os, sys
from pathlib import Path
from vn_ict_directive.exchange.exports import placed
with placed([Path(sys.argv[1])]) as beside:
    beside[0].write_text("half")
    os._exit(9)
"""
    place = tmp_path / "x.json"
    assert subprocess.run([sys.executable, "-c", code, place], check=False).returncode == 9
    (left,) = tmp_path.iterdir()
    running = tmp_path / re.sub(r"-\d+-", f"-{os.getpid()}-", left.name)
    elsewhere = tmp_path / left.name.replace(left.name.split(".")[3][:8], "0" * 8)
    for other in (running, elsewhere):
        other.write_text("half")
    left.with_name(f"{left.name}.renames").write_text('[["half a li')

    write({"x.json": b"whole"}, tmp_path)

    assert {one.name for one in tmp_path.iterdir()} == {"x.json", running.name, elsewhere.name}
    assert place.read_bytes() == b"whole"


@pytest.mark.skipif(sys.platform == "emscripten", reason="no processes under WebAssembly")
@pytest.mark.parametrize(
    "planted", ['[["half a li', "5", "[5]", '[["{mine}", "{yours}"]]', '["{yours}"]']
)
def test_a_list_of_renames_moves_the_files_of_its_own_run_alone(
    tmp_path: Path, planted: str
) -> None:
    """Another user of the folder may have written it."""
    mine, yours, out = tmp_path / "mine", tmp_path / "yours", tmp_path / "out"
    for place in (mine, yours):
        place.write_text(place.name)
    write({"x.json": b"old"}, out)
    token = f"{exports._HOST}-{2**22 + 1}-{'0' * 16}"  # a process that never was
    name = out / f".x.json.{token}.renames"
    name.write_text(planted.replace("{mine}", str(mine)).replace("{yours}", str(yours)))

    write({"x.json": b"whole"}, out, force=True)

    assert (mine.read_text(), yours.read_text()) == ("mine", "yours")
    assert {one.name: one.read_bytes() for one in out.iterdir()} == {"x.json": b"whole"}


NEW = {"a.csv": b"new", "b.csv": b"new", "datapackage.json": b"new"}
KILLED = """
import os, signal, sys
from pathlib import Path
from vn_ict_directive.exchange.exports import write

new = {name: b"new" for name in sys.argv[2:]}
step, status = 0, 1
while status:  # one process more that is killed a step later, until one writes all
    folder = Path(sys.argv[1], f"{step:03}")
    folder.mkdir()
    for name in new:
        (folder / name).write_bytes(b"old")
    child = os.fork()
    if not child:
        left = step
        def kill(event, _):
            global left
            if event in {"open", "os.rename", "os.remove", "os.chmod"}:
                left -= 1
                if left < 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(kill)
        write(new, folder, force=True)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    step += 1
"""


@pytest.mark.skipif(sys.platform in {"win32", "emscripten"}, reason="no fork and no SIGKILL")
def test_a_set_of_files_is_replaced_together_wherever_the_process_is_killed(tmp_path: Path) -> None:
    """A run that was killed between two files is finished by the next one in that folder."""
    subprocess.run([sys.executable, "-c", KILLED, tmp_path, *NEW], check=True)

    def held(folder: Path) -> set[bytes]:
        return {(folder / name).read_bytes() for name in NEW}

    folders = sorted(tmp_path.iterdir())
    killed = [held(folder) for folder in folders]
    for folder in folders:
        write({"another": b""}, folder)

    after = [held(folder) for folder in folders]
    assert len(folders) > 15
    assert {b"old", b"new"} in killed, "one was killed between two files"
    assert [{b"old"}] * 5 + [{b"new"}] * 5 == after[:5] + after[-5:]
    assert all(len(one) == 1 for one in after), "old or new, never both"
    assert all(names(folder) == sorted([*NEW, "another"]) for folder in folders)


def test_a_set_is_whole_where_it_is_interrupted_between_two_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = Path.replace

    def once(place: Path, to: Path) -> Path:
        monkeypatch.setattr(Path, "replace", replace)
        raise KeyboardInterrupt(place, to)

    monkeypatch.setattr(Path, "replace", once)
    with pytest.raises(KeyboardInterrupt):
        write(NEW, tmp_path)

    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == NEW


@pytest.mark.parametrize("system,fails", [("nt", AssertionError), ("posix", PermissionError)])
def test_a_process_that_cannot_be_asked_for_is_taken_to_run(
    system: str, fails: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows asking would end it; another user's may not be asked for."""

    def ask(*_: int) -> None:
        raise fails

    monkeypatch.setattr(
        "vn_ict_directive.exchange.exports.os", SimpleNamespace(name=system, kill=ask)
    )
    assert exports._is_running(5)
