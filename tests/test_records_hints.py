"""What a reader is told of a word that the form of a record does not know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import RecordError
from alliancekit.kinds import AgreementKind, EventKind, LegalForm, Realis, Role, Stage
from alliancekit.model import Place
from alliancekit.records import read_text, wordings, written

VOCABULARIES = (EventKind, AgreementKind, LegalForm, Realis, Role, Stage)


def messages(record: str, *, language: str = "en", published: str = "2024-01-02") -> list[str]:
    with pytest.raises(RecordError) as caught:
        read_text(report(record, language=language, published=published))
    return [problem.message for problem in caught.value.problems]


def report(record: str, *, language: str = "en", published: str = "2024-01-02") -> str:
    source = f"{{id: a, language: {language}, published: {published}}}"
    return f"source: {source}\nrecords:\n  - {record}\n"


def place_of(text: str, language: str = "en") -> Place:
    (record,) = read_text(
        report(f"{{id: x, event: meeting, place: {text}}}", language=language)
    ).records
    place = record.says.place
    assert place is not None
    return place


# ------------------------------------------------------------------------------- words


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_a_coders_word_stands_for_members_and_is_none_itself(vocabulary):
    members = {member.value for member in vocabulary}
    table = wordings._WORDINGS[vocabulary]
    for word, meant in table.items():
        assert word not in members
        assert set(meant) <= members, word
        assert wordings.meant_members(word.replace("_", " ").upper(), vocabulary) == meant


@given(st.text(max_size=20), st.sampled_from(VOCABULARIES))
def test_any_word_at_all_may_be_asked_about(word, vocabulary):
    assert set(wordings.meant_members(word, vocabulary)) <= {one.value for one in vocabulary}


@pytest.mark.parametrize(
    ("record", "hint"),
    [
        ("{id: x, agreement: trade, milestones: {ratified: 2024}}", "consented"),
        ("{id: x, agreement: trade, milestones: {denounced: 2024}}", "notice_given or withdrawn"),
        ("{id: x, agreement: trade, milestones: {sigend: 2024}}", "signed"),
        ("{id: x, event: talks}", "negotiation or consultation or meeting"),
        ("{id: x, event: meeting, realis: confirmed}", "actual"),
        ("{id: x, event: meeting, parties: {signatory: JPN}}", "party"),
        ("{id: x, event: meeting, date: 2024}", "when"),
        ("{id: x, agreement: trade, when: 2024}", "milestones"),
        ("{id: x, agreement: trade, about: y}", "related"),
        ("{id: x, event: meeting, titel: Talks}", "title"),
    ],
)
def test_a_word_is_answered_with_what_it_means_not_with_what_it_looks_like(record, hint):
    (message,) = messages(record)
    assert message.endswith(f"did you mean {hint}?")


def test_words_that_look_alike_and_mean_something_else_are_not_proposed():
    (message,) = messages("{id: x, agreement: trade, milestones: {renounced: 2024}}")
    assert "did you mean" not in message
    assert "use one of mooted, " in message


def test_a_legal_form_given_as_a_kind_is_said_to_be_one():
    (message,) = messages("{id: x, agreement: treaty}")
    assert "write 'legal_form: treaty'" in message


# ------------------------------------------------------------------------------- commas and scripts


@pytest.mark.parametrize(
    "field", ["title: {en: Talks, in Tokyo}", "place: Tokyo, Japan", "when: May 5, 2024"]
)
def test_a_comma_that_cuts_a_text_in_two_is_named(field):
    (message,) = messages(f"{{id: x, event: meeting, {field}}}")
    assert "has no value: a comma within { } ends a text" in message


def test_a_key_on_a_line_of_its_own_may_wait_for_its_value():
    text = "source: {id: a}\nrecords:\n- id: x\n  event: meeting\n  summary:\n"
    assert read_text(text).records[0].says.summary == ""


def test_a_name_that_is_not_known_is_shown_in_its_own_script():
    (message,) = messages("{id: x, event: meeting, parties: [شورای صلح]}", language="fa")
    assert "'شورای صلح'" in message


# ------------------------------------------------------------------------------- what follows


def test_a_reference_to_a_rejected_record_says_so():
    text = """
source: {id: a}
records:
  - {id: pact, agreement: trade, milestones: {ratified: 2024}}
  - {id: pacts, agreement: trade}
  - {id: talks, event: meeting, about: pact}
"""
    with pytest.raises(RecordError) as caught:
        read_text(text)
    by_record = {problem.record: problem.message for problem in caught.value.problems}
    assert by_record["a#talks"] == "'a#pact' was rejected: mend that first"


# ------------------------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("Japan", "en", "JPN"),
        ("มาเลเซีย", "th", "MYS"),
        ("Bahrein", "it", "BHR"),
        ("Grønland", "da", "GRL"),
        ("JPN", "vi", "JPN"),
    ],
)
def test_a_state_alone_is_a_place_by_its_name_as_by_its_id(text, language, country):
    assert place_of(text, language) == Place(country=country)


@pytest.mark.parametrize("text", ["White House", "NATO", "Congo", "{name: Japan}"])
def test_what_is_no_state_or_more_than_one_stays_a_name(text):
    place = place_of(text)
    assert place.name == text.removeprefix("{name: ").removesuffix("}") or text == "NATO"
    assert place.country in (None, "NATO")


def test_a_place_longer_than_any_name_is_not_looked_up():
    assert place_of("Japan " * 200).name == ("Japan " * 200).strip()


@given(
    st.sampled_from(["Japan", "Congo", "Japon", "Tokyo", "日本", "JPN", "the Sudan"]),
    st.sampled_from(["en", "fr", "ja", ""]),
    st.sampled_from(["yaml", "json", "jsonl"]),
)
def test_a_place_that_was_a_name_is_still_one_when_it_was_written_and_read(name, language, form):
    language = language or "und"
    record = f"{{id: x, event: meeting, place: {{name: {name}}}}}"
    collection = read_text(report(record, language=language))
    again = read_text(written(collection, form), format=form)
    assert again == collection
    assert again.records[0].says.place == Place(name=name)
