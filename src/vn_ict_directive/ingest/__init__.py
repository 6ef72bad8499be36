"""Figures in: one way to read them, from files, data frames and panels.

What columns, cells, codes and names mean stands here once. :mod:`~vn_ict_directive.panels`
applies the same meanings on the engine that holds a table.
"""

from vn_ict_directive.ingest.reading import read_all_observations, read_observations

__all__ = ["read_all_observations", "read_observations"]
