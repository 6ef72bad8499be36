"""The commands for whoever writes an instrument."""

from pathlib import Path

from vn_ict_directive.cli.common import Answer, Asked, listed
from vn_ict_directive.exchange.json import load_directive
from vn_ict_directive.present.sheets import Sheet
from vn_ict_directive.sources import Span
from vn_ict_directive.text_files import read_text
from vn_ict_directive.verification import anchor as find
from vn_ict_directive.verification import lint as findings
from vn_ict_directive.words import say


def anchor(
    text: Path,
    /,
    *quotes: str,
    source: str = "source",
    nth: int | None = None,
    asked: Asked,
) -> Answer:
    """Find where quotations stand in a text, and write their spans as TOML."""
    whole = read_text(text, text.name or str(text))
    found = [find(whole, quote, source=source, nth=nth) for quote in quotes]
    if asked.json:
        names = ("source", "start", "end", "quote")
        return listed(spans=[{name: getattr(span, name) for name in names} for span in found])
    title = say("spans in", asked.lang, file=text.name)
    return [Sheet(title=title, closing=tuple(map(_toml, found)))]


def _toml(span: Span) -> str:
    import json

    quote = json.dumps(span.quote, ensure_ascii=False)  # a string of TOML, too
    place = f'source = "{span.source}", start = {span.start}, end = {span.end}'
    return f"span = {{ {place}, quote = {quote} }}"


def lint(file: Path, /, *, text: Path | None = None, asked: Asked) -> Answer:
    """List what may be a slip in a directive of yours, though it is valid."""
    thing = load_directive(file)
    whole = None if text is None else read_text(text, text.name or str(text))
    found = findings(thing, whole)
    if asked.json:
        told = [{"element": f.element, "slip": f.slip, "detail": f.detail} for f in found]
        return listed(file=str(file), findings=told)
    kind = "slips" if found else "no slips"
    title = say(kind, asked.lang, file=file.name, number=len(found))
    return [Sheet(title=title, closing=tuple(one.explain(asked.lang) for one in found))]
