"""What every picture of a verdict says around its plot, and how it lays out time."""

import datetime as dt
from collections.abc import Iterator, Sequence
from math import ceil, floor
from typing import Final
from urllib.parse import urlsplit

from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.evaluation import Evaluation, Reason
from vn_ict_directive.observations import Flag, Observation
from vn_ict_directive.periods import TICKS_PER_YEAR, format_date, ticks_of
from vn_ict_directive.present.canvas import QUIET, Picture, Plot, has_letters, measure
from vn_ict_directive.present.sheets import bare, known, said_by
from vn_ict_directive.sources import Source
from vn_ict_directive.text import Lang, Text
from vn_ict_directive.words import capital, inside, label_of, say

WIDTH: Final = 520.0

_LARGEST: Final = 1e100
_UNCERTAIN: Final = frozenset(Flag) - {Flag.BREAK}
_WHY_OPEN: Final = frozenset(
    {
        *(Reason.SUSPENDED, Reason.NO_EVENT_REPORTED),
        *(Reason.NO_FIGURE_IN_WINDOW, Reason.NOTHING_PUBLISHED_AT_DUE, Reason.NO_REFERENCE),
        *(Reason.EVENT_DATE_IMPRECISE, Reason.BOUND_UNDECIDED, Reason.BREAK_REFUSED),
        *(Reason.NO_FIGURES, Reason.REPORTED_NOT_DONE),
    }
)


def why_open(verdict: Evaluation) -> Reason | None:
    """Return the first reason for which a figure or an event is wanting."""
    return next((reason for reason in verdict.reasons if reason in _WHY_OPEN), None)


def standing(as_of: dt.date, lang: Lang) -> str:
    """State as of when it was evaluated, and that it is unofficial; every picture has this line."""
    return say("unofficial", lang, day=format_date(as_of, lang))


def begin(verdict: Evaluation, lang: Lang, width: float, room: float, *, hatched: bool) -> Picture:
    """Begin the canvas of a verdict: what is judged, the verdict, the sources."""
    title, asks = verdict.target.indicator.name.pick(lang), verdict.target.describe(lang)
    subtitle = f"{capital(verdict.headline(lang))}. {say('asks', lang)}: {asks}."
    footer = tuple(_footer(verdict, lang, hatched=hatched))
    return Picture(title, subtitle, footer, width=width, room=room)


def _name(source: Source) -> str:
    """Return the title of *source* or, where the font lacks its letters, the site it is on."""
    site = urlsplit(source.url or "").hostname
    return source.title if site is None or has_letters(source.title) else site


def _footer(verdict: Evaluation, lang: Lang, *, hatched: bool) -> Iterator[str]:
    shown = known(verdict)
    if any(o.visible_from > verdict.target.due for o in shown):
        yield say("hollow", lang)
    if hatched:
        yield say("hatched", lang)
    if any(not _UNCERTAIN.isdisjoint(o.flags) for o in shown):
        yield f"* {capital(Reason.UNCERTAIN_FIGURE.label(lang))}."
    titles = list(dict.fromkeys(_name(o.source) for o in shown if o.source))
    if titles:
        more = len(titles) - 3
        rest = say("more sources", lang, more=more) if more > 0 else ""
        yield f"{say('figures from', lang)}: {'; '.join(titles[:3])}{rest}."
    whose = verdict.directive
    target = say("target of", lang, target=verdict.target.id, number=whose.number) if whose else ""
    who = label_of("entity", verdict.entity).pick(lang) if verdict.entity else ""
    words = (who, target or verdict.target.id, standing(verdict.as_of, lang))
    yield ". ".join(part for part in words if part and has_letters(part))


def say_nothing(plot: Plot, verdict: Evaluation, lang: Lang) -> None:
    """Say in the middle of the plot that nothing is known, and why."""
    day = format_date(verdict.as_of, lang)
    words = capital((why_open(verdict) or Reason.NO_FIGURES).label(lang))
    plot.post(f"{words}\n({inside(say('as of day', lang, day=day))})")


