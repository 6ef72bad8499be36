"""Verdicts in sentences: one composer a language, each from the same facts.

:mod:`.facts` works out what there is to say and writes the numbers; :mod:`.vi` and
:mod:`.en` put the sentences together, each in its own order. No fragment of one language
is joined in the order of the other.
"""

import datetime as dt
from types import ModuleType

from vn_ict_directive.criteria import Criterion
from vn_ict_directive.evaluation.verdict import Evaluation
from vn_ict_directive.model import Target
from vn_ict_directive.sentences import en, vi
from vn_ict_directive.sentences.facts import Facts
from vn_ict_directive.text import Lang, Text, check_lang
from vn_ict_directive.units import AnyUnit
from vn_ict_directive.words import say

__all__ = ["criterion", "paragraph", "target"]


def _composer(lang: Lang) -> ModuleType:
    return vi if check_lang(lang) == "vi" else en


def criterion(asked: Criterion, unit: AnyUnit, lang: Lang = "vi", noun: Text | None = None) -> str:
    """State what a criterion requires, without the deadline."""
    return str(_composer(lang).required(asked, unit, noun))


def target(promise: Target, lang: Lang = "vi", due: dt.date | None = None) -> str:
    """State what a target requires, and by when."""
    indicator = promise.indicator
    return str(
        _composer(lang).demand(
            promise.criterion, indicator.unit, indicator.counted, due or promise.due, promise.mode
        )
    )


def paragraph(verdict: Evaluation, lang: Lang = "vi") -> str:
    """State *verdict* in one paragraph: the outcome, its numbers, the pace, what was inferred."""
    composer, it = _composer(lang), Facts(verdict=verdict, lang=lang)
    sentences = [
        composer.headline(it),
        composer.afterwards(it),
        composer.stages(it),
        composer.pace(it),
        *(say(f"note {reason}", lang) for reason in it.notes),
        composer.what_if(it),
        composer.doubts(it),
        composer.inferred(it),
        composer.source(it),
    ]
    return " ".join(sentence for sentence in sentences if sentence)
