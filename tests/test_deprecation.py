"""Old names: each works, warns where it is written, and says what to write instead."""

import sys
from types import ModuleType

import pytest

from vn_ict_directive.deprecation import moved, renamed
from vn_ict_directive.sources import Span


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module in which Quotation once was what is now Span."""
    module = ModuleType("made_up")
    names = {"Quotation": "vn_ict_directive.sources.Span"}
    monkeypatch.setattr(module, "__getattr__", moved("made_up", names), raising=False)
    monkeypatch.setitem(sys.modules, "made_up", module)
    return module


def test_a_name_that_has_moved_is_found_and_named_with_its_new_place(old: ModuleType) -> None:
    said = r"^made_up\.Quotation is deprecated: use vn_ict_directive\.sources\.Span\.$"
    with pytest.warns(DeprecationWarning, match=said) as told:
        assert old.Quotation is Span
    with pytest.warns(DeprecationWarning, match=said) as also:
        from made_up import Quotation  # type: ignore[import-not-found]
    assert Quotation is Span
    assert {told[0].filename, also[0].filename} == {__file__}, "where the old name is written"


def test_a_name_that_never_was_is_none(old: ModuleType) -> None:
    with pytest.raises(AttributeError, match="module 'made_up' has no attribute 'Quote'"):
        _ = old.Quote
    assert not hasattr(old, "__wrapped__")


@renamed(at="as_of", on="as_of")
def day(what: str, *, as_of: str = "today") -> str:
    """Return both."""
    return f"{what} {as_of}"


def test_an_argument_is_taken_by_its_old_name() -> None:
    assert day("egdi", as_of="2020") == "egdi 2020"
    assert day.__doc__ == "Return both."
    said = r"^day\(at=\) is deprecated: use as_of=\.$"
    with pytest.warns(DeprecationWarning, match=said) as told:
        assert day("egdi", at="2020") == "egdi 2020"  # type: ignore[call-arg]
    assert told[0].filename == __file__


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_an_argument_by_both_its_names_is_refused() -> None:
    with pytest.raises(TypeError, match="multiple values for keyword argument 'as_of'"):
        day("egdi", at="2020", as_of="2021")  # type: ignore[call-arg]
