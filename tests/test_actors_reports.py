"""Names as reports write them: short, formal, old, with an article, in twenty-five languages."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.actors import ActorKind, Outcome, builtin_table, resolve

PATH = Path(__file__).parent / "data" / "actor_names.tsv"
with PATH.open(encoding="utf-8", newline="") as _rows:
    NAMES = list(csv.DictReader(_rows, delimiter="\t"))
PLACES = {ActorKind.STATE, ActorKind.HISTORICAL_STATE, ActorKind.OTHER}


@pytest.mark.parametrize("language", sorted({row["language"] for row in NAMES}))
def test_a_name_as_reports_write_it_is_the_right_actor_or_none(language: str) -> None:
    found = {
        row["name"]: resolve(row["name"], language=language).actor or ""
        for row in NAMES
        if row["language"] == language
    }
    assert found == {row["name"]: row["actor"] for row in NAMES if row["language"] == language}


@pytest.mark.parametrize(
    ("name", "language", "candidates"),
    [
        ("Congo", "en", ("COD", "COG")),
        ("the Congo", "en", ("COD", "COG")),
        ("Korea", "en", ("KOR", "PRK")),
        ("der Kongo", "de", ("COD", "COG")),
    ],
)
def test_an_ambiguous_name_is_said_to_be_so(
    name: str, language: str, candidates: tuple[str, ...]
) -> None:
    found = resolve(name, language=language)
    assert (found.outcome, found.candidates) == (Outcome.AMBIGUOUS, candidates)


@pytest.mark.parametrize("name", ["the Jordan", "the Niger", "the Georgia", "The Chad"])
def test_what_english_gives_an_article_to_is_no_state_of_one_word(name: str) -> None:
    assert resolve(name, language="en").outcome is Outcome.UNKNOWN_NAME


@given(
    actor_id=st.sampled_from(builtin_table().ids()),
    article=st.sampled_from([("de", "die "), ("fr", "la "), ("es", "el "), ("it", "il ")]),
)
def test_an_article_changes_nothing_but_what_the_name_alone_means(
    actor_id: str, article: tuple[str, str]
) -> None:
    language, word = article
    name = builtin_table().get(actor_id).name(language)
    with_article = resolve(word + name, language=language)
    assert with_article.candidates in (resolve(name, language=language).candidates, ())


@given(actor_id=st.sampled_from(builtin_table().ids()))
def test_an_english_article_never_makes_another_actor_of_a_name(actor_id: str) -> None:
    name = builtin_table().get(actor_id).name("en")
    plain, found = (resolve(text, language="en") for text in (name, f"the {name}"))
    assert set(found.candidates) <= set(plain.candidates)


def test_an_article_alone_is_no_name() -> None:
    for text, language in (("the ", "en"), ("l'", "fr"), ("die", "de"), ("the the", "en")):
        assert resolve(text, language=language).actor is None
