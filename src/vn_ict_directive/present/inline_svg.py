"""Matplotlib figures as SVG that stand in one page, beside others of their kind."""

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vn_ict_directive.present.canvas import settings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Pictures", "printable"]

_LINK: Final = "{http://www.w3.org/1999/xlink}href"
_URL: Final = re.compile(r"url\(#([^)]+)\)")
_NO_TEXT: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
_LEFT_OUT: Final = frozenset({"metadata", "style"})


def printable(text: str) -> str:
    """Put a sign in the place of what neither HTML nor XML can hold, such as control characters."""
    return _NO_TEXT.sub("\ufffd", text)


class Pictures:
    """The pictures of one page.

    Words are drawn as outlines of letters, so that they look alike everywhere;
    each letter is kept once, by the name of ``outlines``, however many
    pictures use it. No two things on the page share an id.
    """

    def __init__(self) -> None:
        self._outlines: dict[tuple[tuple[str, str], ...], str] = {}

    def draw(self, figure: "Figure", *, name: str, title: str, description: str) -> str:
        """Draw *figure* as one ``<svg>`` element.

        Args:
            figure: The figure. It is drawn, and not changed.
            name: What the ids in it begin with.
            title: What it is called, for those who cannot see it.
            description: What it shows, for the same.

        Returns:
            The element, without a date, a program's name or anything that is
            fetched; the same figure gives the same text.
        """
        drawn = io.StringIO()
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        with settings("a picture", {"svg.hashsalt": name}):
            figure.savefig(drawn, format="svg", metadata=nothing)
        root = ET.fromstring(printable(drawn.getvalue()))  # noqa: S314 - our own
        for element in root.iter():
            element.tag = element.tag.rpartition("}")[2]  # HTML knows what is SVG
            if link := element.attrib.pop(_LINK, None):
                element.set("href", link)
        _rename(root, name, dict(self._share(root)))
        root.attrib |= {
            # What the stylesheet said that was left out: it would have ruled the whole page.
            "style": "stroke-linejoin:round;stroke-linecap:butt",
            "role": "img",
            "aria-labelledby": f"{name}-title {name}-desc",
        }
        for place, (kind, text) in enumerate((("title", title), ("desc", description))):
            root.insert(place, ET.Element(kind, id=f"{name}-{kind}"))
            root[place].text = text
        return ET.tostring(root, encoding="unicode")

    def outlines(self) -> str:
        """Return what the pictures drawn so far share, as an element that shows nothing."""
        root = ET.Element("svg", {"width": "0", "height": "0", "aria-hidden": "true"})
        defs = ET.SubElement(root, "defs")
        for attributes, name in self._outlines.items():
            ET.SubElement(defs, "path", {"id": name, **dict(attributes)})
        return ET.tostring(root, encoding="unicode")

    def _share(self, root: ET.Element) -> Iterator[tuple[str, str]]:
        """Take the outlines out of *root*; yield the id of each, and its id on the page."""
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in _LEFT_OUT:
                    parent.remove(child)
                elif parent.tag == "defs" and child.tag == "path":
                    parent.remove(child)
                    name = child.attrib.pop("id")
                    child.set("d", " ".join(child.get("d", "").split()))
                    known = f"outline_{len(self._outlines) + 1}"
                    yield name, self._outlines.setdefault(tuple(child.attrib.items()), known)


def _rename(root: ET.Element, name: str, shared: dict[str, str]) -> None:
    """Give what is referred to an id that no other picture has, and drop the other ids."""

    def renamed(old: str) -> str:
        return shared.get(old, f"{name}-{old}")

    used = {
        old for element in root.iter() for v in element.attrib.values() for old in _URL.findall(v)
    }
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key == "id" and value not in used:
                del element.attrib[key]
            elif key == "id":
                element.set(key, renamed(value))
            elif key == "href":
                element.set(key, f"#{renamed(value[1:])}")
            elif key == "d":
                element.set(key, " ".join(value.split()))
            else:
                element.set(key, _URL.sub(lambda found: f"url(#{renamed(found[1])})", value))
