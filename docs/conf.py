"""How Sphinx builds the site: python -m sphinx -n -W docs site/html."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # for _ext

project = "vn-ict-directive"
html_title = "vn-ict-directive"
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "cyclopts.ext.sphinx",
    "_ext.site",
]
root_doc = "index"
exclude_patterns = [
    "_ext",
    *("reference/generated/rules.md", "reference/generated/results-*.md"),  # which pages include
]
smartquotes = False  # a quotation is what stands there

myst_enable_extensions = ["attrs_block", "attrs_inline", "deflist"]
myst_heading_anchors = 3
nb_execution_mode = "force"
nb_execution_raise_on_error = True
nb_ipywidgets_js = {}  # nothing is fetched

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_numpy_docstring = False

# Nothing is fetched, so names of others lead nowhere: the standard library's and some packages'.
nitpick_ignore_regex = [
    ("py:class", r"(collections\.abc|datetime|fractions|os|pathlib)\..+"),
    ("py:class", r"hypothesis\.strategies\..+"),
    ("py:class", r"matplotlib\..+|Figure"),
    ("py:class", r"How"),  # of ingest.roles, which is described
    ("py:class", r"IntoDataFrame"),  # narwhals: a data frame of any kind
    ("py:class", r"vn_ict_directive\.panels\.FrameT|FrameT"),  # a table of whatever library
]

html_search_language = "both"
html_additional_pages = {"tim-kiem": "search.html"}
html_theme = "furo"
html_static_path = ["_static"]
html_favicon = "_static/icon.svg"
html_css_files = ["site.css"]
templates_path = ["_templates"]
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"top_of_page_buttons": []}
