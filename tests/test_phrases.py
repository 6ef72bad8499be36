"""Every sentence of an error is in Vietnamese, too: what each call could say is read from the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import vn_ict_directive
from vn_ict_directive.packaged import packaged_lines
from vn_ict_directive.phrases import in_vietnamese

SOURCE: Final = Path(vn_ict_directive.__file__).parent
# The arguments of each error, in their order, and which of them are words.
ERRORS: Final = {
    "InvalidValueError": ("field", "", "expected", "hint"),
    "UnknownNameError": ("kind", "", "", "hint"),
    "MissingExtraError": ("what",),
    "InvalidDataError": ("message",),
    "raise_any": ("message",),
    "require": ("", "what"),
    "Rule": ("", "", "field", "expected", "hint"),
    "_rule": ("", "", "field", "expected", "hint"),
}
# Of a table: its header's faults name a thing, those of its cells a column of the caller's.
FAULTS: Final = {
    "roles.py": ("field", "", "expected", "hint"),
    "reading.py": ("", "", "expected", "hint"),
}
RETURNED: Final = ("_how_to_name", "why_two", "notes")
"""Functions that return a phrase, or some."""
# What has one form in both languages: names of code, options, columns and encodings.
A_NAME: Final = re.compile(r"[\w.()\[\]-]+(?: data)?|7\.")
Names = dict[str, list[str]]


def texts(node: ast.expr, names: Names) -> list[str]:  # noqa: PLR0911 - one a shape
    """Return the texts that an expression can be; 7 stands for what is put into them."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=values):
            made = [""]
            for part in values:
                inside = part.value if isinstance(part, ast.FormattedValue) else part
                known = isinstance(inside, ast.Constant | ast.IfExp)
                made = [a + b for a in made for b in (texts(inside, names) if known else ["7"])]
            return made
        case ast.IfExp(body=one, orelse=other):
            return [text for value in (one, other) for text in texts(value, names)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [a + b for a in texts(left, names) for b in texts(right, names)]
        case ast.BoolOp(values=values):
            return [text for value in values for text in texts(value, names)]
        case ast.Name(id=name):
            return names.get(name, [])
        case _:
            return []


def assigned(scope: ast.AST) -> Names:
    found: Names = {}
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found.setdefault(name, []).extend(texts(value, found))
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                found.setdefault(name, []).extend(texts(value, found))
            case _:
                pass
    return found


def said(path: Path) -> Iterator[str]:
    """Yield what the errors of a module can say."""
    tree = ast.parse(path.read_text("utf-8"))
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    module = assigned(ast.Module([n for n in tree.body if not isinstance(n, ast.FunctionDef)], []))
    for scope in scopes:
        names = module | assigned(scope)
        for node in ast.walk(scope):
            if scope.name in RETURNED and isinstance(node, ast.JoinedStr):
                yield from (text for text in texts(node, names) if text.endswith("."))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                called = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                faults = FAULTS.get(path.name, ()) if called == "_fault" else ()
                order = faults or ERRORS.get(called, ())
                words = dict(zip(order, node.args, strict=False))
                words |= {one.arg: one.value for one in node.keywords if one.arg in order}
                for name, value in words.items():
                    yield from filter(None, texts(value, names)) if name else ()


MODULES: Final = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_phrase_of_an_error_is_in_vietnamese(path: Path) -> None:
    phrases = {phrase for phrase in said(path) if not A_NAME.fullmatch(phrase)}

    assert [phrase for phrase in sorted(phrases) if in_vietnamese(phrase) == phrase] == []


def test_every_hint_about_a_mistake_is_in_vietnamese() -> None:
    hints = {hint.format("7", "7") for _, _, hint in packaged_lines("mistakes.csv")}

    assert [hint for hint in sorted(hints) if in_vietnamese(hint) == hint] == []


def test_the_phrases_are_found() -> None:
    found = {phrase for path in MODULES for phrase in said(path)}

    assert len(found) > 250
    assert {"The panel cannot be judged", "blank", "Swap the two."} <= found


@pytest.mark.parametrize(
    "phrase,vietnamese",
    [
        ("the ends of lines", "dấu hết dòng"),
        ("the column 'value'", "cột 'value'"),
        ("of no more than 250,000 lines", "không quá 250,000 dòng"),
        ("a field of Task(x)", "một trường của Task(x)"),
        ("one of the columns a, b", "một trong các cột a, b"),
    ],
)
def test_the_phrase_that_fits_best_is_taken(phrase: str, vietnamese: str) -> None:
    assert in_vietnamese(phrase) == vietnamese
