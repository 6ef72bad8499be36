"""Try the tests by mutants: change one expression of a random sample, and see which test fails.

    python .ci/mutants.py run periods --number 300     go on with the sample of a room
    python .ci/mutants.py run periods --again          try its survivors again, after new tests;
                                                       all examples: HYPOTHESIS_PROFILE=ci
    python .ci/mutants.py left periods                 list survivors that nobody has judged
    python .ci/mutants.py check                        what the gate reads: judged_mutants.csv
    python .ci/mutants.py mark COMMIT                  give the commit to rows whose place is gone

A room is a module or package of vn_ict_directive, or one of ROOMS. Each mutant runs in a process of
its own, against the tests of its room that met its line. A function is replaced
where the tests are loaded already; a mutant that survives that, or lies outside functions, runs
once more with the package imported from its start. Results are kept one by one in .nox/mutants, so
that a run goes on where it was stopped; another state of src starts another file.
"""

import argparse
import ast
import copy
import csv
import functools
import gc
import hashlib
import importlib.abc
import importlib.util
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
SRC = ROOT / "src" / "vn_ict_directive"
JUDGED = ROOT / ".ci" / "judged_mutants.csv"
WORK = ROOT / ".nox" / "mutants"
SEED = 20200103  # the date of the directive
ROOMS = {
    "panels/rules": ["panels/rules", "panels/facts"],
    "ingest/reading": ["ingest/reading", "ingest/cells"],
}
# The tests of a room are those of its name, its doctests, and these.
MORE_TESTS = {
    "criteria": ["evaluation_bounds", "exchange_documents"],
    "evaluation": ["methods", "exchange_json"],
    "ingest": ["every_way_in", "mistakes", "possible_figures"],
    "periods": ["observations"],
}
CACHE = type(functools.cache(len))
OPTIONS = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:terminalreporter", "--tb=no"]
OPTIONS += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # Hypothesis is imported early
FEW_SECONDS, SECONDS = 6, 12  # of tests for a mutant: in the loaded package, in one of its own
MEMORY = 6 << 30
# Imported before anything is forked: what the tests load, but nothing of ours.
HEAVY = (
    *("pytest", "hypothesis", "hypothesis.strategies", "attrs", "cattrs", "dateutil.parser"),
    *("cyclopts", "duckdb", "jinja2", "jsonschema", "matplotlib.pyplot", "narwhals", "numpy"),
    *("pandas", "polars", "pyarrow", "rdflib", "rich.console", "frictionless", "pydantic"),
)


# --- What can be changed --------------------------------------------------------------------------


class Mutant(NamedTuple):
    """One change: where it is, what stands there, and what is put there.

    Attributes:
        file: Under the package.
        where: The class and the function around it, if any.
        line: The line of the source, without its indent.
        before: The expression.
        after: What takes its place.
        row: The number of the line.
        node: The number of the node, as ast.walk goes.
        way: Which of the changes of that node.
        inside: Whether it runs when a function is called, and not at import.
    """

    file: str
    where: str
    line: str
    before: str
    after: str
    row: int
    node: int
    way: int
    inside: bool

    @property
    def place(self) -> tuple[str, ...]:
        """What identifies it while line numbers move."""
        return self[:5]

    @property
    def key(self) -> tuple[str, int, int]:
        """What identifies it in one state of the source."""
        return self.file, self.node, self.way


COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
COMPUTED: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
PAIRS = (
    *("any all", "min max", "lower upper", "startswith endswith", "lstrip rstrip", "sum max"),
    *("partition rpartition", "bisect_left bisect_right", "union intersection", "append remove"),
)
NAMES = dict(map(str.split, PAIRS))
NAMES |= {other: one for one, other in NAMES.items() if one not in {"sum", "union", "append"}}
UNMEANT = {"TypeVar", "cast", "ParamSpec", "NewType"}  # their strings mean nothing at run time


