"""Look at pages as people meet them: in a real browser, wide and narrow, light and dark, on paper.

    python .ci/browser.py --axe AXE.JS --screenshots FOLDER [--site FOLDER]

The report is made by the installed package in both languages, and so is a page of all that a
notebook shows; with --site, pages of the built documentation are looked at too. Pictures of all
are kept in FOLDER. To have another page looked at, add it to what `pages` yields.

Needs Chromium (named by CHROMIUM, or found on PATH). What cannot be checked fails.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pypdfium2
from PIL.Image import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from vn_ict_directive import DIRECTIVE_01, evaluate, published, readings, scorecard
from vn_ict_directive.present.report import report

AS_OF = "2021-12-31"
WIDTHS = {"desktop": 1280, "phone": 390}
SCHEMES = ("light", "dark")
A4 = (595.28, 841.89)  # points
ROOM_ON_A4 = 665  # CSS pixels between the margins of the report
SITE = (
    *("index", "vi", "tutorial/from-import-to-verdict", "vi/from-import-to-verdict"),
    *("reference/the-directive", "reference/python", "search", "tim-kiem"),
    "reference/generated/directive/telecommunications",
    "reference/generated/directive/woven",
    "reference/generated/targets/en/telecommunications-5g-commercial",
    "reference/generated/targets/vi/it-application-egdi-rank",
)
SEARCHES = (("bưu chính", "buu chinh"), ("doanh nghiệp công nghệ số", "DOANH NGHIEP cong nghe so"))
TALLEST = 3600  # of a picture of a page: all of it would take a minute to paint
SWITCHES = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True)
class Sheet:
    """One page to look at.

    Attributes:
        name: What its pictures are called.
        file: Where it stands.
        ours: Whether all of it is ours: then nothing but the page is fetched, and keyboard and
            paper are tried. A page of the documentation has a theme by others.
    """

    name: str
    file: Path
    ours: bool = True


def pages(folder: Path, site: Path | None) -> Iterator[Sheet]:
    """Yield every page to look at, made in *folder* or taken from *site*."""
    figures = published.all_series()
    card = scorecard(DIRECTIVE_01, figures, as_of=AS_OF)
    for lang in ("vi", "en"):
        file = folder / f"report-{lang}.html"
        file.write_text(report(card, figures, lang=lang), encoding="utf-8")
        yield Sheet(file.stem, file)
    yield Sheet("notebook", notebook(folder))
    for name in SITE if site else ():
        yield Sheet(f"site-{name.replace('/', '-')}", site / f"{name}.html", ours=False)


def notebook(folder: Path) -> Path:
    """Write a page of everything that a notebook shows, in the two languages."""
    target = DIRECTIVE_01.target("it-application.egdi-rank")
    figures = published.all_series()
    things = (
        DIRECTIVE_01,
        DIRECTIVE_01.section("telecommunications"),
        target,
        published.series("egdi-rank"),
        evaluate(target, published.series("egdi-rank"), as_of=AS_OF),
        readings(target, figures, as_of=AS_OF),
        scorecard(DIRECTIVE_01, figures, as_of=AS_OF),
    )
    shown = "\n".join(thing._repr_html_(lang) for thing in things for lang in ("vi", "en"))
    file = folder / "notebook.html"
    file.write_text(
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Notebook</title>'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" '
        'content="light dark"><link rel="icon" href="data:,"><style>body{font-family:sans-serif}'
        f"</style><main><h1>Notebook</h1>\n{shown}</main></html>",
        encoding="utf-8",
    )
    return file


# --- what is asked of a page, in the page's own tongue ----------------------------------------

WIDER_THAN_THE_SCREEN = """() => {
    const room = document.documentElement.clientWidth, found = [];
    const apart = e => {  // moves by itself: scrolls, or is drawn aside until it is asked for
        if (!e) return false;
        const style = getComputedStyle(e);
        return /auto|scroll/.test(style.overflowX) || style.position === 'fixed'
            || apart(e.parentElement);
    };
    for (const e of document.body.querySelectorAll('*:not(svg *)')) {
        const box = e.getBoundingClientRect();
        if (box.width && box.right > room + 1 && !apart(e))
            found.push(`${e.tagName} ${e.id || e.className} ends at ${box.right} of ${room}`);
    }
    if (document.documentElement.scrollWidth > room) found.push('the page scrolls sideways');
    return found;
}"""
DEAD_LINKS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(a => decodeURIComponent(a.hash.slice(1)))
    .filter(id => id && !document.getElementById(id))"""
