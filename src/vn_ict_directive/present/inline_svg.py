"""Matplotlib figures as SVG: as part of a page, in its colours, and as a file that stands alone."""

import re
import xml.etree.ElementTree as ET
from typing import Final

from vn_ict_directive.html import printable
from vn_ict_directive.present import canvas

_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_LEFT_OUT: Final = frozenset({"metadata", "style", "title", "desc"})
_COLOUR: Final = re.compile("#[0-9a-f]{6}")
_NAMED: Final = {
    canvas.INK: "ink",
    canvas.QUIET: "soft",
    canvas.FAINT: "faint",
    "#ffffff": "paper",
    canvas.ASKED.lower(): "asked",
    canvas.PROJECTED.lower(): "projected",
    "#e6e6e6": "grid",
}
"""What a page's style sheet calls the colours of pictures."""


def standalone(figure: canvas.Picture, name: str) -> str:
    """Return *figure* as an SVG file: words stay words, in DejaVu Sans or one about as wide.

    The same figure gives the same text, without a date or a program's name. The
    ids in it come from *name*: no other picture has them.
    """
    file = figure.as_file("svg", {"svg.fonttype": "none", "svg.hashsalt": name})
    words = printable(file.decode())
    return words.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, sans-serif")


def inline(file: str, figure: canvas.Picture, *, name: str, title: str, description: str) -> str:
    """Return the plots of *file* as one ``<svg>`` element; what is around them, the page writes.

    Args:
        file: What :func:`standalone` returned for *figure*.
        figure: The figure.
        name: What the ids of its title and description begin with.
        title: What it is called, for those who cannot see it.
        description: What it shows, for the same.
    """
    root = ET.fromstring(file)  # noqa: S314 - our own
    for parent in list(root.iter()):
        parent.tag = parent.tag.rpartition("}")[2]  # HTML knows what is SVG
        for child in list(parent):
            around = child.get("id", "").startswith(canvas.CAPTION)
            if around or child.tag.rpartition("}")[2] in _LEFT_OUT:
                parent.remove(child)
    used = set(re.findall(r"#([\w-]+)", file))
    for element in root.iter():
        if link := element.attrib.pop(_LINK, None):
            element.set("href", link)
        if element.get("id") not in used:
            element.attrib.pop("id", None)
        if style := element.get("style"):
            element.set("style", coloured(style))
    _, _, width, height = root.get("viewBox", "").split()
    root.attrib = {
        "viewBox": f"0 {float(height) - figure.top:g} {width} {figure.top - figure.bottom:g}",
        # As the style sheet has it that was left out: it would have ruled the whole page.
        "style": "stroke-linejoin:round;stroke-linecap:butt",
        "role": "img",
        "aria-labelledby": f"{name}-title {name}-desc",
    }
    for place, (kind, text) in enumerate((("title", title), ("desc", description))):
        root.insert(place, ET.Element(kind, id=f"{name}-{kind}"))
        root[place].text = text
    return ET.tostring(root, encoding="unicode")


def coloured(style: str) -> str:
    """Put the page's variables in the place of a picture's colours."""
    return _COLOUR.sub(_variable, style)


def _variable(found: re.Match[str]) -> str:
    colour = found[0]
    return f"var(--{_NAMED[colour]},{colour})" if colour in _NAMED else colour
