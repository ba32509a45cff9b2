"""Policies: chosen for a field, blind to order, and never a winner where there is a tie."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import worlds

import alliancekit as ak
from alliancekit.cli import main
from alliancekit.dates import FuzzyDate, Span
from alliancekit.errors import OptionsError
from alliancekit.kinds import AgreementKind, EventKind, Realis, Stage
from alliancekit.model import (
    Agreement,
    Collection,
    Decision,
    Event,
    Judgement,
    Milestone,
    Party,
    Quantity,
    Record,
    Source,
    Title,
)
from alliancekit.money import parse
from alliancekit.timeline import Entry, FieldStatus, FusedField, Policy, differences
from alliancekit.timeline.policies import CHOICES


def _collection(*says: Event | Agreement, based_on: dict[str, str] | None = None) -> Collection:
    """Return records of one thing, told day by day, that a person judged the same."""
    names = [f"s{number}" for number in range(len(says))]
    return Collection(
        sources=tuple(
            Source(
                id=name,
                outlet=f"Paper {number}",
                published=FuzzyDate(f"2024-08-{number + 1:02}"),
                based_on=(based_on[name],) if based_on and name in based_on else (),
            )
            for number, name in enumerate(names)
        ),
        records=tuple(
            Record(id=f"{name}#x", says=said) for name, said in zip(names, says, strict=True)
        ),
        decisions=tuple(
            Decision(judgement=Judgement.same, records=("s0#x", f"{name}#x")) for name in names[1:]
        ),
    )


def _entry(*says: Event | Agreement, trust: dict[str, int] | None = None, **policies: str) -> Entry:
    options = ak.MergeOptions(policies=policies, trust=trust or {})
    (entry,) = ak.merge(_collection(*says), options=options)
    return entry


def _event(**fields: object) -> Event:
    return Event(**{"kind": EventKind.summit, "parties": (Party(actor="JPN"),), **fields})


def _field(entry: Entry, name: str) -> FusedField:
    field = entry.field(name)
    assert field is not None
    return field


def _sums(*texts: str) -> list[Event]:
    return [_event(money=parse(text)) for text in texts]


def _days(*texts: str) -> list[Event]:
    return [_event(when=FuzzyDate(text)) for text in texts]


# ----------------------------------------------------------------------------- laws


_policies = st.dictionaries(
    st.sampled_from(sorted(CHOICES)), st.sampled_from(list(Policy)), max_size=6
).map(lambda chosen: {name: word for name, word in chosen.items() if word in CHOICES[name]})


@given(worlds(), _policies, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_no_policy_looks_at_an_order_or_loses_a_value(collection, policies, random) -> None:
    trust = {source.id: random.randrange(4) for source in collection.sources} | {"other": 1}
    options = ak.MergeOptions(policies=policies, trust=trust)
    timeline = ak.merge(collection, options=options)
    shuffled = Collection(
        sources=tuple(random.sample(collection.sources, len(collection.sources))),
        records=tuple(random.sample(collection.records, len(collection.records))),
        decisions=collection.decisions,
    )
    assert ak.merge(shuffled, options=options).entries == timeline.entries

    usual = ak.merge(collection)
    assert [entry.id for entry in timeline] == [timeline.entry(entry.id).id for entry in timeline]
    for entry in usual:
        chosen = timeline.entry(entry.id)
        assert chosen.records == entry.records
        assert chosen.witnesses == entry.witnesses
        for before, after in zip(entry.fields, chosen.fields, strict=True):
            assert (before.name, before.status) == (after.name, after.status)
            assert set(before.claims) == set(after.claims)
            stage = ".".join(before.name.split(".")[:2])
            if not {stage, before.name.split(".")[0]} & {*policies, *_also(policies)}:
                assert before == after


def _also(policies: dict[str, Policy]) -> set[str]:
    # Whether a step was taken goes by the policy for whether things happened.
    return {"milestones"} if "realis" in policies else set()


@given(worlds(), _policies)
@settings(max_examples=40)
def test_what_was_not_done_is_shown_as_done_by_no_policy(collection, policies) -> None:
    options = ak.MergeOptions(policies=policies, trust={"other": 1})
    for entry in ak.merge(collection, options=options):
        if entry.realis is Realis.actual and isinstance(entry.says, Event):
            assert any(record.says.realis is Realis.actual for record in entry.records)


def test_a_timeline_tells_the_options_that_made_it() -> None:
    collection = _collection(*_sums("USD 20 million", "USD 30 million"))
    options = ak.MergeOptions(policies={"money": "trust"}, trust={"s1": 2})
    before, after = ak.merge(collection), ak.merge(collection, options=options)
    assert before.options == ak.MergeOptions()
    assert after.options == options
    assert hash(options) == hash(ak.MergeOptions(policies=[("money", "trust")], trust={"s1": 2}))
    found = differences(before, after)
    (difference,) = found.entries
    assert [str(cause) for cause in difference.causes] == [
        "options policies money=trust instead of none",
        "options trust s1=2 instead of none",
    ]
    once = attrs.evolve(options, counts_copies_once=False)
    causes = differences(after, ak.merge(collection, options=once)).causes
    assert [str(cause) for cause in causes] == ["options copies counted each"]


# ----------------------------------------------------------------------------- each policy


def test_by_majority_a_value_that_more_give_goes_before_one_that_is_more_precise() -> None:
    told = _sums("about USD 20 million", "about USD 20 million", "USD 19.7 million")
    assert _field(_entry(*told), "money").value == parse("USD 19.7 million")
    by_majority = _field(_entry(*told, money="majority"), "money")
    assert by_majority.value == parse("about USD 20 million")
    assert (by_majority.policy, by_majority.status) == ("majority", FieldStatus.refined)
    assert by_majority.claims[0].records == ("s0#x", "s1#x")
    # One against one says nothing: the field's own rule decides.
    even = _field(_entry(*told[1:], money="majority"), "money")
    assert even.value == parse("USD 19.7 million")


def test_a_majority_of_dates_is_one_of_dates_that_can_hold_together() -> None:
    told = _days("2024-04", "2024-04", "2024-04-10", "2024-05-01", "2024-05-01")
    field = _field(_entry(*told, when="majority"), "when")
    assert (field.value, field.status) == (FuzzyDate("2024-04"), FieldStatus.conflict)
    tied = _field(_entry(*_days("2024-04-10", "2024-05-01"), when="majority"), "when")
    assert tied.is_tied
    assert tied.value == FuzzyDate("[2024-04-10,2024-05-01]")


def test_how_a_date_is_worded_makes_no_other_vote() -> None:
    told = [
        _event(when=FuzzyDate("2024-04", as_written="April")),
        _event(when=FuzzyDate("2024-04", as_written="im April")),
        _event(when=FuzzyDate("2024-04-10")),
    ]
    assert _field(_entry(*told, when="majority"), "when").value.edtf == "2024-04"
    agreed = _field(_entry(*told[:2], when="unanimous"), "when")
    assert agreed.value.edtf == "2024-04"
    assert not agreed.is_tied


def test_plans_do_not_vote_on_a_date() -> None:
    told = [_event(when=day.when, realis=Realis.planned) for day in _days("2024-04-10") * 2]
    told += _days("2024-05-01")
    for policy in Policy:
        if policy is not Policy.trust:
            assert _entry(*told, when=policy).when == FuzzyDate("2024-05-01")
    latest = [*told[:2], attrs.evolve(told[2], realis=Realis.planned)]
    assert _entry(*latest, when="majority").when == FuzzyDate("2024-05-01")


def test_the_most_precise_value_must_be_left_possible_by_all() -> None:
    told = _sums("USD 20 million", "USD 20 million", "USD 30 million")
    assert _field(_entry(*told), "money").value == parse("USD 20 million")
    field = _field(_entry(*told, money="most_precise"), "money")
    assert (field.value, field.is_tied, field.status) == (None, True, FieldStatus.conflict)
    fine = _sums("about USD 20 million", "USD 19.7 million")
    assert _entry(*fine, money="most_precise").says.money == parse("USD 19.7 million")
    dates = _days("2024-04-10", "2024-04-10", "2024-04-12")
    assert _entry(*dates, when="most_precise").when == FuzzyDate("[2024-04-10,2024-04-12]")


def test_what_the_most_trusted_source_says_is_shown_and_the_others_stay() -> None:
    told = _sums("USD 20 million", "USD 30 million", "USD 20 million")
    field = _field(_entry(*told, money="trust", trust={"Paper 1": 2}), "money")
    assert (field.value, field.policy) == (parse("USD 30 million"), "most trusted")
    assert field.status is FieldStatus.conflict
    assert [claim.records for claim in field.claims] == [("s1#x",), ("s0#x", "s2#x")]
    # The id of a source goes before its outlet, and nobody trusted more is no preference.
    by_id = _entry(*told, money="trust", trust={"Paper 1": 2, "s1": 0})
    assert by_id.says.money == parse("USD 20 million")
    same = _entry(*told, money="trust", trust={"Paper 0": 5, "Paper 1": 5, "Paper 2": 5})
    assert _field(same, "money") == _field(_entry(*told), "money")


def test_sources_that_are_trusted_alike_and_disagree_are_tied() -> None:
    told = _sums("USD 20 million", "USD 30 million", "USD 40 million", "USD 40 million")
    trust = {"Paper 0": 2, "Paper 1": 2}
    field = _field(_entry(*told, money="trust", trust=trust), "money")
    assert (field.value, field.is_tied, field.policy) == (None, True, "most trusted: tie")
    assert {claim.records for claim in field.claims[:2]} == {("s0#x",), ("s1#x",)}


def test_unanimous_shows_what_all_say_or_nothing() -> None:
    told = _sums("about USD 20 million", "USD 19.7 million")
    field = _field(_entry(*told, money="unanimous"), "money")
    assert (field.value, field.is_tied) == (None, True)
    assert (field.policy, field.status) == ("not unanimous", FieldStatus.refined)
    titles = [_event(titles=(Title(text=text),)) for text in ("Talks in Tokyo", "Tokyo talks")]
    assert _entry(*titles, titles="unanimous").says.titles == ()
    assert _entry(*titles).title == "Talks in Tokyo"
    assert _entry(*titles[:1] * 2, titles="unanimous").title == "Talks in Tokyo"


def test_members_of_a_set_are_counted_each_for_itself() -> None:
    told = [
        _event(parties=tuple(Party(actor=actor) for actor in actors))
        for actors in (("JPN", "USA"), ("JPN", "USA", "FRA"), ("JPN", "AUS"))
    ]

    def actors(entry: Entry) -> list[str]:
        return [party.actor for party in entry.parties]

    assert actors(_entry(*told)) == ["AUS", "FRA", "JPN", "USA"]
    assert actors(_entry(*told, parties="majority")) == ["JPN", "USA"]
    assert actors(_entry(*told, parties="unanimous")) == ["JPN"]
    assert actors(_entry(*told, parties="trust", trust={"s1": 2})) == ["FRA", "JPN", "USA"]
    none = _field(
        _entry(told[0], _event(parties=(Party(actor="FRA"),)), parties="majority"), "parties"
    )
    assert (none.value, none.is_tied) == ((), True)


def test_a_member_that_one_witness_repeats_counts_once() -> None:
    told = [
        _event(items=items)
        for items in (("radar", "ship"), ("radar", "ship"), ("radar",), ("radar",))
    ]
    collection = _collection(*told, based_on={"s1": "s0"})
    options = ak.MergeOptions(policies={"items": "majority"})
    (entry,) = ak.merge(collection, options=options)
    assert entry.says.items == ("radar",)
    (counted,) = ak.merge(_collection(*told[:3]), options=options)
    assert counted.says.items == ("radar", "ship")


def test_a_policy_for_milestones_is_for_the_date_of_each_step_or_of_one() -> None:
    def pact(signed: str, in_force: str) -> Agreement:
        return Agreement(
            kind=AgreementKind.defence_pact,
            milestones=(
                Milestone(stage=Stage.signed, when=FuzzyDate(signed)),
                Milestone(stage=Stage.in_force, when=FuzzyDate(in_force)),
            ),
        )

    told = [pact("2024-04-01", "2024-06-01"), pact("2024-04-03", "2024-06-03")]

    def days(**policies: str) -> list[str]:
        options = ak.MergeOptions(policies=policies, trust={"s1": 2})
        (entry,) = ak.merge(_collection(*told), options=options)
        return [step.when.edtf for step in entry.says.milestones]

    assert days() == ["[2024-04-01,2024-04-03]", "[2024-06-01,2024-06-03]"]
    assert days(milestones="trust") == ["2024-04-03", "2024-06-03"]
    assert days(**{"milestones.signed": "trust"}) == ["2024-04-03", "[2024-06-01,2024-06-03]"]
    both = {"milestones": "trust", "milestones.signed": "unanimous"}
    assert days(**both) == ["[2024-04-01,2024-04-03]", "2024-06-03"]


def test_whether_it_happened_can_go_by_trust() -> None:
    told = [_event(), _event(realis=Realis.denied)]
    assert _field(_entry(*told), "realis").is_tied
    assert _entry(*told, realis="trust", trust={"s0": 2}).realis is Realis.actual
    assert _entry(*told, realis="trust", trust={"s1": 2}).realis is Realis.denied
    steps = [
        Agreement(
            kind=AgreementKind.defence_pact,
            milestones=(Milestone(stage=Stage.signed, realis=realis),),
        )
        for realis in (Realis.actual, Realis.denied)
    ]
    (step,) = _entry(*steps, realis="trust", trust={"s0": 2}).says.milestones
    assert step.realis is Realis.actual


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("kind", [_event(), _event(kind=EventKind.meeting)]),
        ("subkind", [_event(subkind="a"), _event(subkind="b")]),
        ("edition", [_event(edition=1), _event(edition=2)]),
        ("summary", [_event(summary="a"), _event(summary="b")]),
        ("items", [_event(items=("a",)), _event(items=("b",))]),
        (
            "quantities",
            [_event(quantities=(Quantity(what="ships", low=Decimal(n)),)) for n in (2, 3)],
        ),
    ],
)
def test_a_policy_changes_what_is_shown_and_neither_claims_nor_status(field, told) -> None:
    usual = _field(_entry(*told), field)
    for policy in CHOICES[field]:
        chosen = _field(_entry(*told, trust={"s1": 2}, **{field: policy}), field)
        assert set(chosen.claims) == set(usual.claims)
        assert chosen.status is usual.status
    trusted = _field(_entry(*told, trust={"s1": 2}, **{field: "trust"}), field)
    assert trusted.value == getattr(told[1], field)


# ----------------------------------------------------------------------------- refusals


def test_all_that_is_wrong_with_options_is_said_at_once() -> None:
    with pytest.raises(OptionsError) as caught:
        ak.MergeOptions(
            policies={
                "mony": "majority",
                "edition": "most_precise",
                "kind": "fastest",
                "x" * 99: "y",
            },
            trust={"Reuters": -1, "AP": True, "": 2, "Daily": "many"},
        )
    told = {message.partition(": ")[0]: message for message in caught.value.messages}
    assert told["policies.mony"].endswith("no field of this name has a policy: did you mean money?")
    assert told["policies.edition"].endswith(
        "'most_precise' does not fit this field: use majority or trust or unanimous"
    )
    assert told["policies.kind"].endswith("'fastest' is no policy: use majority or trust")
    assert "use one of amendment," in told[f"policies.{'x' * 99}"]
    for name in ("Reuters", "AP", "Daily"):
        assert "no whole number from 0 to 1000" in told[f"trust.{name}"]
    assert "no outlet and no id" in told["trust"]
    assert len(caught.value.messages) == 8


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"as_of": "2024-01-01"}, "as_of: '2024-01-01' is no datetime.date"),
        ({"as_of": dt.datetime(2024, 1, 1, tzinfo=dt.UTC)}, "is no datetime.date"),
        ({"counts_copies_once": "no"}, "counts_copies_once: 'no' is neither True nor False"),
        ({"policies": ["money"]}, "policies: ['money'] is neither a mapping nor pairs"),
        ({"policies": {"money": ["majority"]}}, "policies.money: "),
        ({"policies": {3: "majority"}}, "policies.3: no field of this name"),
        ({"trust": 5}, "trust: 5 is neither a mapping nor pairs"),
        ({"trust": {"AP": 2, 3: 4}}, "is neither a mapping nor pairs"),
        ({"trust": None}, "trust: None is neither"),
    ],
)
def test_an_option_of_another_type_is_refused_when_it_is_given(
    given: dict[str, Any], message: str
) -> None:
    with pytest.raises(OptionsError, match=re.escape(message)):
        ak.MergeOptions(**given)


def test_trust_must_be_given_where_it_is_asked_for() -> None:
    with pytest.raises(OptionsError, match="'trust' needs to know whom"):
        ak.MergeOptions(policies={"money": "trust"})
    assert ak.MergeOptions(trust={"Reuters": 2}).policies == ()


def test_every_policy_that_fits_a_field_can_be_chosen_for_it() -> None:
    for name, fitting in CHOICES.items():
        for policy in fitting:
            options = ak.MergeOptions(policies={name: str(policy)}, trust={"a": 2})
            assert options.policies == ((name, policy),)
    assert {
        "when",
        "parties",
        "money",
        "quantities",
        "milestones",
        "realis",
        "kind",
        "place",
    } <= set(CHOICES)


# ----------------------------------------------------------------------------- command line


@pytest.fixture
def sales(tmp_path: Path) -> Path:
    path = tmp_path / "sales.yaml"
    ak.write(_collection(*_sums("USD 20 million", "USD 30 million")), path)
    return path


def test_policies_are_chosen_on_the_command_line(sales, capsys) -> None:
    def shown(*words: str) -> str:
        assert main([words[0], str(sales), *words[1:]]) == 0
        return " ".join(capsys.readouterr().out.split())

    assert "nothing shown, by the rule: tie" in shown("show")
    told = ("--policy", "money=trust", "--trust", "Paper 1=2")
    assert "USD 30,000,000 shown, by the rule: most trusted" in shown("show", *told)
    assert "money conflict USD 30,000,000 most trusted" in shown("explain", "s0#x", *told)
    assert "no value holds for all" in shown("show", "--policy", "money=most_precise")
    assert main(["diff", str(sales), str(sales), *told]) == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--policy", "money"], "--policy 'money': write it like money=majority"),
        (["--trust", "Reuters"], "--trust 'Reuters': write it like Reuters=5"),
        (["--trust", "Papr 1=2"], "no outlet or source is called so: did you mean 'Paper 1'?"),
        (["--trust", "x=2"], "name one of those that were read"),
        (["--policy", "money=best"], "policies.money: 'best' is no policy"),
        (["--trust", "s1=x"], "trust.s1: 'x' is no whole number"),
        (["--trust", "s1=-1"], "trust.s1: '-1' is no whole number"),
    ],
)
def test_wrong_policies_are_refused_with_what_would_do(sales, capsys, words, told) -> None:
    assert main(["show", str(sales), *words]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("kinds", "status", "shown"),
    [
        (("meeting", "summit"), FieldStatus.refined, "summit"),
        (("summit", "meeting"), FieldStatus.refined, "summit"),
        (("other", "call"), FieldStatus.refined, "call"),
        (("visit", "summit"), FieldStatus.refined, "summit"),
        (("consultation", "meeting"), FieldStatus.refined, "consultation"),
        (("summit", "ministerial"), FieldStatus.conflict, "summit"),
        (("ratification", "signing"), FieldStatus.conflict, "signing"),
        (("ratification", "ratification", "signing"), FieldStatus.conflict, "ratification"),
    ],
)
def test_a_generic_kind_is_refined_and_kinds_of_two_families_conflict(
    kinds: tuple[str, ...], status: FieldStatus, shown: str
) -> None:
    for told in (kinds, kinds[::-1]):
        field = _field(_entry(*[_event(kind=EventKind(kind)) for kind in told]), "kind")
        assert (field.status, field.value) == (status, shown)
        assert field.is_tied == (status is FieldStatus.conflict and len(kinds) == 2)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_month_speaks_for_each_of_its_days_alike(order: tuple[int, ...]) -> None:
    days = ["2024-07", "2024-07-12", "2024-07-13"]
    field = _field(_entry(*[_event(when=FuzzyDate(days[at])) for at in order]), "when")
    assert (field.status, field.is_tied) == (FieldStatus.conflict, True)
    assert field.value.edtf == "[2024-07-12,2024-07-13]"


def test_an_exact_day_is_more_precise_than_about_another() -> None:
    days = [_event(when=FuzzyDate(day)) for day in ("2024-07-09~", "2024-07-12")]
    field = _field(_entry(*days), "when")
    assert (field.status, field.value.edtf) == (FieldStatus.refined, "2024-07-12")


def test_a_meeting_of_two_days_is_refined_by_each_of_them() -> None:
    whole = Span.parse("2024-09-18/2024-09-19")
    days = [_event(when=FuzzyDate(day)) for day in ("2024-09-18", "2024-09-19")]
    field = _field(_entry(*days, _event(when=whole)), "when")
    assert (field.status, field.value) == (FieldStatus.refined, whole)


@pytest.mark.parametrize(
    "sums",
    [
        ("GBP 8 billion", "GBP 5.4 billion", "EUR 9.2 billion"),
        ("USD 5 billion", "USD 3 billion per year", "USD 9 billion"),
    ],
)
def test_a_sum_that_compares_with_none_hides_no_conflict_of_the_others(
    sums: tuple[str, ...],
) -> None:
    for told in (sums, sums[::-1]):
        assert _field(_entry(*_sums(*told)), "money").status is FieldStatus.conflict
