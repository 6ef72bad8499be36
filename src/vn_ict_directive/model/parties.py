"""Whom a directive names, and the instruments it carries out."""

import datetime as dt

import attrs

from vn_ict_directive.shown import Named
from vn_ict_directive.text import Text
from vn_ict_directive.validators import as_tuple, by_annotation, identifier, to_day


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Identity:
    """Which directive, by which encoding of it.

    Attributes:
        id: Issuer, date of signature and number.
        number: The number as printed, which does not identify it alone.
        encoding: Version of the encoding.
        official: Whether the encoding rests on the issuer's own text.
    """

    id: str
    number: str
    encoding: str
    official: bool = False


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Succession:
    """Who took over one field of an organization's work, and when.

    Attributes:
        field: Id of the section whose sector passed on.
        since: First day of the new responsibility, or None if unknown.
        successor: Id of the organization that took over, or None where that is
            not established.
        corroborated_by: Ids of the accounts that say so.
        note: How it is known, or what is not known.
    """

    field: str = attrs.field(validator=identifier, metadata={"refers": "sections"})
    since: dt.date | None = attrs.field(default=None, converter=attrs.converters.optional(to_day))
    successor: str | None = attrs.field(
        default=None, validator=identifier, metadata={"refers": "organizations"}
    )
    corroborated_by: tuple[str, ...] = attrs.field(
        default=(), converter=as_tuple, metadata={"refers": "sources"}
    )
    note: Text


@attrs.frozen(kw_only=True, repr=False, field_transformer=by_annotation)
class Organization(Named):
    """A body that the directive, its sources or its indicators name.

    Attributes:
        id: Stable name.
        name: Its name.
        abbreviation: What it is called for short; None if nothing.
        successions: Who took over which sector, and when.
    """

    id: str = attrs.field(validator=identifier)
    name: Text
    abbreviation: Text | None = None
    successions: tuple[Succession, ...] = attrs.field(default=(), converter=as_tuple)


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Signatory:
    """Who signed.

    Attributes:
        name: The person's name.
        position: The office held at the time.
    """

    name: str
    position: Text


@attrs.frozen(kw_only=True, field_transformer=by_annotation)
class Instrument:
    """Another instrument that the directive is said to carry out.

    Attributes:
        number: Its number, which does not identify it alone.
        title: What it is.
        date: The day it was signed.
        corroborated_by: Ids of the accounts that say so.
        note: How it is related.
    """

    number: str
    title: Text
    date: dt.date = attrs.field(converter=to_day)
    corroborated_by: tuple[str, ...] = attrs.field(
        converter=as_tuple, metadata={"refers": "sources"}
    )
    note: Text
