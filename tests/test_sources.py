"""Sources, spans of their text, and their errata."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategies import spans
from vn_ict_directive.errors import InvalidValueError
from vn_ict_directive.periods import Period
from vn_ict_directive.sources import Account, Erratum, Evidence, Source, SourceKind, Span
from vn_ict_directive.testing import words
from vn_ict_directive.text import Text

_source: Any = Source
_span: Any = Span


def test_a_source_is_unofficial_unless_it_says_so() -> None:
    source = _source(id="a", kind="press", title="A", published="2020-07")

    assert not source.official
    assert source.kind is SourceKind.PRESS
    assert source.published == Period.of("2020-07")
    assert (source.language, source.author, source.url, source.sha256) == ("vi", "", None, None)


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("id", "A b"),
        ("kind", "rumour"),
        ("title", None),
        ("author", None),
        ("language", 5),
        ("sha256", "f" * 63),
        ("sha256", "F" * 64),
        ("sha256", 5),
        ("url", 5),
        ("official", 1),
        ("note", None),
    ],
)
def test_a_source_refuses_what_cannot_be_meant(field: str, wrong: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _source(**({"id": "a", "kind": "press", "title": "A"} | {field: wrong}))

    assert caught.value.field in {f"Source.{field}", f"Source(a).{field}"}
    assert caught.value.got == wrong


def test_a_source_refuses_an_ambiguous_date() -> None:
    with pytest.raises(InvalidValueError, match="Period should be"):
        _source(id="a", kind="press", title="A", published="03/01/2020")


def test_a_span_takes_its_end_from_its_quote() -> None:
    span = Span.at("a", 3, "bưu chính")

    assert (span.start, span.end) == (3, 12)
    assert span == Span(source="a", quote="bưu chính", start=3, end=12)


@pytest.mark.parametrize(
    "field, wrong",
    [
        ("source", "A"),
        ("quote", ""),
        ("quote", None),
        ("start", -1),
        ("start", True),
        ("start", "0"),
        ("end", 5),
        ("end", 2.0),
        ("end", None),
    ],
)
def test_a_span_refuses_what_does_not_fit(field: str, wrong: Any) -> None:
    with pytest.raises(InvalidValueError) as caught:
        _span(**({"source": "a", "quote": "xy", "start": 0, "end": 2} | {field: wrong}))

    assert caught.value.field == f"Span.{field}"


@given(spans(), st.text(), st.text())
def test_a_quote_that_stands_where_it_should_has_no_fault(
    span: Span, filling: str, rest: str
) -> None:
    before = (filling + "·" * span.start)[: span.start]

    assert span.find_fault(f"{before}{span.quote}{rest}", "x") is None


@given(words(), st.integers(0, 50), st.integers(1, 50))
def test_a_quote_that_moved_is_found_where_it_went(quote: str, start: int, by: int) -> None:
    fault = Span.at("a", start, f"[{quote}]").find_fault("·" * (start + by) + f"[{quote}]", "x")

    assert fault is not None
    assert fault.shifted_to == start + by
    assert str(fault).endswith(
        f"The quote begins at {start + by}: the source was edited before it."
    )


def test_a_quote_that_is_gone_is_shown_beside_what_stands_there() -> None:
    fault = Span.at("a", 2, "chính sách").find_fault("..chính cách..", "policy")

    assert fault is not None
    assert (fault.element, fault.found, fault.shifted_to) == ("policy", "chính cách", None)
    assert "from code point 8: expected 'sách', got 'cách'" in str(fault)


def test_a_quote_past_the_end_of_a_text_is_shown_beside_nothing() -> None:
    fault = Span.at("a", 9, "abc").find_fault("short", "x")

    assert fault is not None
    assert fault.found == ""


@pytest.mark.parametrize("field, wrong", [("span", None), ("reading", None), ("note", "why")])
def test_an_erratum_refuses_what_cannot_be_meant(field: str, wrong: Any) -> None:
    make: Any = Erratum
    right = {"span": Span.at("a", 0, "b"), "reading": "", "note": Text("vì", "because")}

    assert make(**right).reading == ""
    with pytest.raises(InvalidValueError) as caught:
        make(**(right | {field: wrong}))
    assert caught.value.field == f"Erratum.{field}"


# --- evidence ---------------------------------------------------------------------------


def _account(
    publisher: str, *, derivation: str = "", origin: str | None = None, opens: bool = True
) -> Account:
    source = Source(
        id="a", kind=SourceKind.PRESS, title="A", url="https://a.example/1" if opens else None
    )
    return Account(
        source=source, publisher=publisher, printed="86", derivation=derivation, origin=origin
    )


@pytest.mark.parametrize(
    "accounts, status",
    [
        ([_account("upu")], "confirmed"),
        ([_account("upu", opens=False)], "confirmed"),
        ([_account("upu", derivation="47 + 2")], "derived"),
        ([_account("upu", derivation="47 + 2"), _account("vna", derivation="47 + 2")], "derived"),
        ([_account("vna")], "single"),
        ([_account("vna"), _account("upu", derivation="47 + 2")], "single"),
        ([_account("vna"), _account("vtv")], "confirmed"),
        ([_account("vna"), _account("vna")], "single"),
        ([_account("vna"), _account("vtv", origin="vna")], "single"),
        ([_account("copy-1", origin="upu"), _account("copy-2", origin="upu")], "single"),
        ([_account("copy-1", origin="upu"), _account("vna")], "confirmed"),
        ([_account("vna"), _account("vtv", opens=False)], "single"),
        ([], "derived"),
    ],
)
def test_how_sure_a_figure_is_follows_from_its_accounts(
    accounts: list[Account], status: str
) -> None:
    assert Evidence(published_by="upu", accounts=accounts).status == status
    assert Evidence(published_by="upu", accounts=reversed(accounts)).status == status


def test_what_is_no_account_is_no_evidence() -> None:
    wrong: Any = ["VNA"]
    with pytest.raises(InvalidValueError, match=r"Evidence.accounts"):
        Evidence(published_by="upu", accounts=wrong)
