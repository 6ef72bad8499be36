"""Figures in: one way to read them, from files, data frames and panels.

The meaning of columns, cells, codes and names is defined here once. :mod:`~vn_ict_directive.panels`
applies the same meanings on the engine that holds a table.
"""
