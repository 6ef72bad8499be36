"""The commands that show what the directive says."""

from vn_ict_directive.cli.common import Answer, OfDirective
from vn_ict_directive.errors import UnknownNameError
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.model.search import look_up
from vn_ict_directive.present.sheets import Cell, Sheet, header_of, notice_of
from vn_ict_directive.text import fold
from vn_ict_directive.words import say


def targets(*, asked: OfDirective) -> Answer:
    """List the targets with the words they rest on."""
    whole, lang = asked.whole, asked.lang
    if asked.json:
        return asked.answer(whole.targets)
    rows = tuple(
        (Cell(target.id), Cell(target.describe(lang)), Cell(target.span.quote))
        for target in whole.targets
    )
    return [
        Sheet(
            title=say("targets of", lang, directive=whole.name(lang)),
            header=header_of(lang, "target", "asks", "quoted"),
            rows=rows,
            closing=notice_of(whole, lang),
        )
    ]


def show(name: str | None = None, /, *, asked: OfDirective) -> Answer:
    """Show the directive or one section, task or target."""
    return asked.answer(_find(asked.whole, name), asked.whole)


def _find(whole: Directive, name: str | None) -> Directive | Section | Task | Target:
    if name is None or name == whole.id:
        return whole
    if "/" in name:  # as in the id of a directive, and in no other
        hint = ""
        if fold(name).replace("/", "-") == fold(whole.number).replace("/", "-"):
            hint = f"A number alone identifies nothing: give {whole.id!r}."
        raise UnknownNameError("directive", name, (whole.id,), hint)
    return look_up("section, task or target", name, whole.elements)