STOPS = """() => [...document.querySelectorAll('a[href], [tabindex="0"], summary, button, input')]
    .filter(e => e.checkVisibility({contentVisibilityAuto: true}))
    .map((e, i) => { e.dataset.stop = i; return e.dataset.stop; })"""
FOCUS = """() => {
    const e = document.activeElement, style = getComputedStyle(e);
    const box = e.getBoundingClientRect();
    return {
        stop: e.dataset.stop ?? null,
        text: e.textContent.trim().slice(0, 40),
        outlined: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
}"""
AXE = """async rules => {
    for (const folded of document.querySelectorAll('details')) folded.open = true;
    return (await axe.run(document, {
        preload: false,  // of stylesheets, by requests that a file may not make
        runOnly: {type: 'tag', values: rules},
    })).violations.map(
        v => `${v.id}: ${v.help} (${v.nodes.length}): ${v.nodes[0].html.slice(0, 99)}`);
}"""
SEARCHED = "() => Search.status && !document.querySelector('#search-results h2 span')"
FOUND = """() => [...document.querySelectorAll('#search-results li > a')]
    .map(a => a.href.split('#')[0])"""
FEWEST_FOUND = 10
HEADINGS = (
    "() => [...document.querySelectorAll('h1, h2, h3, blockquote p')].map(e => e.textContent)"
)
CARDS = """() => [...document.querySelectorAll('article .top')].map(top =>
    [...top.querySelectorAll('h3, .verdict, svg text, blockquote p')]
        .filter(e => !/rotate/.test(e.getAttribute('transform')))  // read back in pieces
        .map(e => e.textContent))"""
MARGINS = (18, 20)  # above and below, in millimetres
INK = 200  # shades below it are printed
MOST_BLANK = 0.4  # of a sheet that another follows


