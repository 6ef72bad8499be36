"""The command ``vn-ict-directive``: the directive and its verdicts in a terminal or a pipe.

A command computes its whole answer before a word of it is written, so that bad
input leaves nothing behind on standard output. The answer is a list of blocks,
which are drawn as tables in a terminal and as plain lines in a pipe, or JSON.
"""

from vn_ict_directive.cli.app import main

__all__ = ["main"]
