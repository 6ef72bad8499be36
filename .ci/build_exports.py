"""Write the files that come with the package; a test holds them against its classes."""

from pathlib import Path

from built import built

from vn_ict_directive.exchange.exports import write

FOLDER = Path(__file__).parent.parent / "src" / "vn_ict_directive" / "exchange" / "built"

files = built()
for stale in {*FOLDER.glob("*")} - {FOLDER / name for name in files}:
    stale.unlink()
for written in write(files, FOLDER, force=True):
    print(written.name)
