"""The commands for whoever writes an instrument."""

from pathlib import Path

from vn_ict_directive.cli.common import listed
from vn_ict_directive.exchange.json import load_directive
from vn_ict_directive.present.sheets import Sheet
from vn_ict_directive.sources import Span
from vn_ict_directive.text import Lang
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
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Find where quotations stand in a text, and write their spans as TOML.

    Args:
        text: The untouched text of the source, in UTF-8.
        quotes: Words as the text prints them, one or more quotations.
        source: Id of the source.
        nth: Take this one of several places, from 1.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    whole = read_text(text, text.name or str(text))
    found = [find(whole, quote, source=source, nth=nth) for quote in quotes]
    if json:
        names = ("source", "start", "end", "quote")
        return listed(spans=[{name: getattr(span, name) for name in names} for span in found])
    return [Sheet(title=say("spans in", lang, file=text.name), closing=tuple(map(_toml, found)))]


def _toml(span: Span) -> str:
    import json

    quote = json.dumps(span.quote, ensure_ascii=False)  # a string of TOML, too
    place = f'source = "{span.source}", start = {span.start}, end = {span.end}'
    return f"span = {{ {place}, quote = {quote} }}"


def lint(
    file: Path, /, *, text: Path | None = None, lang: Lang = "vi", json: bool = False
) -> "list[Sheet] | str":
    """List what may be a slip in a directive of yours, though it is valid.

    Args:
        file: A directive as JSON, or as TOML if its name ends in .toml.
        text: The untouched text of its source, to check the quotations.
        lang: Language of the answer.
        json: Answer in JSON.
    """
    thing = load_directive(file)
    whole = None if text is None else read_text(text, text.name or str(text))
    found = findings(thing, whole)
    if json:
        told = [{"element": f.element, "slip": f.slip, "detail": f.detail} for f in found]
        return listed(file=str(file), findings=told)
    title = say("slips" if found else "no slips", lang, file=file.name, number=len(found))
    return [Sheet(title=title, closing=tuple(one.explain(lang) for one in found))]