class Look:
    """Looks at pages, keeps pictures, and notes every fault."""

    def __init__(self, browser: Browser, axe: str, screenshots: Path) -> None:
        self.browser, self.axe, self.screenshots = browser, axe, screenshots
        self.faults: list[str] = []

    def at(self, sheet: Sheet) -> None:
        """Look at one page in every way."""
        for size, width in WIDTHS.items():
            for scheme in SCHEMES:
                name = f"{sheet.name}-{size}-{scheme}"
                context = self.browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme=scheme
                )
                page = self.open(context, sheet, name)
                page.set_viewport_size({"width": width, "height": TALLEST})
                page.screenshot(path=self.screenshots / f"{name}.png")
                page.set_viewport_size({"width": width, "height": 900})
                self.note(name, page.evaluate(WIDER_THAN_THE_SCREEN))
                if sheet.ours:
                    self.note(f"{name}, no such id", page.evaluate(DEAD_LINKS))
                # Each width and each scheme once: what axe finds turns on one or the other.
                if (size, scheme) in {("desktop", "light"), ("phone", "dark")}:
                    page.evaluate(self.axe)
                    self.note(f"{name}, axe", page.evaluate(AXE, RULES))
                if sheet.ours and scheme == "light" and sheet.name.startswith("report"):
                    self.note(f"{name}, keyboard", self.keyboard(page))
                context.close()
        if sheet.name.startswith("report"):
            self.paper(sheet)
        elif not sheet.ours and sheet.file.name not in {"search.html", "tim-kiem.html"}:
            self.without_scripts(sheet)

    def without_scripts(self, sheet: Sheet) -> None:
        """See that a page of the documentation shows the same words where no script runs."""
        seen = []
        for runs in (True, False):
            context = self.browser.new_context(java_script_enabled=runs)
            page = self.open(context, sheet, sheet.name)
            seen.append(page.locator("article").inner_text())
            context.close()
        if seen[0] != seen[1]:
            self.faults.append(f"{sheet.name}: without scripts its words are others")

    def search(self, site: Path) -> None:
        """Search in both languages, with tone marks and without: the same pages are found."""
        page = self.browser.new_page()
        for words in SEARCHES:
            found = []
            for query, name in zip(words, ("search", "tim-kiem"), strict=True):
                page.goto(f"{(site / name).as_uri()}.html?{urlencode({'q': query})}")
                page.wait_for_function(SEARCHED)
                found.append(set(page.evaluate(FOUND)))
            if found[0] != found[1] or len(found[0]) < FEWEST_FOUND:
                self.faults.append(f"search: {words} find {found}")
        page.close()

    def open(self, context: BrowserContext, sheet: Sheet, name: str) -> Page:
        """Open the page, and note what it says to the console and asks of the network."""
        page = context.new_page()
        url = sheet.file.as_uri()
        allowed = url if sheet.ours else f"file://{sheet.file.parents[len(sheet.file.parents) - 2]}"

        def asked(route: object) -> None:
            request = route.request  # type: ignore[attr-defined]
            if request.url.startswith((allowed, "data:")):
                route.continue_()  # type: ignore[attr-defined]
            else:
                self.faults.append(f"{name}: asks for {request.url}")
                route.abort()  # type: ignore[attr-defined]

        context.route("**/*", asked)
        page.on("console", lambda said: self.faults.append(f"{name}: console: {said.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"{name}: error: {error}"))
        page.goto(url)
        return page

    def keyboard(self, page: Page) -> Iterator[str]:
        """Go through the page with the Tab key; every stop is met, in order, and seen."""
        stops = page.evaluate(STOPS)
        for expected in stops:
            page.keyboard.press("Tab")
            met = page.evaluate(FOCUS)
            if met["stop"] != expected:
                yield f"stop {expected} of {len(stops)} is missed; the focus is on {met}"
                return
            if not (met["outlined"] and met["seen"]):
                yield f"the focus is not seen: {met}"
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        page.locator(".skip").focus()
        page.keyboard.press("Enter")
        if page.evaluate("() => document.activeElement.id") != "main":
            yield "the skip link does not lead to the main content"

    def paper(self, sheet: Sheet) -> None:
        """Print the page: sheets are A4 and filled, nothing is cut off, apart or left out."""
        name = f"{sheet.name}-paper"
        context = self.browser.new_context(
            viewport={"width": ROOM_ON_A4, "height": 900}, color_scheme="dark"
        )
        page = self.open(context, sheet, name)
        page.emulate_media(media="print")
        self.note(name, page.evaluate(WIDER_THAN_THE_SCREEN))
        headings, cards = page.evaluate(HEADINGS), page.evaluate(CARDS)
        file = self.screenshots / f"{name}.pdf"
        page.pdf(path=file, prefer_css_page_size=True)
        context.close()
        printed, blank = [], []
        document = pypdfium2.PdfDocument(file)
        for number, leaf in enumerate(document, start=1):
            if any(abs(a - b) > 1 for a, b in zip(leaf.get_size(), A4, strict=True)):
                self.faults.append(f"{name}: sheet {number} measures {leaf.get_size()}, not A4")
            printed.append(squeezed(leaf.get_textpage().get_text_bounded()))
            picture = leaf.render(scale=1.3).to_pil()
            picture.save(self.screenshots / f"{name}-{number:02}.png")
            blank.append(left_blank(picture))
        self.note(
            f"{name}, not printed",
            [text for text in headings if squeezed(text) not in "".join(printed)],
        )
        for parts in cards:
            if not any(all(squeezed(part) in sheet for part in parts) for sheet in printed):
                self.faults.append(f"{name}: the card of {parts[0]} is cut between two sheets")
        for number, share in enumerate(blank[:-1], start=1):
            if share > MOST_BLANK:
                self.faults.append(f"{name}: {share:.0%} of sheet {number} is blank")

    def note(self, where: str, faults: Iterator[str] | list[str]) -> None:
        """Add faults, with where they were found."""
        self.faults += [f"{where}: {fault}" for fault in faults]


def squeezed(text: str) -> str:
    """Leave out blanks, and hyphens: one may be the text's own or that of a broken line."""
    return re.sub(r"[\s\x02\ufffe-]", "", text)


def left_blank(sheet: Image) -> float:
    """Return which share of a printed sheet, between its margins, is blank at the end."""
    above, below = (round(sheet.height * margin / 297) for margin in MARGINS)
    inside = sheet.convert("L").crop((0, above, sheet.width, sheet.height - below))
    box = inside.point(lambda shade: 255 * (shade < INK)).getbbox()
    return 1 - (box[3] if box else 0) / inside.height


def main() -> str | None:
    """Look at every page; return what is wrong with them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--axe", type=Path, required=True)
    parser.add_argument("--screenshots", type=Path, required=True)
    parser.add_argument("--site", type=Path)
    given = parser.parse_args()
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, filter(None, names))), None)
    if chromium is None:
        return "No Chromium was found: install it, or name it in CHROMIUM."
    given.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=SWITCHES)
        look = Look(browser, given.axe.read_text(encoding="utf-8"), given.screenshots)
        for sheet in pages(Path(folder), given.site and given.site.resolve()):
            look.at(sheet)
            print(f"looked at {sheet.name}")
        if given.site:
            look.search(given.site.resolve())
        browser.close()
    return "\n".join(look.faults) or None


if __name__ == "__main__":
    sys.exit(main())
