// Runs the test suite on CPython compiled to WebAssembly.
//
//   node pyodide.mjs PYODIDE_MODULE SITE_PACKAGES REPOSITORY
//
// There are no processes, no threads and no compiled packages there: a test that needs one is skipped
// at that point, and pytest's closing line counts it.

const [modulePath, site, repository] = process.argv.slice(2);
const { loadPyodide } = await import(modulePath);
const env = { CI: "true", HOME: "/tmp", PYTHONDONTWRITEBYTECODE: "1", HYPOTHESIS_PROFILE: "quick" };
const python = await loadPyodide({ env });

for (const [inside, outside] of [["/site", site], ["/repository", repository]]) {
  python.FS.mkdirTree(inside);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: outside }, inside);
}

process.exitCode = await python.runPythonAsync(`
import importlib.abc, os, subprocess, sys, threading

sys.path.insert(0, "/site")
os.chdir("/repository")

import pytest
import vn_ict_directive

assert vn_ict_directive.__file__.startswith("/site/"), vn_ict_directive.__file__
print("Python", sys.version.split()[0], "on", sys.platform)


def skip(what):
    def start(*args, **kwargs):
        pytest.skip(f"no {what} under WebAssembly")
    return start


class NoProcess(subprocess.Popen):
    __init__ = skip("processes")
    __del__ = lambda self: None


class NoCompiledPackage(importlib.abc.MetaPathFinder):
    names = {"jinja2", "matplotlib", "numpy", "polars"}

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in self.names:
            pytest.skip(f"no {name} under WebAssembly", allow_module_level=True)


sys.meta_path.append(NoCompiledPackage())
subprocess.Popen = NoProcess
threading.Thread.start = skip("threads")

# What draws imports matplotlib first of all; once skipped, such a module would stay half imported.
drawing = ("canvas", "captions", "inline_svg", "number_plot", "plot", "scorecard_plot")
left_out = [f"--ignore=/site/vn_ict_directive/present/{name}.py" for name in drawing]
int(pytest.main(["-p", "no:cacheprovider", "-p", "no:faulthandler", "-q", "-rfE", *left_out]))
`);
