"""Write the bill of materials that the wheel carries (PEP 770, CycloneDX); --check only compares.

The wheel contains the work of nobody else. The bill says so: what is in it, under which licence,
and what it needs from outside, which an installer chooses.
"""

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
FILE = ROOT / ".ci" / "vn-ict-directive.cdx.json"


def bill() -> dict[str, Any]:
    """Return the bill of materials, the same for the same pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    name = project["name"]
    itself = f"{name}@{project['version']}"
    needed = [re.split(r"[^\w.-]", one, maxsplit=1)[0] for one in project["dependencies"]]
    data = {
        "encoding": "The directive, encoded (exchange/built/directive.json)",
        "figures": "Published figures (published)",
    }
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": itself,
                "name": name,
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"expression": project["license"]}],
                "purl": f"pkg:pypi/{itself}",
            }
        },
        "components": [
            *(
                {
                    "type": "data",
                    "bom-ref": f"{itself}#{key}",
                    "name": said,
                    "licenses": [{"license": {"id": "CC-BY-4.0"}}],
                }
                for key, said in data.items()
            ),
            *(
                {
                    "type": "library",
                    "bom-ref": one,
                    "name": one,
                    "scope": "required",
                    "purl": f"pkg:pypi/{one}",
                    "description": "Not in the wheel: an installer chooses its version.",
                }
                for one in needed
            ),
        ],
        "dependencies": [
            {"ref": itself, "dependsOn": [*(f"{itself}#{key}" for key in data), *needed]}
        ],
    }


if __name__ == "__main__":
    text = json.dumps(bill(), indent=2, ensure_ascii=False) + "\n"
    if "--check" not in sys.argv:
        FILE.write_text(text, "utf-8", newline="\n")
    elif FILE.read_text("utf-8") != text:
        sys.exit(f"{FILE.name} is not that of pyproject.toml: run python .ci/build_sbom.py")
