# Written by .ci/build_stub.py from __init__.py: do not edit.

from vn_ict_directive import published as published
from vn_ict_directive.criteria import AtLeast as AtLeast
from vn_ict_directive.criteria import AtMost as AtMost
from vn_ict_directive.criteria import LeadingGroup as LeadingGroup
from vn_ict_directive.criteria import Milestone as Milestone
from vn_ict_directive.criteria import RelativeTo as RelativeTo
from vn_ict_directive.criteria import Staged as Staged
from vn_ict_directive.criteria import Within as Within
from vn_ict_directive.derivation import ratio as ratio
from vn_ict_directive.directive_01 import DIRECTIVE_01 as DIRECTIVE_01
from vn_ict_directive.errors import DirectiveError as DirectiveError
from vn_ict_directive.evaluation import Status as Status
from vn_ict_directive.evaluation import evaluate as evaluate
from vn_ict_directive.evaluation import readings as readings
from vn_ict_directive.exchange.citation import cite as cite
from vn_ict_directive.exchange.json import load_directive as load_directive
from vn_ict_directive.model import Directive as Directive
from vn_ict_directive.model import Indicator as Indicator
from vn_ict_directive.model import Inference as Inference
from vn_ict_directive.model import Organization as Organization
from vn_ict_directive.model import Section as Section
from vn_ict_directive.model import Target as Target
from vn_ict_directive.model import Task as Task
from vn_ict_directive.observations import Observation as Observation
from vn_ict_directive.observations import Series as Series
from vn_ict_directive.periods import Period as Period
from vn_ict_directive.scorecards import scorecard as scorecard
from vn_ict_directive.sources import Source as Source
from vn_ict_directive.sources import Span as Span
from vn_ict_directive.text import Text as Text
from vn_ict_directive.units import Unit as Unit
from vn_ict_directive.verification import coverage as coverage
from vn_ict_directive.verification import verify as verify

__all__ = [
    "DIRECTIVE_01",
    "AtLeast",
    "AtMost",
    "Directive",
    "DirectiveError",
    "Indicator",
    "Inference",
    "LeadingGroup",
    "Milestone",
    "Observation",
    "Organization",
    "Period",
    "RelativeTo",
    "Section",
    "Series",
    "Source",
    "Span",
    "Staged",
    "Status",
    "Target",
    "Task",
    "Text",
    "Unit",
    "Within",
    "__version__",
    "cite",
    "coverage",
    "evaluate",
    "load_directive",
    "published",
    "ratio",
    "readings",
    "scorecard",
    "verify",
]

__version__: str
