"""Two languages in one site: whose page is which, its twin, its navigation and how it is searched.

The front matter of a Vietnamese page says ``lang: vi`` and, where there is the same page in
English, ``twin:`` with its name. Each language has a first page, whose table of contents is its
navigation.
"""

from pathlib import Path
from typing import Any, Final

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search.en import SearchEnglish

from vn_ict_directive import DIRECTIVE_01
from vn_ict_directive.text import fold

FIRST: Final = {"en": "index", "vi": "vi"}
THEME: Final = {
    "Search": "Tìm kiếm",
    "Error": "Chưa tìm được",
    "Please activate JavaScript to enable the search functionality.": (
        "Hãy bật JavaScript trong trình duyệt để tìm kiếm."
    ),
    "On this page": "Trên trang này",
    "Next": "Trang sau",
    "Previous": "Trang trước",
    "Back to top": "Về đầu trang",
    "Skip to content": "Chuyển đến nội dung chính",
    "Link to this heading": "Liên kết đến mục này",
    "Made with ": "Giao diện: ",
    "Toggle Light / Dark / Auto color theme": "Đổi giao diện: sáng, tối, tự động",
    "Toggle navigation of ": "Mở hoặc đóng phần ",
    "Toggle site navigation sidebar": "Mở hoặc đóng phần điều hướng",
    "Toggle table of contents sidebar": "Mở hoặc đóng mục lục của trang",
}
"""The words of Sphinx and of the theme on a Vietnamese page: they have none of their own."""
SEARCH: Final = {
    "Searching": "Đang tìm",
    "Preparing search...": "Đang chuẩn bị tìm kiếm…",
    "Search Results": "Kết quả tìm kiếm",
    "Search finished, found one page matching the search query.": [
        "Tìm thấy ${resultCount} trang khớp với từ cần tìm."
    ],
    "Your search did not match any documents. Please make sure that all words are spelled "
    "correctly and that you've selected enough categories.": (
        "Không trang nào có đủ các từ này. Hãy kiểm tra chính tả hoặc bớt từ."
    ),
    ", in ": ", trong ",
}
"""What Sphinx's search says, for its own scripts; Vietnamese has one form for any number."""
SEARCH_PAGES: Final = {"en": "search", "vi": "tim-kiem"}
"""Both at the top of the site: from there the scripts of Sphinx lead to what they find."""
AMENDED: Final = {
    'role="heading"': 'role="heading" aria-level="2"',  # Sphinx: of a caption
    '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper',  # Furo: it scrolls
    "<th></th>": "<td></td>",  # pandas: it heads nothing
}
"""HTML that others left short for those who use a keyboard or a screen reader, and what it is."""


def amended(fragment: str) -> str:
    """Write in HTML what was left out of it."""
    for short, whole in AMENDED.items():
        fragment = fragment.replace(short, whole)
    return fragment


def in_vietnamese(page: str) -> str:
    """Translate what a page of the theme says in attributes alone."""
    for english, vietnamese in THEME.items():
        page = page.replace(f'="{english}', f'="{vietnamese}')
    return page


def language_of(env: BuildEnvironment, page: str) -> str:
    """Return the language of a page."""
    if page == SEARCH_PAGES["vi"]:
        return "vi"
    return str(env.metadata[page].get("lang", "en"))


def twin_of(env: BuildEnvironment, page: str) -> str:
    """Return the page that says the same in the other language; if there is none, its first."""
    if page in SEARCH_PAGES.values():
        (other,) = set(SEARCH_PAGES.values()) - {page}
        return other
    twins = {str(one["twin"]): name for name, one in env.metadata.items() if "twin" in one}
    other = "en" if language_of(env, page) == "vi" else "vi"
    return twins.get(page) or str(env.metadata[page].get("twin", FIRST[other]))


def navigation(app: Sphinx, page: str, **options: Any) -> str:
    """Draw the table of contents of the first page in the language of *page*."""
    first = app.env.get_doctree(FIRST[language_of(app.env, page)])
    found = [
        app.env.resolve_toctree(page, app.builder, one, **options)
        for one in first.findall(addnodes.toctree)
    ]
    drawn: Any = app.builder
    return amended(drawn.render_partial(nodes.container("", *filter(None, found)))["fragment"])


def tell_language(
    app: Sphinx, page: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Give a page its language, the way to the other one, and the navigation in its own."""
    lang = context["language"] = language_of(app.env, page)
    context |= {
        "notice": {lang: DIRECTIVE_01.notice(lang) for lang in ("vi", "en")},
        "twin": twin_of(app.env, page),
        "master_doc": FIRST[lang],
        "search_page": SEARCH_PAGES[lang],
        "search_words": {"locale": "vi", "messages": SEARCH, "plural_expr": "0"},
        "toctree": lambda **options: navigation(app, page, **options),
    }
    context["body"] = amended(context.get("body", ""))
    context["spoken"] = in_vietnamese if lang == "vi" else str
    if lang == "vi":
        context["_"] = context["gettext"] = lambda words: THEME.get(words, words)


class SearchBoth(SearchEnglish):
    """Finds Vietnamese with tone marks or without, and English by its stems."""

    lang = "both"
    language_name = "English and Vietnamese"
    stopwords = frozenset()  # "the" may be thể, "to" may be tổ
    js_splitter_code = Path(__file__).with_name("search.js").read_text("utf-8")

    def stem(self, word: str) -> str:
        """Return the stem of a word without its marks, as search.js does."""
        return super().stem(fold(word))
