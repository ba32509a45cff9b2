"""Names of places: one place in two languages, and two places in one."""

from __future__ import annotations

import pytest

import alliancekit as ak
from alliancekit.features import may_be_one_place, place_name


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Wien", "Vídeň"),
        ("Pekin", "Beijing"),
        ("Florenz", "Firenze"),
        ("Jeddah", "Dschidda"),
        ("Бишкек", "Бішкек"),
        ("広島", "广岛"),
        ("Warschau", "Varsovie"),
    ],
)
def test_one_place_in_two_languages_is_no_contradiction(a: str, b: str) -> None:
    names = place_name(a), place_name(b)
    assert may_be_one_place(*names, in_one_language=False)
    assert not may_be_one_place(*names, in_one_language=True)


@pytest.mark.parametrize(("a", "b"), [("Tokyo", "Hanoi"), ("London", "Ankara"), ("Минск", "Киев")])
def test_names_that_sound_unlike_are_of_two_places_in_every_language(a: str, b: str) -> None:
    names = place_name(a), place_name(b)
    assert not may_be_one_place(*names, in_one_language=False)
    assert may_be_one_place(names[0], place_name("東京"), in_one_language=True)


@pytest.mark.parametrize(("language", "status"), [("cs", "refined"), ("de", "conflict")])
def test_a_conflict_of_places_shows_where_one_language_names_two(
    language: str, status: str
) -> None:
    said = "event: summit, parties: [AUT, CZE], when: 2024-05-01"
    (entry,) = ak.merge(
        ak.read_text(f"""
source: {{id: a, language: de, published: 2024-05-02}}
records: [{{id: x, {said}, place: 'Wien, AUT'}}]
---
source: {{id: b, language: {language}, published: 2024-05-02}}
records: [{{id: x, {said}, place: 'Vídeň, AUT'}}]
---
- same: [a#x, b#x]
""")
    )
    field = entry.field("place")
    assert field is not None
    assert field.status == status
