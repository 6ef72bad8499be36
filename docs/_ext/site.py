"""The Sphinx extension: writes the pages that are made from the package, and draws the article."""

import re
from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective
from sphinx.util.nodes import make_refnode

from vn_ict_directive import DIRECTIVE_01, Text, verify

from . import api, pages
from .languages import SearchBoth, tell_language
from .markdown import named
from .weave import Piece, weave

ARTICLE: Final = Path(__file__).parents[2] / "tests" / "data" / "article.txt"


def write_pages(app: Sphinx) -> None:
    """Write every page that is made from the package; leave alone what has not changed."""
    folder = Path(app.srcdir, pages.MADE_IN)
    found = ((name, one.encode() if isinstance(one, str) else one) for name, one in pages.files())
    made = {folder / name: content for name, content in found}
    for stale in {path for path in folder.rglob("*") if path.is_file()} - made.keys():
        stale.unlink()
    for path, content in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)


# --- the article, woven ----------------------------------------------------------------

_KINDS: Final = {
    "target": Text("Mục tiêu", "Target"),
    "task": Text("Nhiệm vụ", "Task"),
    "heading": Text("Đề mục", "Heading"),
    "erratum": Text("Lỗi của bài nguồn", "Defect of the source"),
    "field": Text("Văn bản", "The instrument"),
}


def kind_of(element: str) -> str:
    """Say what kind of element quotes: a key of the table above."""
    if element.startswith("directive.errata["):
        return "erratum"
    if element.startswith("directive."):
        return "field"
    if element.endswith(".heading"):
        return "heading"
    return "target" if element in {target.id for target in DIRECTIVE_01.targets} else "task"


def label_of(element: str) -> str:
    """Name the place on the pages of facts that tells of an element."""
    return element.removesuffix(".heading").replace("[", ".").replace("]", "")


class Woven(SphinxDirective):
    """Draws the article with every quotation marked and linked."""

    def run(self) -> list[nodes.Node]:
        """Return a legend and the article's paragraphs."""
        self.env.note_dependency(str(ARTICLE))
        text = ARTICLE.read_bytes().decode("utf-8")
        verify(DIRECTIVE_01, text)
        sections = {section.id for section in DIRECTIVE_01.sections}
        quoted = [
            (name, s.start, s.end) for name, s in DIRECTIVE_01.spans() if name not in sections
        ]
        lines: list[list[nodes.Node]] = [[]]
        for piece in weave(text, quoted):
            if piece.quoted_by:
                lines[-1] += self.quotation(piece)
                continue
            first, *rest = piece.text.split("\n")
            lines[-1].append(nodes.Text(first))
            lines += ([nodes.Text(line.lstrip())] for line in rest)
        paragraphs = (nodes.paragraph("", "", *line) for line in lines)
        article = (paragraph for paragraph in paragraphs if paragraph.astext().strip())
        return [self.legend(), nodes.container("", *article, classes=["woven", "language-vi"])]

    def quotation(self, piece: Piece) -> list[nodes.Node]:
        """Return a piece as a link to what quotes it, and the links that stand nowhere else."""
        first, *_ = piece.quoted_by
        made: list[nodes.Node] = []
        opens = [s for s in DIRECTIVE_01.sections if s.span.start == piece.start]
        made += (
            facts_link(named(section.name), section.id, section.id, ["part", "language-en"])
            for section in opens
        )
        depth = ["within"] if len(piece.quoted_by) > 1 else []
        link = facts_link(piece.text, first, hint(piece), [kind_of(first), *depth])
        if any(span.start == piece.start for _, span in DIRECTIVE_01.spans()):
            link["names"] = [f"at-{piece.start}"]
            self.state.document.note_explicit_target(link)
        made.append(link)
        made += (
            facts_link(f" [{element}]", element, element, [kind_of(element)])
            for element in piece.ends
        )
        return made

    def legend(self) -> nodes.Node:
        """Return the kinds of quotations, each marked as in the text."""
        items = (
            nodes.inline("", named(label), classes=["quoted", kind])
            for kind, label in _KINDS.items()
        )
        return nodes.paragraph("", "", *items, classes=["woven-legend"])


def hint(piece: Piece) -> str:
    """Say what quotes a piece, and where its words stand."""
    spans = dict(DIRECTIVE_01.spans())
    told = ((named(_KINDS[kind_of(name)]), name, spans[name]) for name in piece.quoted_by)
    return "; ".join(f"{kind}: {name} [{span.start}:{span.end}]" for kind, name, span in told)


def facts_link(words: str, element: str, hint: str, classes: list[str]) -> nodes.inline:
    """Return a link to the facts about an element, which is found once all pages are read."""
    inner = nodes.inline("", words, classes=["quoted", *classes])
    found_later = pending_xref(
        "", inner, refdomain="", reftype="facts", reftarget=label_of(element), hint=hint
    )
    return nodes.inline("", "", found_later)


def find_facts(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, child: nodes.Element
) -> nodes.reference | None:
    """Resolve a link from the article."""
    if node["reftype"] != "facts":
        return None
    page, place = env.domains.standard_domain.anonlabels[node["reftarget"]]
    return make_refnode(app.builder, node["refdoc"], page, place, child, node["hint"])


# --- the reference to the Python interface ---------------------------------------------


def write_defaults(*event: Any) -> tuple[str | None, str | None]:
    """Write a default that attrs makes anew each time as dots."""
    *_, signature, returns = event
    return signature and signature.replace("NOTHING", "..."), returns


def keep_first_words(_app: Sphinx, what: str, *event: Any) -> None:
    """Keep napoleon from taking words before a colon for a type: ours are in annotations."""
    *_, lines = event
    if what in {"attribute", "data", "property"}:
        lines[:1] = [f": {line}" for line in lines[:1]]


def raise_types(*event: Any) -> None:
    """Write the type of an attribute, which napoleon puts below it, beside its name."""
    *_, lines = event
    for number, line in reversed([*enumerate(lines)]):
        if line.startswith("   :type: "):
            del lines[number]
            above = (n for n in range(number, -1, -1) if lines[n].startswith(".. attribute::"))
            lines.insert(next(above) + 1, re.sub(r"(\w+\.)+\w", r"~\g<0>", line))


def find_name(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, child: nodes.Element
) -> nodes.reference | None:
    """Resolve a name of ours by whichever path it is called: it is described in one place."""
    first, *more = parts = node["reftarget"].split(".")
    if node["refdomain"] != "py" or (node["reftype"] in {"mod", "attr"} and not more):
        return None
    for tail in (".".join(parts[-2:]), parts[-1]):
        found = dict(env.domains.python_domain.find_obj(env, "", "", tail, None, 1))
        known = {name: one for name, one in found.items() if not one.aliased}
        front = {name: one for name, one in known.items() if name == f"{api.PACKAGE}.{tail}"}
        if first in {api.PACKAGE, tail.split(".")[0]} and len(front or known) == 1:
            ((name, one),) = (front or known).items()
            return make_refnode(app.builder, node["refdoc"], one.docname, one.node_id, child, name)
    return None


def setup(app: Sphinx) -> dict[str, bool]:
    """Tell Sphinx what there is."""
    app.add_directive("woven", Woven)
    app.connect("builder-inited", write_pages)
    app.add_search_language(SearchBoth)
    app.connect("html-page-context", tell_language, priority=400)  # before the theme
    app.connect("missing-reference", find_facts)
    app.connect("missing-reference", find_name)
    app.connect("autodoc-process-signature", write_defaults)
    app.connect("autodoc-process-docstring", keep_first_words, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", raise_types, priority=600)  # after it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
