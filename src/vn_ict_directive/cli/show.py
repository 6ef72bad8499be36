"""The commands that show what the directive says."""

from pathlib import Path

from vn_ict_directive.cli.common import answer, directive_of, json_of
from vn_ict_directive.errors import (
    UnknownNameError,
)
from vn_ict_directive.model import Directive, Section, Target, Task
from vn_ict_directive.model.search import alike
from vn_ict_directive.present.sheets import Cell, Sheet, header_of, notice_of
from vn_ict_directive.text import Lang, fold
from vn_ict_directive.words import say


def targets(
    *, directive: Path | None = None, lang: Lang = "vi", json: bool = False
) -> "list[Sheet] | str":
    """List the targets with the words they rest on.

    Args:
        directive: Another directive, as JSON or TOML.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    thing = directive_of(directive)
    if json:
        return json_of(thing.targets)
    rows = tuple(
        (Cell(target.id), Cell(target.describe(lang)), Cell(target.span.quote))
        for target in thing.targets
    )
    return [
        Sheet(
            title=say("targets of", lang, directive=thing.name(lang)),
            header=header_of(lang, "target", "asks", "quoted"),
            rows=rows,
            closing=notice_of(thing, lang),
        )
    ]


def show(
    name: str | None = None,
    /,
    *,
    directive: Path | None = None,
    lang: Lang = "vi",
    json: bool = False,
) -> "list[Sheet] | str":
    """Show the directive or one section, task or target.

    Args:
        name: Id of a section, task or target; without it, the directive itself.
        directive: Another directive, as JSON or TOML.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    whole = directive_of(directive)
    thing = _find(whole, name)
    return answer(thing, lang, json=json, whole=whole)


def _find(whole: Directive, name: str | None) -> Directive | Section | Task | Target:
    if name is None or name == whole.id:
        return whole
    if "/" in name:  # as in the id of a directive, and in no other
        hint = ""
        if fold(name).replace("/", "-") == fold(whole.number).replace("/", "-"):
            hint = f"A number alone identifies nothing: give {whole.id!r}."
        raise UnknownNameError("directive", name, (whole.id,), hint)
    everything: tuple[Section | Task | Target, ...] = (
        *whole.sections,
        *whole.tasks,
        *whole.targets,
    )
    known = {thing.id: thing for thing in everything}
    if name not in known:
        others = alike(name, everything)
        raise UnknownNameError("section, task or target", name, tuple(known), alike=others)
    return known[name]
