"""The front door: every name there, nothing heavy behind it until it is used."""

import json
import os
import runpy
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import vn_ict_directive

PACKAGE = Path(vn_ict_directive.__file__).parent
ROOT = Path(__file__).parent.parent
HEAVY = {"cattrs", "narwhals", "pandas", "polars", "pyarrow", "matplotlib", "jinja2"}
HEAVY |= {"hypothesis", "rich", "cyclopts", "numpy", "pytest"}

# Where compiled modules lie is left out, too, and without them every module is compiled again.
_CACHE = ["-X", f"pycache_prefix={sys.pycache_prefix}"] if sys.pycache_prefix else []
_PRELUDE = """
import sys
sys.path[:0] = {path!r}
read = []
sys.addaudithook(lambda event, args: read.append(str(args[0])) if event == "open" else None)
{code}
opened = tuple(read)
import json
print(json.dumps(dict(modules=list(sys.modules), opened=opened)))
"""


def _fresh(code: str) -> dict[str, list[str]]:
    """Run *code* in a fresh interpreter; tell what it imported and which files it opened."""
    # -I leaves the environment out of it, so the way to the package is given here; -B writes no
    # compiled module, which would be a file opened.
    script = _PRELUDE.format(path=[str(PACKAGE.parent), *sys.path[1:]], code=code)
    done = subprocess.run(
        [sys.executable, "-I", "-B", *_CACHE, "-c", script],
        capture_output=True,
        check=False,
        text=True,
    )
    assert not done.stderr
    told: dict[str, list[str]] = json.loads(done.stdout)
    return told


def _tops(told: dict[str, list[str]]) -> set[str]:
    return {name.partition(".")[0] for name in told["modules"]}


def _files(told: dict[str, list[str]]) -> set[str]:
    return {path.suffix for path in map(Path, told["opened"]) if path.is_relative_to(PACKAGE)}


_ANSWERS = """
import hashlib
from vn_ict_directive import DIRECTIVE_01, scorecard
from vn_ict_directive.exchange.exports import FORMATS
from vn_ict_directive.exchange.json import loads, to_json
card = scorecard(as_of="2021-12-31")
assert loads(to_json(card)) == card or not print("another scorecard")
print(*(verdict.explain("en") for verdict in card))
for name in FORMATS:
    for file, content in FORMATS[name](DIRECTIVE_01).items():
        print(file, hashlib.sha256(content).hexdigest())
"""


@pytest.mark.skipif(sys.platform == "emscripten", reason="has no processes")
def test_without_docstrings_and_assertions_the_answers_are_the_same() -> None:
    """``python -OO`` leaves both out."""
    plain, bare = (
        subprocess.run(
            [sys.executable, *options, *_CACHE, "-c", _ANSWERS],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONUTF8": "1"},
        ).stdout
        for options in ([], ["-OO"])
    )
    assert plain.count(b"\n") > 3
    assert bare == plain


def test_importing_the_package_loads_itself_alone() -> None:
    told = _fresh("import vn_ict_directive")

    assert [m for m in told["modules"] if m.startswith("vn_ict_directive")] == ["vn_ict_directive"]
    assert not _tops(told) & (HEAVY | {"attr", "attrs", "dateutil"})


def test_using_every_name_loads_nothing_heavy_and_reads_no_data() -> None:
    told = _fresh("import vn_ict_directive as v\n[getattr(v, name) for name in v.__all__]")

    assert not _tops(told) & HEAVY
    assert _files(told) <= {".py", ".pyc"}
    assert not [name for name in told["opened"] if name.endswith((".csv", ".json", ".txt"))]


def test_each_name_can_be_the_first_that_is_used() -> None:
    """In one interpreter, since to start it for each name takes longer than all else together."""
    told = _fresh(
        f"""
for name in {vn_ict_directive.__all__!r}:
    for module in [m for m in sys.modules if m.startswith("vn_ict_directive")]:
        del sys.modules[module]
    exec(f"from vn_ict_directive import {{name}}")
    assert not {HEAVY!r} & {{module.partition(".")[0] for module in sys.modules}}, name
"""
    )
    assert not _tops(told) & HEAVY
    assert _files(told) <= {".py", ".pyc"}


def test_the_figures_are_read_when_they_are_asked_for() -> None:
    told = _fresh("from vn_ict_directive import published\npublished.all_series()")

    assert ".csv" in _files(told)
    assert not _tops(told) & HEAVY


def test_every_name_is_there_once_and_is_listed() -> None:
    names = vn_ict_directive.__all__

    assert len(set(names)) == len(names)
    assert set(names) <= set(dir(vn_ict_directive))
    for name in names:
        value = getattr(vn_ict_directive, name)
        assert getattr(vn_ict_directive, name) is value


def test_a_star_import_brings_every_name_and_no_other() -> None:
    space: dict[str, Any] = {}
    exec("from vn_ict_directive import *", space)  # noqa: S102 - the statement is what is tested

    assert set(space) - {"__builtins__"} == set(vn_ict_directive.__all__)


def test_a_name_that_there_is_not_is_no_attribute() -> None:
    with pytest.raises(
        AttributeError, match="module 'vn_ict_directive' has no attribute 'composite_index'"
    ):
        vn_ict_directive.composite_index  # type: ignore[attr-defined]  # noqa: B018
    assert not hasattr(vn_ict_directive, "nothing")


def test_type_checkers_see_the_names_of_the_interpreter() -> None:
    made = runpy.run_path(str(ROOT / ".ci" / "build_stub.py"))["stub"]()

    assert (PACKAGE / "__init__.pyi").read_text(encoding="utf-8") == made


def test_the_version_is_that_of_the_installed_package() -> None:
    assert vn_ict_directive.__version__ == version("vn-ict-directive")


def test_no_module_bears_the_name_of_a_function_beside_it() -> None:
    for name in vn_ict_directive.__all__:
        value = getattr(vn_ict_directive, name)
        if callable(value):
            assert find_spec(f"vn_ict_directive.{name}") is None
            assert value.__module__.rpartition(".")[2] != name


def test_the_package_says_that_it_is_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_no_module_is_long_without_a_reason() -> None:
    for path in Path(vn_ict_directive.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        if len(text.splitlines()) > 450:
            assert "\nLong, since " in text.split('"""')[1], path.name
