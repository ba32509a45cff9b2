"""What users write, held against the annotations: ``make types`` checks that it needs no cast."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import BinaryIO, assert_type

import attrs

import alliancekit as ak
from alliancekit.exporting import EntryType, ExportContext, Exporter
from alliancekit.model import Place
from alliancekit.options import option

EXAMPLES = Path(__file__).parents[2] / "examples"


@attrs.frozen(kw_only=True)
class Options:
    """Options of an exporter."""

    width: int = option(80, help="Width of a line in characters.")


def _write(
    timeline: ak.Timeline, stream: BinaryIO, options: Options, context: ExportContext
) -> None:
    for entry in timeline:
        stream.write(f"{entry.title[: options.width]}\n".encode())
    context.progress(len(timeline), len(timeline))


titles = Exporter(
    name="titles",
    summary="One title a line.",
    suffixes=(".txt",),
    media_type="text/plain",
    options=Options,
    write=_write,
    handles={EntryType.event, EntryType.agreement, EntryType.link},
    api=1,
)


def _collection() -> ak.Collection:
    talks = ak.Event(
        kind=ak.EventKind.summit,
        titles=(ak.Title(text="Talks"),),
        when=ak.FuzzyDate("2024-04-10"),
        parties=(ak.Party(actor="JPN"), ak.Party(actor="USA", role=ak.Role.host, via=("USA.DOS",))),
        place=Place(name="Washington", country="USA"),
        about=("wire#pact",),
    )
    pact = ak.Agreement(
        kind=ak.AgreementKind.defence_pact,
        milestones=(ak.Milestone(stage=ak.Stage.signed, when=ak.FuzzyDate("2024"), by=("JPN",)),),
    )
    return ak.Collection(
        sources=[ak.Source(id="wire", published=ak.FuzzyDate("2024-05-01"), based_on=("paper",))],
        records=[ak.Record(id="wire#talks", says=talks), ak.Record(id="wire#pact", says=pact)],
        decisions=[
            ak.Decision(judgement=ak.Judgement.different, records=("wire#talks", "wire#pact"))
        ],
    )


def test_records_are_made_of_plain_texts_and_merged() -> None:
    collection = _collection() | ak.read_text("source: {id: other}")
    for record in collection:
        assert_type(record, ak.Record)

    options = ak.MergeOptions(as_of=dt.date(2024, 8, 1), policies={"when": "majority"})
    timeline = ak.merge(collection, options=options)
    for entry in timeline:
        assert_type(entry, ak.Entry)
        if isinstance(entry.says, ak.Agreement):
            assert_type(entry.says.milestones, tuple[ak.Milestone, ...])
        when = entry.when
        assert when is None or when.edtf
    talks = timeline["wire#talks"]
    titles: dict[str, str] = {talks.id: talks.title}
    assert titles == {"wire#talks": "Talks"}
    field = talks.field("when")
    assert field is not None
    assert field.text == "2024-04-10"
    assert_type(timeline.conflicts(), tuple[ak.Conflict, ...])
    assert_type(timeline.explain("wire#talks", "wire#pact"), ak.Explanation)
    assert collection.told_sources["wire"].id == "wire"


def test_what_reading_returns_depends_on_what_becomes_of_problems() -> None:
    assert_type(ak.read(EXAMPLES / "nato"), ak.Collection)
    reading = ak.read(str(EXAMPLES / "nato"), errors="collect")
    assert_type(reading, ak.Reading)
    assert reading.problems == ()


def test_modules_are_there_after_the_package_alone() -> None:
    found = ak.dates.resolve("last week", ak.FuzzyDate("2024-07-30"))
    assert found is not None
    assert ak.money.parse("USD 3 million").currency == "USD"
    assert ak.model.value_text(ak.FuzzyDate("2024")) == "2024"
    assert ak.actors.builtin_table().get("JPN").id == "JPN"


def test_an_export_takes_a_name_an_exporter_or_neither(tmp_path: Path) -> None:
    timeline = ak.merge(_collection())
    narrow = Options(width=20)
    reports = [
        ak.export(timeline, io.BytesIO(), titles),
        ak.export(timeline, tmp_path / "titles.txt", titles, narrow, strict=True),
        ak.export(timeline, str(tmp_path / "titles.txt"), titles, {"width": 20}, update=True),
        ak.export(timeline, tmp_path / "x.graphml"),
        ak.export(timeline, io.BytesIO(), "graphml", {"profile": "full"}),
    ]
    assert_type(reports, list[ak.ExportReport])
    assert_type(reports[0].losses, tuple[ak.Loss, ...])
    assert reports[1] == reports[2]
    assert (tmp_path / "titles.txt").read_bytes() == b"defence pact\nTalks\n"