def changed(node: Any, **fields: Any) -> Any:
    """Return a copy with other fields."""
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def constants(node: ast.Constant) -> Iterator[ast.AST]:
    """Yield what a constant becomes."""
    match node.value:
        case bool():
            yield changed(node, value=not node.value)
        case int() | float():
            yield changed(node, value=node.value + 1)
        case str():
            yield changed(node, value=f"XX{node.value}XX")
        case None:
            yield changed(node, value="")


def ways(node: ast.AST) -> Iterator[ast.AST]:  # noqa: C901, PLR0912 - a table of cases
    """Yield what takes the place of a node, one change each."""
    match node:
        case ast.Constant():
            yield from constants(node)
        case ast.Compare():
            for place, one in enumerate(node.ops):
                for other in COMPARED[type(one)]:
                    ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                    yield changed(node, ops=ops)
        case ast.BoolOp():
            yield changed(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
            for place in range(len(node.values)):
                left = [*node.values[:place], *node.values[place + 1 :]]
                yield changed(node, values=left) if len(left) > 1 else left[0]
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert()):
            yield node.operand
        case ast.BinOp(op=op) if type(op) in COMPUTED:
            yield changed(node, op=COMPUTED[type(op)]())
        case ast.AugAssign(op=op) if type(op) in COMPUTED:
            yield changed(node, op=COMPUTED[type(op)]())
        case ast.Call():
            for place, one in enumerate(node.keywords):
                if one.arg:
                    left = [*node.keywords[:place], *node.keywords[place + 1 :]]
                    yield changed(node, keywords=left)
        case ast.Name(id=name) if name in NAMES:
            yield changed(node, id=NAMES[name])
        case ast.Attribute(attr=name) if name in NAMES:
            yield changed(node, attr=NAMES[name])
        case ast.IfExp():
            yield changed(node, body=node.orelse, orelse=node.body)
        case ast.If() | ast.While():
            yield changed(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension():
            for place in range(len(node.ifs)):
                yield changed(node, ifs=[*node.ifs[:place], *node.ifs[place + 1 :]])
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield changed(node, value=ast.Constant(None))
        case ast.Lambda():
            yield changed(node, body=ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()


def meant(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:  # noqa: C901 - a table of cases
    """Yield the children that mean something at run time, and the field each is in."""
    match node:
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return
        case ast.FunctionDef(decorator_list=decorators) if any(
            isinstance(one, ast.Name) and one.id == "overload" for one in decorators
        ):
            return
        case ast.Expr(value=ast.Constant() | ast.JoinedStr()):
            return
        case ast.Call(func=ast.Name(id=name)) if name in UNMEANT:
            return
        case (
            ast.Assign(targets=[ast.Name(id="__all__")])
            | ast.AugAssign(target=ast.Name(id="__all__"))
        ):
            return
        case ast.BinOp(op=ast.BitOr(), right=ast.Name(id=name)) if name[0].isupper():
            return  # a union of types
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns", "format_spec", "cause"}:
            continue
        for one in value if isinstance(value, list) else [value]:
            none = isinstance(one, ast.Constant) and one.value is None
            if isinstance(one, ast.AST) and not (none and isinstance(node, ast.Compare)):
                yield field, one


def short(node: ast.AST) -> str:
    """Return a node on one line: of a statement that has a body, its head."""
    if isinstance(node, ast.If | ast.While):
        node = changed(node, body=[ast.Pass()], orelse=[])
    if isinstance(node, ast.comprehension):
        return ast.unparse(node).strip()
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())


@functools.cache
def mutants_of(file: str) -> list[Mutant]:
    """Return every mutant of a file, in the order of its lines."""
    source = (SRC / file).read_text("utf-8")
    lines, tree = source.splitlines(), ast.parse(source)
    numbers = {id(node): number for number, node in enumerate(ast.walk(tree))}
    found: list[Mutant] = []

    def visit(node: ast.AST, names: tuple[str, ...], row: int, *, inside: bool) -> None:
        row = getattr(node, "lineno", row)
        where = ".".join(names)
        for way, other in enumerate(ways(node)):
            text = lines[row - 1].strip()
            seen = (short(node), short(copy.deepcopy(other)))
            number = numbers[id(node)]
            found.append(Mutant(file, where, text, *seen, row, number, way, inside))
        for field, child in meant(node):
            named = isinstance(child, ast.FunctionDef | ast.ClassDef) and not inside
            path = (*names, child.name) if named else names
            within = inside or (isinstance(node, ast.FunctionDef) and field == "body")
            visit(child, path, row, inside=within)

    visit(tree, (), 1, inside=False)
    return sorted(found, key=lambda one: (one.row, one.node, one.way))


def mutated(mutant: Mutant) -> CodeType:
    """Return the code of its module with the change."""
    tree = ast.parse((SRC / mutant.file).read_text("utf-8"))
    node = next(one for number, one in enumerate(ast.walk(tree)) if number == mutant.node)
    other = next(one for way, one in enumerate(ways(node)) if way == mutant.way)
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is node:
                setattr(parent, field, other)
            elif isinstance(value, list) and any(one is node for one in value):
                setattr(parent, field, [other if one is node else one for one in value])
    for one in ast.walk(other):
        if not hasattr(one, "lineno"):
            ast.copy_location(one, node)
    ast.fix_missing_locations(tree)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return compile(tree, str(SRC / mutant.file), "exec", dont_inherit=True)


def files_of(room: str) -> list[str]:
    """Return the files of a room, under the package."""
    found = []
    for name in ROOMS.get(room, [room]):
        place = SRC / name
        files = (
            sorted(place.rglob("*.py")) if place.is_dir() else [place.parent / f"{place.name}.py"]
        )
        found += [file.relative_to(SRC).as_posix() for file in files]
    return found


def sample(room: str, number: int, seed: int) -> tuple[int, list[Mutant]]:
    """Return how many mutants a room has, and so many at random: more begin with the same."""
    every = [mutant for file in files_of(room) for mutant in mutants_of(file)]
    chosen = list(every)
    random.Random(seed).shuffle(chosen)  # noqa: S311 - no secret
    return len(every), chosen[:number]


# --- The tests that meet a line -------------------------------------------------------------------


def test_files(room: str) -> dict[str, Path]:
    """Return the files that hold the tests of a room, by what pytest is asked for."""
    name = room.partition("/")[0]
    names = [name, *MORE_TESTS.get(name, [])]
    files = [file for one in names for file in sorted((ROOT / "tests").glob(f"test_{one}*.py"))]
    doctests = {f"src/vn_ict_directive/{file}": SRC / file for file in files_of(room)}
    return {f"tests/{file.name}": file for file in files} | doctests


class Test(NamedTuple):
    """A test as the map knows it."""

    id: str
    seconds: float
    lines: dict[str, set[int]]


class Mapper:
    """A plugin of pytest that writes which lines each test meets."""

    def __init__(self, place: Path) -> None:
        """Write to a place."""
        self.place, self.lines, self.tests = place, {}, {}  # type: ignore[var-annotated]

    def _start(self, code: CodeType, _: int) -> Any:
        if code.co_filename.startswith(str(SRC)):
            events = sys.monitoring.events
            sys.monitoring.set_local_events(sys.monitoring.COVERAGE_ID, code, events.LINE)
        return sys.monitoring.DISABLE

    def _line(self, code: CodeType, line: int) -> Any:
        self.lines.setdefault(code.co_filename[len(str(SRC)) + 1 :], set()).add(line)
        return sys.monitoring.DISABLE

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run all tests under watch."""
        watch, events = sys.monitoring, sys.monitoring.events
        watch.use_tool_id(watch.COVERAGE_ID, "mutants")
        watch.register_callback(watch.COVERAGE_ID, events.PY_START, self._start)
        watch.register_callback(watch.COVERAGE_ID, events.LINE, self._line)
        watch.set_events(watch.COVERAGE_ID, events.PY_START)
        for item, after in zip(session.items, [*session.items[1:], None], strict=True):
            self.lines = {}
            watch.restart_events()
            failed, begin = session.testsfailed, time.perf_counter()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if session.testsfailed > failed:
                self.tests.setdefault("fails without any mutant", {})[item.nodeid] = []
                continue
            lines = {file: sorted(found) for file, found in self.lines.items()}
            kept = self.tests.setdefault(item.nodeid.partition("::")[0], {})
            kept[item.nodeid] = [time.perf_counter() - begin, lines]
        watch.set_events(watch.COVERAGE_ID, 0)
        self.place.write_text(json.dumps(self.tests), "utf-8")
        return True


def digest(files: Iterable[Path]) -> str:
    """Return a short name for what files hold."""
    found = hashlib.sha256()
    for file in sorted(files):
        found.update(file.read_bytes())
    return found.hexdigest()[:12]


def run_pytest(plugin: object, arguments: Sequence[str]) -> int:
    """Run pytest here, quietly, with a plugin."""
    import pytest

    os.chdir(ROOT)
    with (WORK / "output.txt").open("w") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
        return int(pytest.main([*OPTIONS, *arguments], plugins=[plugin]))


def apart(work: Callable[[], Any]) -> None:
    """Do something in a process of its own, which knows nothing of ours yet."""
    process = fork()
    if process == 0:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - said, and the process ends
            print(f"mutants: {error!r}", file=sys.stderr)
        os._exit(0)
    os.waitpid(process, 0)


def fork() -> int:
    """Return os.fork(), which warns where a package has started threads."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return os.fork()


def tests_map(room: str) -> list[Test]:
    """Return the tests of a room with the lines they meet; only files that changed run again."""
    named = f"map-{room.replace('/', '-')}"
    place, fresh = WORK / f"{named}-{digest(SRC.rglob('*.py'))}.json", WORK / f"{named}.json"
    known = json.loads(place.read_text("utf-8")) if place.exists() else {}
    shared = {*(ROOT / "tests").glob("*.py")} - {*(ROOT / "tests").glob("test_*.py")}
    digests = {name: digest([file, *shared]) for name, file in test_files(room).items()}
    if new := [name for name, now in digests.items() if known.get(name, [""])[0] != now]:
        apart(lambda: run_pytest(Mapper(fresh), new))
        found = json.loads(fresh.read_text("utf-8"))
        for name in found.pop("fails without any mutant", ()):
            print("left out, since it fails without any mutant:", name)
        known |= {name: [digests[name], found.get(name, {})] for name in new}
        place.write_text(json.dumps(known), "utf-8")
    return [
        Test(name, seconds, {file: set(rows) for file, rows in lines.items()})
        for file in digests
        for name, (seconds, lines) in known[file][1].items()
    ]


def chosen(mutant: Mutant, tests: Sequence[Test], seconds: float, *, whole: bool) -> list[Test]:
    """Return the tests for a mutant, the quickest first, for so many seconds.

    Args:
        mutant: The mutant.
        tests: The tests of its room.
        seconds: How long they may take.
        whole: Whether to take, after those that met its line, all others: a cache or the import
            may have met the line before them.
    """
    met = [
        (mutant.row not in test.lines.get(mutant.file, ()), test.seconds, test) for test in tests
    ]
    met = [one for one in met if whole or not one[0]]
    taken, total = [], 0.0
    for _, took, test in sorted(met, key=lambda one: one[:2]):
        total += took
        if taken and total > seconds:
            break
        taken.append(test)
    return taken


# --- Running them ---------------------------------------------------------------------------------


def limit(tests: Sequence[Test]) -> int:
    """Return after how many seconds of work the process of a mutant is ended."""
    return 20 + int(5 * sum(test.seconds for test in tests))


def confine(seconds: int) -> None:
    """Have the system end this process after so much work, and refuse it boundless memory.

    A busy machine is no fault of a mutant: what merely waits is ended much later, and not killed.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(30 * seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))


def outcome(process: int, report: int) -> tuple[str, str]:
    """Wait for the process of a mutant: return how it ended, and by which test."""
    with os.fdopen(report) as pipe:
        said = pipe.read()
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        ended = signal.Signals(os.WTERMSIG(status))
        return "survived" if ended is signal.SIGALRM else "killed", ended.name
    return ("killed", said) if said else ("survived", "")


def run_items(session: Any, items: Sequence[Any], report: int) -> None:
    """Run tests until one fails, and report its name."""
    for item, after in zip(items, [*items[1:], None], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        if session.testsfailed:
            os.write(report, item.nodeid.encode())
            return


def functions_in(code: CodeType) -> Iterator[CodeType]:
    """Yield the code of all functions within a module."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            if one.co_flags & 0x1:  # optimized: a function, not the body of a class
                yield one
            yield from functions_in(one)


def swap(mutant: Mutant, functions: Sequence[FunctionType]) -> bool:
    """Replace what the mutant changes of these functions; return whether that was all of it."""
    place = str(SRC / mutant.file)
    before = compile(ast.parse((SRC / mutant.file).read_text("utf-8")), place, "exec")
    old, new = {*functions_in(before)}, {}
    for code in functions_in(mutated(mutant)):
        new.setdefault((code.co_qualname, code.co_firstlineno), []).append(code)
    swapped = False
    for one in functions:
        codes = new.get((one.__code__.co_qualname, one.__code__.co_firstlineno), [])
        if one.__code__.co_filename == place and len(codes) == 1 and codes[0] not in old:
            try:
                one.__code__ = codes[0]
            except ValueError:  # another closure: the run from the start tells
                return False
            swapped = True
    return swapped


def ours() -> tuple[list[FunctionType], list[Any]]:
    """Return the functions and the caches of the package that are loaded."""
    every = gc.get_objects()
    functions = [
        one
        for one in every
        if isinstance(one, FunctionType) and one.__code__.co_filename.startswith(str(SRC))
    ]
    caches = [
        one
        for one in every
        if isinstance(one, CACHE) and (one.__module__ or "").startswith("vn_ict_directive")
    ]
    return functions, caches


class Loaded:
    """A plugin of pytest that tries mutants where all tests are loaded, each in a fork."""

    def __init__(
        self, mutants: Sequence[Mutant], tests: Sequence[Test], done: Callable[..., None]
    ) -> None:
        """Try these by these tests."""
        self.mutants, self.tests, self.done = mutants, tests, done
        self.controlled, self.wrong = False, WORK / "wrong.txt"
        self.wrong.unlink(missing_ok=True)

    def pytest_runtestloop(self, session: Any) -> bool:
        """Try one mutant after the other; where nothing is changed, no test may fail."""
        items = {item.nodeid: item for item in session.items}
        functions, caches = ours()
        gc.freeze()
        for mutant in self.mutants:
            tests = chosen(mutant, self.tests, FEW_SECONDS, whole=False)
            tests = [test for test in tests if test.id in items]
            if not tests:
                continue
            for change in [*([] if self.controlled else [None]), mutant]:
                reading, writing = os.pipe()
                process = fork()
                if process == 0:
                    confine(limit(tests))
                    try:
                        if change is None or swap(change, functions):
                            for cache in caches:
                                cache.cache_clear()
                            run_items(session, [items[test.id] for test in tests], writing)
                    except BaseException as error:  # noqa: BLE001 - a test may end the process
                        os.write(writing, type(error).__name__.encode())
                    os._exit(0)
                os.close(writing)
                ended, test = outcome(process, reading)
                if change is not None:
                    self.done(mutant, "doubted" if ended == "survived" else ended, test)
                elif ended != "survived":
                    self.wrong.write_text(f"without any change this fails: {test}", "utf-8")
                    return True
            self.controlled = True
        return True


class Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one module with its change, and leaves all others to Python."""

    def __init__(self, mutant: Mutant) -> None:
        """Import this one."""
        self.mutant = mutant
        parts = ("vn_ict_directive", *Path(mutant.file).with_suffix("").parts)
        self.name = ".".join(parts).removesuffix(".__init__")

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Find the one module."""
        del path, target
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, SRC / self.mutant.file, loader=self)

    def create_module(self, spec: Any) -> ModuleType | None:
        """Leave it to Python."""
        del spec

    def exec_module(self, module: ModuleType) -> None:
        """Run the changed code."""
        exec(mutated(self.mutant), vars(module))  # noqa: S102 - it is our own

    def is_package(self, name: str) -> bool:
        """Tell the front page of a package."""
        del name
        return self.mutant.file.endswith("__init__.py")

    def get_source(self, name: str) -> str:
        """Return the source as it was."""
        del name
        return (SRC / self.mutant.file).read_text("utf-8")

    def get_code(self, name: str) -> CodeType:
        """Return the changed code."""
        del name
        return mutated(self.mutant)


class FromStart:
    """A plugin of pytest that runs chosen tests in their order until one fails."""

    def __init__(self, tests: Sequence[Test], report: int) -> None:
        """Run these."""
        self.order, self.report = {test.id: place for place, test in enumerate(tests)}, report

    def pytest_runtestloop(self, session: Any) -> bool:
        """Run them; a file that cannot be loaded counts as one that fails."""
        if session.testsfailed:
            os.write(self.report, b"collecting")
            return True
        items = [item for item in session.items if item.nodeid in self.order]
        run_items(session, sorted(items, key=lambda one: self.order[one.nodeid]), self.report)
        return True


def from_start(mutant: Mutant, tests: Sequence[Test]) -> tuple[str, str]:
    """Try one mutant with the package imported from its start."""
    reading, writing = os.pipe()
    process = fork()
    if process == 0:
        confine(limit(tests) + 40)
        sys.meta_path.insert(0, Changed(mutant))
        files = list(dict.fromkeys(test.id.partition("::")[0] for test in tests))
        try:
            ended = run_pytest(FromStart(tests, writing), files)
            if ended not in {0, 1, 5}:  # it could not load its settings, or was interrupted
                os.write(writing, f"pytest ended with {ended}".encode())
        except BaseException as error:  # noqa: BLE001 - a test may end the process
            os.write(writing, f"{type(error).__name__}".encode())
        os._exit(0)
    os.close(writing)
    return outcome(process, reading)


# --- Results --------------------------------------------------------------------------------------


class Results:
    """What was found of a room's mutants, one line each, the last one for a mutant counting."""

    def __init__(self, room: str, seed: int) -> None:
        """Read what is there."""
        source = digest(SRC / file for file in files_of(room))
        self.place = WORK / f"{room.replace('/', '-')}-{seed}-{source}.jsonl"
        self.found: dict[tuple[str, int, int], str] = {}
        for line in self.place.read_text("utf-8").splitlines() if self.place.exists() else []:
            *fields, ended, _ = json.loads(line)
            self.found[tuple(fields)] = ended

    def add(self, mutant: Mutant, ended: str, test: str) -> None:
        """Keep one result at once."""
        self.found[mutant.key] = ended
        with self.place.open("a", encoding="utf-8") as out:
            out.write(json.dumps([*mutant.key, ended, test], ensure_ascii=False) + "\n")


def judged() -> list[dict[str, str]]:
    """Return the survivors that were judged, with the reason."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FIELDS = ["file", "where", "line", "before", "after", "why", "commit"]


def is_gone(row: dict[str, str]) -> bool:
    """Whether the place of a judged mutant is no longer in src."""
    known = mutants_of(row["file"]) if (SRC / row["file"]).is_file() else []
    return all(mutant.place != tuple(row[name] for name in FIELDS[:5]) for mutant in known)


def check() -> list[str]:
    """Return what is wrong with the file of judged survivors.

    A row without a commit must still be found in src. One whose place is gone has the commit that
    it was judged at, or is taken away.
    """
    wrong, seen = [], set()
    for number, row in enumerate(judged(), 2):
        where = f"{JUDGED.name}, line {number}"
        if list(row) != FIELDS or None in row.values():
            wrong.append(f"{where}: expected the columns {', '.join(FIELDS)}")
            continue
        place = tuple(row[name] for name in FIELDS[:5])
        if not row["why"].strip():
            wrong.append(f"{where}: say why no test can tell it")
        if place in seen:
            wrong.append(f"{where}: judged twice")
        seen.add(place)
        if not row["commit"] and is_gone(row):
            wrong.append(f"{where}: its place is gone: give the commit, or take the row away")
    return wrong


def mark(commit: str) -> None:
    """Give a commit, the last one that had it, to each row whose place is gone."""
    rows = judged()
    with JUDGED.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, FIELDS, lineterminator="\n")
        table.writeheader()
        for row in rows:
            table.writerow(row | {"commit": commit} if is_gone(row) and not row["commit"] else row)


def standing(room: str, number: int, seed: int) -> tuple[str, list[Mutant]]:
    """Return the figures of a room in a sentence, and the survivors that nobody has judged."""
    every, mutants = sample(room, number, seed)
    found = Results(room, seed).found
    tried = [mutant for mutant in mutants if mutant.key in found]
    survivors = [mutant for mutant in tried if found[mutant.key] != "killed"]
    rows = {tuple(row[name] for name in FIELDS[:5]) for row in judged()}
    left = [mutant for mutant in survivors if mutant.place not in rows]
    killed = len(tried) - len(survivors)
    said = (
        f"{room}: {len(tried)} of {every} mutants tried (seed {seed}): {killed} killed "
        f"({killed / max(len(tried), 1):.1%}), {len(survivors) - len(left)} judged, "
        f"{len(left)} left"
    )
    return said, left


def run(room: str, number: int, seed: int, *, again: bool) -> None:
    """Go on with the sample of a room."""
    results = Results(room, seed)
    _, mutants = sample(room, number, seed)
    rows = {tuple(row[name] for name in FIELDS[:5]) for row in judged()}
    todo = [one for one in mutants if results.found.get(one.key, "doubted") == "doubted"]
    if again:
        todo = [one for one in mutants if results.found.get(one.key, "killed") != "killed"]
        todo = [mutant for mutant in todo if mutant.place not in rows]
    if not todo:
        return
    for package in HEAVY:
        if importlib.util.find_spec(package.partition(".")[0]):
            importlib.import_module(package)
    tests = tests_map(room)
    quick = [
        one for one in todo if one.inside and (again or results.found.get(one.key) != "doubted")
    ]
    files = sorted(
        {
            test.id.partition("::")[0]
            for mutant in quick
            for test in chosen(mutant, tests, FEW_SECONDS, whole=False)
        }
    )
    if files:
        loaded = Loaded(quick, tests, results.add)
        apart(lambda: run_pytest(loaded, files))
        if loaded.wrong.exists():
            sys.exit(loaded.wrong.read_text("utf-8"))
    results = Results(room, seed)
    for mutant in sorted(todo, key=lambda one: one.inside):
        if results.found.get(mutant.key) != "killed":
            taken = chosen(mutant, tests, SECONDS, whole=True)
            results.add(mutant, *(from_start(mutant, taken) if taken else ("survived", "no test")))


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("what", choices=["run", "left", "check", "mark"])
    parser.add_argument("rooms", nargs="*")
    parser.add_argument("--number", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--again", action="store_true")
    given = parser.parse_args()
    if given.what == "check":
        if wrong := check():
            sys.exit("\n".join(wrong))
        return
    if given.what == "mark":
        (commit,) = given.rooms
        mark(commit)
        return
    WORK.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("HYPOTHESIS_PROFILE", "mutants")
    for room in given.rooms:
        if given.what == "run":
            run(room, given.number, given.seed, again=given.again)
        said, left = standing(room, given.number, given.seed)
        print(said)
        for one in left:
            print(f"  {one.file}:{one.row} {one.where}: {one.before} -> {one.after}")
    commit = subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    print(f"at commit {commit}, Python {sys.version.split()[0]}")


if __name__ == "__main__":
    main()
