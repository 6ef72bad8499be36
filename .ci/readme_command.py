"""Print the one command in the README's sh block right after a marker comment."""

import re
import sys
from pathlib import Path

readme, marker = Path(sys.argv[1]), sys.argv[2]
blocks = re.findall(
    rf"^<!-- {re.escape(marker)} -->\n+```sh\n(.*?)^```$",
    readme.read_text(encoding="utf-8"),
    flags=re.MULTILINE | re.DOTALL,
)
if len(blocks) != 1 or not blocks[0].strip():
    sys.exit(f"{readme}: expected one sh block after <!-- {marker} -->, found {len(blocks)}")
sys.stdout.write(blocks[0])