# --- numbers ----------------------------------------------------------------------


def spread(verdict: Evaluation, values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest value, with room around a single one.

    Raises:
        InvalidValueError: A value is beyond ±1e100: no axis can hold it.
    """
    low, high = min(values, default=0.0), max(values, default=1.0)
    largest = max(low, high, key=abs)
    if abs(largest) > _LARGEST:
        name = f"a figure to be drawn for {verdict.target.id}"
        expected = f"between −{_LARGEST:g} and {_LARGEST:g}"
        raise InvalidValueError(name, largest, expected, "A picture has no room for others.")
    if high - low > 1e-9 * max(abs(largest), 1e-90):
        return low, high
    room = max(1.0, abs(low) * 0.1)
    return low - room, high + room


def told(verdict: Evaluation, observation: Observation, lang: Lang, *, unit: bool = True) -> str:
    """Write a figure as published, with a star if it is uncertain."""
    text = said_by(verdict, observation, lang) if unit else bare(observation, lang)
    return text if _UNCERTAIN.isdisjoint(observation.flags) else f"{text}*"


def dated(verdict: Evaluation, observation: Observation, lang: Lang, room: float) -> str:
    """Write a figure and its period, without its unit where *room* is too little for it."""
    period = observation.period.label(lang)
    whole, short = (f"{told(verdict, observation, lang, unit=u)} ({period})" for u in (True, False))
    return whole if measure(whole, "bold").width <= room else short


# --- time -------------------------------------------------------------------------

_YEARS_APART: Final = tuple(n * 10**e for e in range(4) for n in (1, 2, 5))
_MONTHS_APART: Final = (1, 2, 3, 4, 6, 12)


def position(day: dt.date) -> float:
    """Return the end of a day as a decimal year: the end of 2020 is 2021."""
    return ticks_of(day) / TICKS_PER_YEAR


def time_span(times: Sequence[float]) -> tuple[float, float]:
    """Return where a picture of these times begins and ends: some months around a few days."""
    low, high = min(times), max(times)
    room = max(0.03 * (high - low), (0.5 - high + low) / 2)
    return low - room, high + room


def time_axis(plot: Plot, low: float, high: float, lang: Lang) -> None:
    """Lay out time: years, or the months of a short time, each named in its middle."""
    short = high - low <= 2.5  # noqa: PLR2004 - of a longer time, months would not fit
    each, apart = (12, _MONTHS_APART) if short else (1, _YEARS_APART)

    def name(n: int) -> str:
        year, month = divmod(n, each)
        months = Text(f"{month + 1:02}/{year}", f"{say(f'month {month + 1}', 'en')[:3]} {year}")
        return months.pick(lang) if short else str(year)

    starts = range(floor(low * each), ceil(high * each) + 1)
    inside = [n for n in starts if low <= (n + 0.5) / each <= high]
    widest = max(measure(name(n)).width for n in inside[:12]) + 10
    room = plot.inside.right - plot.inside.left
    step = next((s for s in apart if len(inside) / s * widest <= room), apart[-1])
    named = [n for n in inside if n % step == 0]
    axes = plot.axes
    axes.set_xlim(low, high)
    axes.set_xticks([(n + 0.5) / each for n in named], labels=[name(n) for n in named])
    axes.tick_params(axis="x", length=0, pad=6)
    bounds = [n / each for n in starts if low <= n / each <= high]
    if len(bounds) <= 60:  # noqa: PLR2004 - more would run together
        # Lines of one kind: as minor ticks they would take as long as the whole picture.
        down = -4 / (plot.inside.top - plot.inside.bottom)
        base = axes.get_xaxis_transform()
        axes.vlines(bounds, down, 0, color=QUIET, linewidth=0.8, transform=base, clip_on=False)
