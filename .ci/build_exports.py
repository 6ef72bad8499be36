"""Write the two exports that come with the package; a test holds them against the encoding."""

from pathlib import Path

from vn_ict_directive import DIRECTIVE_01
from vn_ict_directive.exchange.exports import built, write

FOLDER = Path(__file__).parent.parent / "src" / "vn_ict_directive" / "exchange" / "built"

files = built(DIRECTIVE_01)
for stale in {*FOLDER.glob("*")} - {FOLDER / name for name in files}:
    stale.unlink()
for written in write(files, FOLDER, force=True):
    print(written.name)
