"""Write the static view of the front door, for type checkers; a test compares the two."""

from pathlib import Path

import vn_ict_directive

STUB = Path(__file__).parent.parent / "src" / "vn_ict_directive" / "__init__.pyi"


def in_order(name: str) -> tuple[bool, bool, str]:
    """Sort constants before classes, and these before functions, as the linter does."""
    return not name.isupper(), not name[0].isupper(), name


def stub() -> str:
    """Return the text of ``__init__.pyi``, from the mapping of the front door."""
    modules: dict[str, str] = vars(vn_ict_directive)["_MODULES"]
    homes = {
        name: "vn_ict_directive" + (f".{module}" if module else "")
        for name, module in modules.items()
    }
    lines = [
        f"from {homes[name]} import {name} as {name}"
        for name in sorted(homes, key=lambda name: (homes[name], *in_order(name)))
    ]
    names = "".join(f'    "{name}",\n' for name in sorted(vn_ict_directive.__all__, key=in_order))
    header = "# Written by .ci/build_stub.py from __init__.py: do not edit.\n\n"
    return f"{header}{chr(10).join(lines)}\n\n__all__ = [\n{names}]\n\n__version__: str\n"


if __name__ == "__main__":
    STUB.write_text(stub(), encoding="utf-8")
