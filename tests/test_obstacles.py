"""Why not: every gate that can keep two records apart says so, and what would have opened it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from worlds import worlds

import alliancekit as ak
from alliancekit.clusters import standing_decisions
from alliancekit.model import Collection
from alliancekit.records import read_text
from alliancekit.timeline import Gate, Timeline, WhyNot

_REPORTS = """
source: {id: a, published: 2024-04-12}
records:
  - {id: talks, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10}
  - {id: other, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10}
  - {id: deal, agreement: arms_transfer, title: Eleventh deal, edition: 11, parties: [JPN, PHL]}
  - {id: far, event: exercise, title: Naval drill, parties: [AUS, JPN], when: 2020-09-01}
  - {id: near, event: summit, title: Radar talks, parties: [JPN, PHL], when: 2024-04-21}
---
source: {id: b, published: 2024-04-13}
records:
  - {id: talks, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10}
  - {id: deal, agreement: arms_transfer, title: Eleventh deal, edition: 12, parties: [JPN, PHL]}
  - {id: far, event: exercise, title: Land games, parties: [AUS, JPN], when: 2021-02-01}
---
"""


def _merged(decisions: str = "") -> Timeline:
    return ak.merge(read_text(_REPORTS + decisions))


def _why(a: str, b: str, decisions: str = "") -> WhyNot:
    return _merged(decisions).why_not(a, b)


@given(worlds())
@settings(max_examples=30)
def test_a_gate_is_named_exactly_where_two_records_stand_apart(collection: Collection) -> None:
    timeline = ak.merge(collection)
    for a, b in itertools.combinations([record.id for record in collection.records][:6], 2):
        why = timeline.why_not(a, b)
        is_merged = timeline.entry(a) is timeline.entry(b)
        assert (why.gate is None) == is_merged
        assert why.reason.startswith("merged" if is_merged else "kept apart")
        assert why.explanation == timeline.explain(a, b)
        assert is_merged or why.details
        again = timeline.why_not(b, a)
        assert again.gate is why.gate


@pytest.mark.parametrize(
    ("a", "b", "gate", "reason", "detail"),
    [
        ("a#talks", "b#deal", Gate.type, "one is an event", "is of the kind summit, Event"),
        ("a#talks", "a#other", Gate.source, "the source a tells of two", "a decision 'same'"),
        (
            "a#deal",
            "b#deal",
            Gate.veto,
            "different editions",
            "nothing would forbid it if a#deal said '12' in edition, not '11'",
        ),
        ("a#far", "b#talks", Gate.comparison, "never compared", "they would share the key"),
        ("a#near", "b#talks", Gate.weight, "bits too few", "takes"),
    ],
)
def test_each_gate_names_itself_and_what_would_have_to_be_otherwise(
    a: str, b: str, gate: Gate, reason: str, detail: str
) -> None:
    why = _why(a, b)
    assert why.gate is gate
    assert reason in why.reason
    assert any(detail in text for text in why.details)
    assert str(why).splitlines()[1:] == list(why.details)


def test_a_weight_that_is_too_low_names_what_costs_most_and_what_would_be_enough() -> None:
    why = _why("a#near", "b#talks")
    costs = sorted(part.weight_millibits for part in why.explanation.parts)
    assert why.details[0].endswith(f"takes {-costs[0] / 1000:.3f} bits off")
    wished = [text for text in why.details if "it would be enough if" in text]
    assert wished
    assert "a#near said '2024-04-10' in when, not '2024-04-21'" in "".join(wished)


def test_what_is_wished_for_would_indeed_be_enough() -> None:
    text = _REPORTS.replace("when: 2024-04-21", "when: 2024-04-10")
    explanation = ak.merge(read_text(text)).explain("a#near", "b#talks")
    assert explanation.weight_millibits >= explanation.same_millibits
    assert f"with {explanation.weight_millibits / 1000:.3f} bits" in str(_why("a#near", "b#talks"))


def test_a_decision_and_a_chain_of_decisions_are_told_in_full() -> None:
    why = _why("a#talks", "b#talks", "- {different: [a#talks, b#talks], author: Ann}")
    assert (why.gate, why.reason) == (Gate.decision, "kept apart: decided different by Ann")
    assert why.details == ("decision by Ann holds a#talks and b#talks different",)
    chain = "- {same: [a#talks, a#near]}\n- {different: [a#near, b#talks], author: Ann}"
    why = _why("a#talks", "b#talks", chain)
    assert why.gate is Gate.decision
    assert why.reason.startswith("kept apart: follows from 2 decisions: ")
    assert why.details[1] == "decision by Ann holds a#near and b#talks different"


def test_a_rival_that_fits_better_is_named_with_its_weight() -> None:
    timeline = _merged()
    in_entry = {record.id for record in timeline.entry("b#talks").records}
    (loser,) = {"a#talks", "a#other"} - in_entry
    (rival,) = in_entry - {"b#talks"}
    why = timeline.why_not(loser, "b#talks")
    weight = timeline.explain(rival, "b#talks").weight_millibits
    assert why.gate is Gate.rival
    assert rival in why.details[0]
    assert f"weighs {weight / 1000:.3f} bits" in why.details[0]


_TWINS = """
source: {id: a}
records:
  - {id: x, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10}
