"""The commands that show what the directive says."""

from collections.abc import Iterator
from pathlib import Path

from vn_ict_directive.cli.blocks import Block, Cell, facts_of, header_of
from vn_ict_directive.cli.common import directive_of, json_of, notice_of
from vn_ict_directive.errors import (
    UnknownNameError,
)
from vn_ict_directive.model import Directive, Inference, Section, Target, Task
from vn_ict_directive.model.search import alike
from vn_ict_directive.periods import format_date
from vn_ict_directive.text import Lang, fold
from vn_ict_directive.words import WORDS, capital, say

__all__ = ["show", "targets"]


def targets(
    *, directive: Path | None = None, lang: Lang = "vi", json: bool = False
) -> "list[Block] | str":
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
        Block(
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
) -> "list[Block] | str":
    """Show the directive or one section, task or target.

    Args:
        name: Id of a section, task or target; without it, the directive itself.
        directive: Another directive, as JSON or TOML.
        lang: Language of the answer; quotations stay Vietnamese.
        json: Answer in JSON.
    """
    whole = directive_of(directive)
    thing = _find(whole, name)
    if json:
        return json_of(thing)
    match thing:
        case Directive():
            return _show_directive(thing, lang)
        case Section():
            return _show_section(whole, thing, lang)
        case _:
            return [_show_requirement(whole, thing, lang)]


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


def _show_directive(thing: Directive, lang: Lang) -> list[Block]:
    who = thing.signatory
    facts = facts_of(
        lang,
        ("id", thing.id),
        ("number", thing.number),
        ("signed", format_date(thing.signed, lang)),
        ("issuer", thing.organization(thing.issuer).name.pick(lang)),
        ("signatory", f"{who.name}, {who.position.pick(lang)}" if who else None),
        ("theme", thing.theme.pick(lang) if thing.theme else None),
        ("motto", thing.motto.pick(lang) if thing.motto else None),
        ("period", thing.period.label(lang)),
        *(("source", f"{source.id}: {source.title}") for source in thing.sources),
        ("encoding", thing.encoding),
    )
    rows = tuple(
        (
            Cell(section.id),
            Cell(section.kind.label.pick(lang)),
            Cell(section.name.pick(lang)),
            Cell(str(len(section.tasks))),
            Cell(str(len(section.targets))),
        )
        for section in thing.sections
    )
    return [
        Block(
            title=thing.title.pick(lang),
            facts=facts,
            header=header_of(lang, "section", "kind", "name", "tasks", "targets"),
            rows=rows,
            closing=notice_of(thing, lang),
        )
    ]


def _show_section(whole: Directive, section: Section, lang: Lang) -> list[Block]:
    head = Block(
        title=f"{section.id}: {section.name.pick(lang)}",
        facts=facts_of(
            lang,
            ("kind", section.kind.label.pick(lang)),
            ("heading", section.heading.quote if section.heading else None),
            ("span", f"{section.span.source} [{section.span.start}:{section.span.end}]"),
            *(("note", note.pick(lang)) for note in section.notes),
        ),
    )
    inside: tuple[Task | Target, ...] = (*section.tasks, *section.targets)
    in_order = sorted(inside, key=lambda item: item.span.start)
    return [head, *(_show_requirement(whole, item, lang) for item in in_order)]


def _show_requirement(whole: Directive, item: Task | Target, lang: Lang) -> Block:
    own = _of_target(whole, item, lang) if isinstance(item, Target) else _of_task(whole, item, lang)
    english = (item.statement if isinstance(item, Target) else item.text).en
    kind = "target" if isinstance(item, Target) else "task"
    return Block(
        title=f"{say(kind, lang)} {item.id}",
        facts=facts_of(
            lang,
            ("quoted", item.span.quote),
            ("translation", english),
            ("span", f"{item.span.source} [{item.span.start}:{item.span.end}]"),
            *own,
            *(("inferred", _inference(inference, lang)) for inference in item.inferences),
            *(("note", note.pick(lang)) for note in item.notes),
        ),
    )


def _of_task(whole: Directive, task: Task, lang: Lang) -> Iterator[tuple[str, str | None]]:
    for name, bodies in (("responsible", task.responsible), ("addressees", task.addressees)):
        yield name, "; ".join(whole.organization(body).name.pick(lang) for body in bodies)
    yield "due", format_date(task.due, lang) if task.due else None


def _of_target(whole: Directive, target: Target, lang: Lang) -> Iterator[tuple[str, str | None]]:
    yield "asks", target.describe(lang)
    publisher = target.indicator.publisher.name.pick(lang)
    name = target.indicator.name.pick(lang)
    yield "indicator", f"{target.indicator.id}: {name} ({publisher})"
    yield (
        "corroborated_by",
        "; ".join(whole.source(name).title for name in target.corroborated_by),
    )


def _inference(inference: Inference, lang: Lang) -> str:
    others = f" {say('or', lang)} ".join(
        alternative.label.pick(lang) for alternative in inference.alternatives
    )
    name = WORDS.get(f"field {inference.field}")
    field = inference.field if name is None else capital(name.pick(lang))
    reason = f"{field}: {inference.reason.pick(lang)}"
    return f"{reason} {say('otherwise', lang)} {others}." if others else reason
