"""``python -m vn_ict_directive`` is the command ``vn-ict-directive``."""

import sys

from vn_ict_directive.cli import main

sys.exit(main())
