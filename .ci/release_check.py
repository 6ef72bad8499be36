"""Check that what is committed can be released: addresses, version, changelog.

With a tag as argument, such as v0.1.0, it must be that of the version.
"""

import re
import sys
import tomllib

from build_addresses import PLACEHOLDER, ROOT, addresses, main

faults = [
    f".ci/addresses.toml: {name} should be a real one, got {value!r}"
    for name, value in addresses().items()
    if PLACEHOLDER.search(value)
]
faults += [f"{name}: run python .ci/build_addresses.py" for name in main(write=False)]

version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
wanted = {
    "CITATION.cff": rf"^version: {re.escape(version)}$",
    "CHANGELOG.md": rf"^## {re.escape(version)} - \d{{4}}-\d\d-\d\d$",
}
faults += [
    f"{name}: expected a line like {line}"
    for name, line in wanted.items()
    if not re.search(line, (ROOT / name).read_text("utf-8"), re.MULTILINE)
]
faults += [f"the tag {tag} should be v{version}" for tag in sys.argv[1:] if tag != f"v{version}"]

sys.exit("\n".join(faults) or 0)
