"""Other formats, one file each: facts and verdicts out.

:mod:`~vn_ict_directive.exchange.tables` writes CSV and data frames;
:mod:`~vn_ict_directive.exchange.json` writes JSON and reads it back, and reads
TOML; :mod:`~vn_ict_directive.exchange.schema` is its JSON Schema;
:mod:`~vn_ict_directive.exchange.archive` holds a kept verdict against what would be said today;
:mod:`~vn_ict_directive.exchange.jsonld` writes linked data, and
:mod:`~vn_ict_directive.exchange.citation` citations;
:mod:`~vn_ict_directive.exchange.diff` compares two encodings;
:mod:`~vn_ict_directive.exchange.exports` writes a directive to files.
"""
