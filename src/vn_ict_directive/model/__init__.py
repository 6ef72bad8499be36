"""The nouns: a directive, its sections, tasks and targets, and whom and what they name."""

from vn_ict_directive.model.directive import Directive, Section, SectionKind
from vn_ict_directive.model.indicators import Break, Indicator, Suspension
from vn_ict_directive.model.parties import Identity, Instrument, Organization, Signatory, Succession
from vn_ict_directive.model.targets import (
    Alternative,
    Inference,
    Mode,
    OnBreak,
    Quote,
    Relation,
    Target,
    Task,
)

__all__ = ["Alternative", "Break", "Directive", "Identity", "Indicator", "Inference", "Instrument"]
__all__ += ["Mode", "OnBreak", "Organization", "Quote", "Relation", "Section", "SectionKind"]
__all__ += ["Signatory", "Succession", "Suspension", "Target", "Task"]
