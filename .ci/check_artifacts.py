"""Check what the wheel and the sdist contain: all that must be there, nothing that must not."""

import sys
import tarfile
import zipfile
from pathlib import Path

dist = Path(sys.argv[1])
(wheel,) = dist.glob("*.whl")
(sdist,) = dist.glob("*.tar.gz")
faults = []

in_wheel = zipfile.ZipFile(wheel).namelist()
package = "vn_ict_directive/"
for what, found in {
    "py.typed": f"{package}py.typed" in in_wheel,
    "the published figures (CSV)": any(
        name.startswith(f"{package}published/") and name.endswith(".csv") for name in in_wheel
    ),
    "the directive as JSON": f"{package}exchange/built/directive.json" in in_wheel,
    "the JSON Schema": f"{package}exchange/built/documents.schema.json" in in_wheel,
    "the JSON Schema of records": f"{package}exchange/built/record.schema.json" in in_wheel,
    "what the columns of tables are": f"{package}exchange/built/tables.json" in in_wheel,
    "the report's template": f"{package}present/templates/report.html.jinja" in in_wheel,
    "the report's style": f"{package}present/templates/report.css" in in_wheel,
    "LICENSE": any(name.endswith(".dist-info/licenses/LICENSE") for name in in_wheel),
    "LICENSE-ENCODING": any(
        name.endswith(".dist-info/licenses/LICENSE-ENCODING") for name in in_wheel
    ),
    "the bill of materials": any(
        name.endswith(".dist-info/sboms/vn-ict-directive.cdx.json") for name in in_wheel
    ),
    "the command": any(name.endswith(".dist-info/entry_points.txt") for name in in_wheel),
}.items():
    if not found:
        faults.append(f"the wheel lacks {what}")
faults += [
    f"the wheel contains {name}"
    for name in in_wheel
    if not name.startswith((package, "vn_ict_directive-")) or "/tests/" in name or ".pyc" in name
]
faults += [
    f"the wheel contains {name}, which the command export writes"
    for name in in_wheel
    if "/exchange/built/" in name
    and not name.endswith(("/directive.json", ".schema.json", "/tables.json"))
]

with tarfile.open(sdist) as archive:
    in_sdist = {name.partition("/")[2] for name in archive.getnames()}
for name in (
    "pyproject.toml",
    "README.md",
    "README.vi.md",
    "docs/index.md",
    "docs/conf.py",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
    "CITATION.cff",
    "LICENSE",
    "LICENSE-ENCODING",
    "src/vn_ict_directive/py.typed",
):
    if name not in in_sdist:
        faults.append(f"the sdist lacks {name}")
if not any(name.startswith("tests/test_") for name in in_sdist):
    faults.append("the sdist lacks the tests")

print(f"{wheel.name}: {len(in_wheel)} files; {sdist.name}: {len(in_sdist)} entries")
sys.exit("\n".join(faults) or 0)
