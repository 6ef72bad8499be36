"""Series computed from others, which say what they were computed from."""

from vn_ict_directive.observations import Flag, Observation, Series
from vn_ict_directive.periods import Period
from vn_ict_directive.quantities import Unit
from vn_ict_directive.sources import Source, SourceKind

__all__ = ["ratio"]


def ratio(counted: Series, population: Series, *, indicator: str, per: float, unit: Unit) -> Series:
    """Divide a count by the population of the year in which its period ends.

    Args:
        counted: What was counted, on one basis.
        population: Yearly population.
        indicator: Id of the result.
        per: How many people the result is for.
        unit: What the result counts.

    Returns:
        A series by reporter ``"derived"``, on the basis of *counted*. A figure
        is known once both its parts are. A count whose year has no population
        figure gives none: nothing is imputed.
    """
    people = {o.period: o for o in population.observations}
    observations: list[Observation] = []
    for count in counted.observations:
        head = people.get(Period.of(count.period.end.year))
        if head is None:
            continue
        known = max(count.visible_from, head.visible_from)
        observations.append(
            Observation(
                period=count.period,
                value=count.value / head.value * per,
                published=known,
                reporter="derived",
                source=Source(
                    id=f"derived-{indicator}-{count.period.end}",
                    kind=SourceKind.DERIVED,
                    title=f"{_title(count)} / {_title(head)}",
                    language="en",
                ),
                flags=[Flag.DERIVED, *count.flags],
                note=f"{count.value:.0f} / {head.value:.0f} × {per:g}",
            )
        )
    return Series(
        indicator=indicator,
        reporter="derived",
        basis=counted.basis,
        entity=counted.entity,
        unit=unit,
        observations=observations,
    )


def _title(observation: Observation) -> str:
    return observation.source.title if observation.source else str(observation.period)
