"""Other formats, one file each: figures in, facts and verdicts out.

:mod:`~vn_ict_directive.exchange.tables` reads figures from CSV;
:mod:`~vn_ict_directive.exchange.json` writes JSON.
"""
