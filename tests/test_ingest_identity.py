"""Whom figures describe: each code and name of a country is that country's, and no other's."""

import itertools

import pytest

from vn_ict_directive.ingest.identity import another_country, same_entity
from vn_ict_directive.packaged import packaged_rows
from vn_ict_directive.text import fold

COUNTRIES = [
    (row["alpha2"], [row["alpha2"], row["alpha3"], row["numeric"]], row["names"].split("|"))
    for row in packaged_rows("ingest/countries.csv")
]


def test_each_code_and_name_is_that_of_its_country_and_of_no_other() -> None:
    spellings = [(text, own) for own, codes, names in COUNTRIES for text in (*codes, *names)]
    assert all(same_entity(text, own) for text, own in spellings)

    alike = itertools.groupby(
        sorted((fold(text), text, own) for text, own in spellings), lambda x: x[0]
    )
    for _, found in alike:
        for (_, one, its), (_, other, others) in itertools.combinations(found, 2):
            assert same_entity(one, other) is (its == others), (one, other)


@pytest.mark.parametrize(
    "name, code",
    [("Mỹ", "MY"), ("Nga", "NGA"), ("Áo", "AO"), ("Bỉ", "BI")],
)
def test_tones_and_capitals_tell_a_short_name_from_a_code(name: str, code: str) -> None:
    assert not same_entity(name, code)
    assert not same_entity(code, name)


def test_a_cell_with_the_name_of_another_country_is_never_passed_over() -> None:
    for own, codes, names in COUNTRIES:
        passed = [text for text in (*codes, *names) if another_country("Tên", text, "VN") is None]
        assert set(passed) == set(codes) | (set(names) if own == "VN" else set())