---
source: {id: b}
records:
  - {id: x, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10}
---
source: {id: c}
records:
  - {id: x, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10,
     edition: 3}
---
source: {id: d}
records:
  - {id: x, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], when: 2024-04-10,
     edition: 4}
---
- {same: [a#x, c#x]}
- {same: [b#x, d#x]}
"""


def test_a_constraint_between_two_entries_is_named_with_its_records() -> None:
    why = ak.merge(read_text(_TWINS)).why_not("a#x", "b#x")
    assert why.gate is Gate.cluster
    assert why.details == ("c#x and d#x must stay apart: different editions",)
    decided = _TWINS.replace("edition: 4", "edition: 3") + "- {different: [c#x, d#x]}"
    # What a decision forbids, it forbids to all that is held the same: the chain is told.
    why = ak.merge(read_text(decided)).why_not("a#x", "b#x")
    assert why.gate is Gate.decision
    assert len(why.details) == 3


def test_one_source_that_tells_of_both_keeps_two_entries_apart() -> None:
    text = _TWINS.replace("     edition: 3}", "    }").replace("     edition: 4}", "    }")
    text = text.replace("source: {id: d}", "source: {id: c}").replace(
        "{id: x, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], "
        "when: 2024-04-10,\n    }\n---\n- {same",
        "{id: y, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], "
        "when: 2024-04-10,\n    }\n---\n- {same",
    )
    text = text.replace("d#x", "c#y")
    timeline = ak.merge(read_text(text))
    why = timeline.why_not("a#x", "b#x")
    assert why.gate is Gate.cluster
    assert why.details[0] == "c#x and c#y must stay apart: one source tells of both"


def test_entries_that_weigh_against_each_other_name_the_records_that_do() -> None:
    text = _TWINS
    for edition, far in (("3", "2019-01-01"), ("4", "2010-06-01")):
        text = text.replace(
            f"{{id: x, event: summit, title: Tokyo talks on radars, parties: [JPN, PHL], "
            f"when: 2024-04-10,\n     edition: {edition}}}",
            f"{{id: x, event: exercise, title: Drill {edition}, parties: [AUS], when: {far}}}",
        )
    why = ak.merge(read_text(text)).why_not("a#x", "b#x")
    assert why.gate is Gate.cluster
    assert why.details[0].startswith("one entry of both would weigh")
    assert all(text.endswith("bits off") for text in why.details[1:])
    assert len(why.details) > 1


def test_an_explanation_of_what_is_merged_names_no_gate() -> None:
    why = _why("b#talks", "b#talks")
    assert why.gate is None
    assert why.details == ()


def test_a_decision_that_is_stale_explains_nothing() -> None:
    stale = "- {different: [a#talks, b#talks], digests: {a#talks: 0123456789abcdef}}"
    timeline = _merged(stale)
    assert standing_decisions(timeline.collection.decisions)
    assert timeline.decisions.standing == ()
    assert "decided" not in timeline.explain("a#talks", "b#talks").reason


def test_a_decision_on_other_records_of_two_entries_keeps_them_apart() -> None:
    text = _TWINS.replace("     edition: 3}", "    }").replace("     edition: 4}", "    }")
    text = text.partition("- {same")[0] + "- {different: [c#x, d#x], author: Ann}"
    timeline = ak.merge(read_text(text))
    (lone,) = [entry for entry in timeline if len(entry.records) == 1]
    (other,) = {"c#x", "d#x"} - {lone.id}
    why = timeline.why_not("a#x", lone.id)
    assert other in {record.id for record in timeline.entry("a#x").records}
    assert why.gate is Gate.cluster
    assert why.details == (
        f"{other} and {lone.id} must stay apart: decision by Ann holds c#x and d#x different",
    )


def test_two_records_that_say_next_to_nothing_lack_more_than_two_fields() -> None:
    text = """
source: {id: a}
records: [{id: x, event: summit}]
---
source: {id: b}
records: [{id: x, event: exercise}]
"""
    why = ak.merge(read_text(text)).why_not("a#x", "b#x")
    assert why.gate is Gate.comparison
    assert why.details == ("every key lacks more than two fields",)
