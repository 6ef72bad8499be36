"""How every noun shows itself: as text, Markdown, HTML, or a file."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

from vn_ict_directive.text import Lang, check_lang

if TYPE_CHECKING:  # at run time they would load a fifth as much as the directive
    import pathlib

    from vn_ict_directive.html import Markup
    from vn_ict_directive.present.sheets import Sheet

__all__ = ["ENVIRONMENT", "Named", "Rows", "Shown", "asked"]

ENVIRONMENT: Final = "VN_ICT_DIRECTIVE_LANG"
"""The environment variable that gives the language where none is asked for."""


def asked(lang: Lang | None = None) -> Lang:
    """Return the language asked for, else that of the environment, else Vietnamese.

    Raises:
        InvalidValueError: *lang* is no language of the library.
    """
    if lang is not None:
        return check_lang(lang)
    return "en" if os.environ.get(ENVIRONMENT) == "en" else "vi"


class Shown:
    """A noun that shows itself: in a notebook, as text, Markdown or HTML, or as a file.

    The language is the one asked for or else, as on the command line, that of the environment
    variable ``VN_ICT_DIRECTIVE_LANG``, and Vietnamese without it. Quotations stay Vietnamese.
    """

    __slots__ = ()

    def __str__(self) -> str:
        """Write it as plain text, as :meth:`to_text` does."""
        return self.to_text()

    def _sheets(self, lang: Lang) -> "Iterator[Sheet]":
        from vn_ict_directive.present.sheets import sheets

        return sheets(self, lang)

    def to_text(self, lang: Lang | None = None) -> str:
        """Write it as plain text, as the command line does in a pipe."""
        return "\n\n".join("\n".join(sheet.lines()) for sheet in self._sheets(asked(lang)))

    def to_markdown(self, lang: Lang | None = None) -> str:
        """Write it as Markdown (CommonMark, with tables); nothing in its words is markup."""
        return "\n".join(line for sheet in self._sheets(asked(lang)) for line in sheet.markdown())

    def to_html(self, lang: Lang | None = None) -> "Markup":
        """Write it as HTML that needs no style sheet; a notebook shows what is returned."""
        from vn_ict_directive.html import Markup

        wanted = asked(lang)
        return Markup("".join(sheet.html(wanted) for sheet in self._sheets(wanted)))

    def _repr_html_(self, lang: Lang | None = None) -> str:
        return self.to_html(lang)

    def save(
        self, path: str | os.PathLike[str], lang: Lang | None = None, *, force: bool = False
    ) -> "pathlib.Path":
        """Write it to a file, whole or not at all.

        Args:
            path: Where to; the ending says what: ``.txt``, ``.md``, ``.html`` and ``.json`` of
                anything, ``.csv`` of what holds figures or verdicts, ``.svg``, ``.pdf`` and
                ``.png`` of a verdict or a scorecard. A scorecard in HTML is the report.
            lang: The language of words.
            force: Whether to overwrite a file that is there already.

        Returns:
            The file.

        Raises:
            InvalidValueError: The ending is none of these, or the file is there already.
            MissingExtraError: A picture or a report needs the extra ``plot`` or ``report``.
        """
        from vn_ict_directive.present.saving import save

        return save(self, path, lang, force=force)


class Named(Shown):
    """A noun with an id, by which an error quotes it; the whole would fill pages."""

    __slots__ = ()

    id: str

    def __repr__(self) -> str:
        """The kind and the id."""
        return f"<{type(self).__name__} {self.id}>"


class Rows(Shown):
    """A noun that is one flat record or several: it is a table, too."""

    __slots__ = ()

    if TYPE_CHECKING:

        def rows(self, lang: Lang = "vi") -> Sequence[Mapping[str, Any]]:
            """Return the records, their labels in *lang*."""
            ...

    def to_frame(self, backend: Literal["pandas", "polars"] | None = None) -> Any:
        """Return its ``rows()`` as a data frame.

        Args:
            backend: ``"pandas"`` or ``"polars"``; by default the one that is installed, pandas
                where both are.

        Raises:
            InvalidValueError: *backend* is neither.
            MissingExtraError: narwhals (extra ``panels``) or the library is not installed.
        """
        from vn_ict_directive.ingest.frames import frame_of_records

        return frame_of_records(self.rows(), backend)
