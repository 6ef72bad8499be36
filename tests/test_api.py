"""The public interface changes only where somebody meant it to."""

from pathlib import Path

import api

LISTING = Path(__file__).parent / "data" / "api.txt"


def test_the_public_interface_is_the_one_that_is_listed() -> None:
    # A line that is gone or changed is a break: say so in the changelog, with what to do, and
    # write the listing again: python -c "import api; print(api.listing(), end='')" in tests.
    assert api.listing() == LISTING.read_text("utf-8")
