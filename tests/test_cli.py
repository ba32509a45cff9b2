"""The command line: results on stdout, messages on stderr, a status that scripts can trust."""

import io
import json
import os
import re
import subprocess
import sys
import textwrap
import unicodedata
import warnings
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import alliancekit as ak
from alliancekit.cli import commands as commands_package
from alliancekit.cli import main
from alliancekit.cli.screens import Screen, open_screen, printable
from alliancekit.plugins import load_plugins
from alliancekit.testing.strategies import hostile_text

ROOT = Path(__file__).parent.parent
GULF = ROOT / "examples" / "gulf_asean"

REPORTS = {
    "a.yaml": """
        source: {id: a, outlet: Alpha Post, published: 2024-04-12}
        records:
          - id: summit
            event: summit
            title: Summit in Washington
            parties: [JPN, USA]
            when: 2024-04-10
            cites: [p1, p2]
          - id: sale
            agreement: arms_transfer
            title: Sale of radars
            parties: {seller: {actor: JPN, via: JPN.ATLA}, buyer: PHL}
            milestones:
              signed: {edtf: 2024-04-11, as_written: yesterday, basis: "from 2024-04-12"}
            money: JPY 3 billion
        """,
    "b.yaml": """
        source:
          id: b
          based_on: [{id: wire, outlet: The Wire, based_on: [a]}]
          published: 2024-04-13
        records:
          - {id: summit, event: summit, subkind: bilateral, parties: [JPN, USA], when: 2024-04}
          - id: sale
            agreement: arms_transfer
            title: Radars for Manila
            parties: {seller: JPN, buyer: PHL}
            milestones: {signed: {when: 2024-04-11, place: "Tokyo, JPN"}}
            money: JPY 9 billion
        """,
    "c.yaml": """
        source: {id: c, published: 2024-05-01}
        records:
          - id: drill
            event: exercise
            title: Naval exercise
            parties: [AUS, JPN]
            when: 2024-09
            realis: planned
            part_of: season
          - {id: season, event: exercise, title: Season of exercises}
          - id: pact
            agreement: reciprocal_access
            title: Pact with a wrong date
            parties: [AUS, JPN]
            milestones: {signed: 2022-01-06, in_force: 2021-08-13, expired: {realis: expected}}
          - id: fuel
            agreement: energy
            title: Fuel
            parties: [JPN, USA]
            milestones: {concluded: {when: 2025, realis: expected}}
        """,
    "decisions.yaml": """
        - {same: [a#sale, b#sale], author: R. Coder, reason: one sale}
        - {same: [a#summit, b#summit], author: R. Coder, reason: one summit}
        """,
}

PLUGIN = """
    import time
    import attrs
    from alliancekit.exporting import EntryType, Exporter, Finding, Loss
    from alliancekit.options import NoOptions, option
    from alliancekit.plugins import hookimpl

    @attrs.frozen(kw_only=True)
    class Options:
        heading: str = option("entries", help="First word of the file.")

    def write(timeline, stream, options, context):
        if options.heading == "stop":
            raise KeyboardInterrupt
        if options.heading == "fail":
            raise OSError("no ink")
        if options.heading == "hang":
            time.sleep(3600)
        stream.write(f"{options.heading} {len(timeline)}\\n".encode())
        for number, entry in enumerate(timeline, 1):
            if entry.when is None or options.heading == "lossy":
                reason = f"Line {number} has no room for '{entry.kind}'."
                context.lose(Loss(entry=entry.id, field="when", reason=reason))
            for field in "abcdefghi" if options.heading == "lossy" else "":
                context.lose(Loss(entry=entry.id, field=field, reason="There is no room."))
            context.progress(number, len(timeline))

    def update(options, path):
        heading = path.read_text().split()[0]
        return attrs.evolve(options, heading=f"{heading}-{options.heading}")

    def lint(path):
        if path.read_text().startswith("entries"):
            return ()
        return (Finding(code="heading", message="The heading is odd.", where="line 1"),)

    HANDLES = frozenset(EntryType)
    TALLY = Exporter(name="tally", summary="A tally of entries.", suffixes=(".tally",),
        media_type="text/plain", options=Options, write=write, handles=HANDLES, api=1, lint=lint,
        update=update)
    BARE = Exporter(name="bare", summary="A tally without a linter.", suffixes=(".bare",),
        media_type="text/plain", options=NoOptions, write=lambda *_: None, handles=HANDLES, api=1)

    @hookimpl
    def alliancekit_exporters():
        return [TALLY, BARE]
    """


class Outcome(NamedTuple):
    status: int
    out: str
    err: str


@pytest.fixture
def command(capsys):
    """Return a function that runs one command in this process."""

    def run(*argv):
        try:
            status = main([str(word) for word in argv])
        except SystemExit as exit_:
            status = exit_.code
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return run


@pytest.fixture
def reports(tmp_path):
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(textwrap.dedent(text), encoding="utf-8")
    return folder


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Return a function that puts the distributions of fake plugins on the path, and no other."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(str(site))
    installed = []

    def run(name, code=PLUGIN):
        module = name.replace("-", "_")
        (site / f"{module}.py").write_text(textwrap.dedent(code), encoding="utf-8")
        info = site / f"{module}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[alliancekit]\n{name} = {module}\n")
        installed.append(name)
        monkeypatch.setenv("ALLIANCEKIT_PLUGINS", ",".join(installed))
        load_plugins.cache_clear()

    monkeypatch.setenv("ALLIANCEKIT_PLUGINS", "")
    load_plugins.cache_clear()
    yield run
    load_plugins.cache_clear()
    for name in installed:
        sys.modules.pop(name.replace("-", "_"), None)


class Terminal(io.TextIOWrapper):
    """A stream that a person reads."""

    def __init__(self, encoding="utf-8"):
        super().__init__(io.BytesIO(), encoding, write_through=True)

    def isatty(self):
        return True

    @property
    def shown(self):
        return self.buffer.getvalue().decode(self.encoding)


@pytest.fixture
def terminal(monkeypatch):
    """Return a function that makes stdout a terminal of some columns."""

    def run(columns="80", encoding="utf-8", **environment):
        for name in ("NO_COLOR", "TERM"):
            monkeypatch.delenv(name, raising=False)
        for name, value in {"COLUMNS": columns, **environment}.items():
            monkeypatch.setenv(name, value)
        stream = Terminal(encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        return stream

    return run


def in_process(*argv, **environment):
    return subprocess.run(
        [sys.executable, "-m", "alliancekit", *map(str, argv)],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


any_text = st.one_of(hostile_text(), st.text())


@given(any_text, st.sampled_from(["utf-8", "ascii", "latin-1"]))
def test_printable_text_is_one_line_that_moves_nothing(text, encoding):
    shown = printable(text, encoding)
    shown.encode(encoding)
    categories = {unicodedata.category(char) for char in shown if char not in "\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert len(f"{shown}|".splitlines()) == 1


@given(any_text)
def test_what_is_printable_stays_as_it_is(text):
    assert printable(printable(text)) == printable(text)


@given(st.lists(st.tuples(any_text, any_text), max_size=5))
def test_a_table_in_a_file_has_one_line_a_row(rows):
    stream = io.StringIO()
    screen = Screen(stream=stream, encoding="utf-8", is_terminal=False, has_color=False, width=80)
    screen.table(("first", "second"), rows)
    assert stream.getvalue().count("\n") == len(rows) + 1


@given(st.lists(st.tuples(any_text, any_text), max_size=5), st.integers(40, 200))
def test_a_table_without_colours_holds_no_escape_sequence(rows, width):
    stream = io.StringIO()
    screen = Screen(stream=stream, encoding="ascii", is_terminal=True, has_color=False, width=width)
    screen.table(("first", "second"), [[[(a, "bold red")], b] for a, b in rows])
    assert "\x1b" not in stream.getvalue()
    assert stream.getvalue().isascii()


@given(any_text)
def test_no_text_of_a_report_is_read_as_markup_or_control(text):
    stream = io.StringIO()
    screen = Screen(stream=stream, encoding="utf-8", is_terminal=True, has_color=True, width=80)
    screen.line(f"[red]{text}[/red]", "bold")
    left = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue())
    assert left.rstrip() == f"[red]{printable(text)}[/red]"


def test_a_collection_without_problems_is_well(command, reports):
    outcome = command("check", reports)
    assert outcome == (0, "4 sources, 8 records, 0 rejected, 0 problems\n", "")


def test_every_problem_is_one_line_with_its_place(command, reports):
    bad = reports / "bad.yaml"
    bad.write_text(
        "source: {id: d}\nrecords:\n  - {id: x, event: summit, when: 2021-13, colour: red}\n"
    )
    outcome = command("check", reports)
    assert outcome.status == 1
    *problems, summary = outcome.out.splitlines()
    assert len(problems) == 2
    assert all(problem.startswith(f"{bad}:3 record 'd#x' /") for problem in problems)
    assert summary == "5 sources, 9 records, 1 rejected, 2 problems"


def test_decisions_that_contradict_each_other_are_a_problem(command, reports):
    (reports / "more").mkdir()
    more = "- {different: [a#sale, b#sale], author: S. Coder}"
    (reports / "more" / "decisions.yaml").write_text(more)
    assert command("check", reports).status == 1
    outcome = command("show", reports)
    assert (outcome.status, outcome.out) == (1, "")
    assert "cannot be both the same and different" in outcome.err


def test_what_cannot_be_read_is_not_merged(command, reports):
    (reports / "bad.yaml").write_text(
        "source: {id: d}\nrecords: [{id: x, event: summit, when: 2021-13}]\n"
    )
    outcome = command("show", reports)
    assert (outcome.status, outcome.out) == (1, "")
    assert "bad.yaml:2 record 'd#x' /when" in outcome.err


def test_the_timeline_has_a_line_for_every_entry(command, reports):
    timeline = ak.merge(ak.read(reports))
    outcome = command("show", reports)
    summary, blank, heads, *lines = outcome.out.splitlines()
    assert (
        summary == "3 reports, 8 records, 6 entries, 1 conflict, 0 unsure pairs, as of 2024-05-01"
    )
    assert (blank, heads.split()[:3]) == ("", ["when", "standing", "what"])
    assert [line.split()[-1] for line in lines[: len(timeline)]] == [entry.id for entry in timeline]


def test_the_order_of_the_paths_does_not_matter(command, reports):
    files = sorted(reports.iterdir())
    assert command("show", *files) == command("show", *reversed(files))


def test_what_is_planned_or_expected_is_never_shown_as_done(command, reports):
    out = command("show", reports).out
    assert re.search(r"^September 2024 +planned +Naval exercise", out, re.M)
    assert re.search(r"^2025 +expected, nothing yet +Fuel", out, re.M)


def test_the_status_of_an_agreement_is_that_of_the_day(command, reports):
    before = command("show", reports, "--kind", "energy", "--as-of", "2024-01-01").out
    after = command("show", reports, "--kind", "energy", "--as-of", "2025-06-01").out
    assert "expected, nothing yet" in before
    assert "concluded (expected)" in after


def test_an_impossible_order_of_steps_is_shown(command, reports):
    out = command("show", reports, "--kind", "reciprocal_access").out
    assert "order: in_force on 2021-08-13 comes before signed on 2022-01-06" in out


def test_every_conflict_is_shown_with_each_claim_and_its_place(command, reports):
    out = command("show", reports, "--conflicts").out
    assert "2 of them" not in out
    assert "1 of 2 sources independent" in out
    assert "conflict: money" in out
    assert re.search(r"money: nothing shown|money: JPY [0-9,]+ shown", out)
    assert re.search(r"JPY 3,000,000,000 +a#sale\n", out)
    assert re.search(r"JPY 9,000,000,000 +b#sale\n", out)


def test_every_unsure_pair_is_shown(command):
    timeline = ak.merge(ak.read(GULF))
    out = command("show", GULF, "--conflicts").out
    assert timeline.unsure
    for pair in timeline.unsure:
        assert all(id in out for id in pair.records)
    for conflict in timeline.conflicts():
        assert f"[{conflict.entry}]" in out


@pytest.mark.parametrize(
    ("filters", "titles"),
    [
        (["--party", "JPN", "--party", "USA"], {"Summit in Washington", "Fuel"}),
        (["--party", "Philippines"], {"Sale of radars"}),
        (["--party", "JPN.ATLA"], {"Sale of radars"}),
        (
            ["--kind", "exercise", "--kind", "energy"],
            {"Naval exercise", "Season of exercises", "Fuel"},
        ),
        (["--kind", "military"], {"Naval exercise", "Season of exercises"}),
        (["--kind", "agreement"], {"Sale of radars", "Pact with a wrong date", "Fuel"}),
        (["--kind", "war", "--kind", "presence"], {"Pact with a wrong date"}),
        (["--kind", "war"], set()),
    ],
)
def test_filters_leave_the_entries_that_fit_all_of_them(command, reports, filters, titles):
    out = command("show", reports, *filters).out
    timeline = ak.merge(ak.read(reports))
    table = out.split("What sources disagree on")[0]
    assert {entry.title for entry in timeline if f"  {entry.title}  " in table} == titles
    assert (f"{len(titles)} of them shown" if len(titles) < len(timeline) else "") in out


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (["--party", "Atlantis"], "--party Atlantis: no such actor"),
        (["--kind", "sumit"], "did you mean summit?"),
        (["--kind", "0"], "no such kind; there are: accession"),
    ],
)
def test_a_filter_that_fits_nothing_there_is_is_a_wrong_command(command, reports, filters, message):
    outcome = command("show", reports, *filters)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
    assert "try: alliancekit show --help" in outcome.err


@pytest.mark.slow
def test_the_parts_of_an_explanation_add_up(command):
    timeline = ak.merge(ak.read(GULF))
    ids = [record.id for record in timeline.collection.records][:4]
    for a in ids:
        for b in ids:
            explanation = timeline.explain(a, b)
            out = command("explain", GULF, a, b).out
            rows = re.findall(r"([+-][0-9]+\.[0-9]{3}) +([+-][0-9]+\.[0-9]{3})$", out, re.M)
            parts = [round(float(part) * 1000) for part, _ in rows]
            assert sum(parts) == explanation.weight_millibits == round(float(rows[-1][1]) * 1000)
            assert explanation.reason in out


def test_a_pair_is_explained_with_the_titles_that_its_records_have(command, reports):
    out = command("explain", reports, "a#summit", "b#summit").out
    assert out.startswith(
        "Summit in Washington [a#summit]\nsummit [b#summit]\nmerged: decided same"
    )


def test_a_pair_of_two_editions_says_what_keeps_it_apart(command, tmp_path):
    report = """
        source: {id: s}
        records:
          - id: deal
            agreement: cost_sharing
            edition: EDITION
            parties: [JPN, USA]
            milestones: {signed: 2016}
        """
    for edition in ("11", "12"):
        text = (
            textwrap.dedent(report)
            .replace("EDITION", edition)
            .replace("id: s}", f"id: s{edition}}}")
        )
        (tmp_path / f"{edition}.yaml").write_text(text)
    out = command("explain", tmp_path, "s11#deal", "s12#deal").out
    assert "kept apart whatever the weights: " in out


def test_an_entry_is_explained_with_its_witnesses_fields_and_links(command, reports):
    out = command("explain", reports, "b#sale").out
    assert out.startswith(
        "Sale of radars [a#sale]\nagreement, arms transfer; 2024-04-11; signed as of"
    )
    assert "1. a (Alpha Post)" in out
    assert "1. b ← wire (The Wire) ← a (Alpha Post)" in out
    assert "signed 2024-04-11 [yesterday; from 2024-04-12]" in out
    assert "signed 2024-04-11 in Tokyo, JPN" in out
    assert re.search(r"^money +conflict", out, re.M)
    assert "a#summit, p1, p2" in command("explain", reports, "a#summit").out
    drill = command("explain", reports, "c#drill").out
    assert re.search(r"part of → +Season of exercises \[c#season\] +stated by c#drill", drill)
    assert "parties: none named" in command("explain", reports, "c#season").out


def test_an_entry_tells_how_well_its_records_hold_together(command):
    timeline = ak.merge(ak.read(GULF))
    entry = next(entry for entry in timeline if entry.weakest_millibits is not None)
    out = command("explain", GULF, entry.id).out
    assert f"weakest support of a record in it: {entry.weakest_millibits / 1000:+.3f} bits" in out


def test_sources_in_a_ring_are_named_once(command, tmp_path):
    for one, other in (("a", "b"), ("b", "a")):
        records = "[{id: talks, event: summit}]" if one == "a" else "[]"
        report = f"source: {{id: {one}, based_on: [{other}, c]}}\nrecords: {records}\n"
        (tmp_path / f"{one}.yaml").write_text(report)
    (tmp_path / "c.yaml").write_text("source: {id: c}\nrecords: []\n")
    assert "1. a ← [b ← [a, c], c]" in command("explain", tmp_path, "a#talks").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["REPORTS"], "is no id: end with one or two ids"),
        (["REPORTS", "a#summit", "b#summit", "c#drill"], "3 ids are too many"),
        (["a#summit"], "no file or folder to read"),
        (
            ["REPORTS", "z#drill"],
            "no record or entry has the id 'z#drill': did you mean 'c#drill'?",
        ),
        (["REPORTS", "zzzz#qqqqqqq"], "try: alliancekit show, which lists the ids"),
    ],
)
def test_an_explanation_needs_one_or_two_ids_that_there_are(command, reports, words, message):
    outcome = command("explain", *(reports if word == "REPORTS" else word for word in words))
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err


def test_files_are_written_by_their_suffix_and_what_was_written_is_told(
    command, install, reports, tmp_path
):
    install("alliancekit-tally")
    target = tmp_path / "out.tally"
    outcome = command("merge", reports, "-o", target, "-O", "tally.heading=total")
    assert (outcome.status, outcome.err) == (0, "")
    assert target.read_text() == "total 6\n"
    assert outcome.out.splitlines()[1:] == [
        f"{target}: tally, 6 entries, 8 bytes, 1 left out",
        "  1 of when: Line 6 has no room for 'exercise'.",
        "  (--losses lists each with its entry)",
    ]


def test_losses_are_summed_up_by_kind_or_listed(command, install, reports, tmp_path):
    install("alliancekit-tally")
    words = ("merge", reports, "-o", tmp_path / "out.tally", "-O", "tally.heading=lossy")
    short = command(*words).out.splitlines()[2:]
    assert short[0] == "  6 of a: There is no room."
    assert "  12 of other kinds" in short
    long = command(*words, "--losses").out.splitlines()[2:]
    assert len(long) == 60
    assert "  c#season when: Line 6 has no room for 'exercise'." in long


def test_a_loss_is_an_error_where_that_was_asked_for(command, install, reports, tmp_path):
    install("alliancekit-tally")
    outcome = command("merge", reports, "-o", tmp_path / "out.tally", "--strict")
    assert outcome.status == 1
    assert "Line 6 has no room for 'exercise'.; the target is untouched" in outcome.err
    assert not (tmp_path / "out.tally").exists()


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["-o", "TMP/out.xyz"], 1, "no exporter for 'out.xyz'"),
        (["-o", "TMP/out.xlsx"], 1, "pip install alliancekit-excel"),
        (["-o", "TMP/no/out.tally"], 1, "make it first"),
        (["-o", "TMP", "--exporter", "tally"], 1, "it is a folder"),
        (["-o", "TMP/out.tally", "-o", "TMP/./out.tally"], 2, "the same file twice"),
        (["-o", "TMP/out.tally", "-O", "heading=x"], 2, "write it as NAME.KEY=VALUE"),
        (["-o", "TMP/out.tally", "-O", "tally.heading"], 2, "write it as NAME.KEY=VALUE"),
        (["-o", "TMP/out.tally", "-O", "tally.headin=x"], 2, "did you mean 'heading'?"),
        (
            ["-o", "TMP/out.tally", "-O", "tally.heading=a", "-O", "tally.heading=b"],
            2,
            "given twice",
        ),
        (["-o", "TMP/out.tally", "-O", "bare.heading=a"], 2, "no file is written with this"),
        (["-o", "TMP/out.tally", "-O", "excel.heading=a"], 1, "no exporter for 'excel'"),
        (
            ["-o", "TMP/out.tally", "-o", "TMP/x.tally", "--exporter", "bare"],
            2,
            "no file has a suffix",
        ),
        (["-o", "TMP/out.tally", "-O", "tally.heading=fail"], 1, "no ink"),
        (["-o", "TMP/out.tally", "--as-of", "yesterday"], 2, "is not a day"),
        ([], 2, "-o/--output"),
    ],
)
def test_a_command_that_cannot_be_done_writes_nothing(
    command, install, reports, tmp_path, words, status, message
):
    install("alliancekit-tally")
    outcome = command("merge", reports, *(word.replace("TMP", str(tmp_path)) for word in words))
    assert outcome.status == status
    assert message in outcome.err
    assert not list(tmp_path.glob("*.tally"))
    assert "Traceback" not in outcome.err


def test_a_folder_that_cannot_be_written_to_is_found_before_the_merge(
    command, install, reports, tmp_path, monkeypatch
):
    install("alliancekit-tally")
    monkeypatch.setattr(
        os, "access", lambda *_: False
    )  # the tests may run as root, who may write anywhere
    outcome = command("merge", reports, "-o", tmp_path / "out.tally")
    assert (outcome.status, outcome.out) == (1, "")
    assert "cannot be written to" in outcome.err


def test_of_two_exporters_for_one_suffix_one_must_be_named(command, install, reports, tmp_path):
    install("alliancekit-tally")
    install("another-tally")
    words = ("merge", reports, "-o", tmp_path / "out.tally")
    outcome = command(*words)
    assert outcome.status == 1
    assert "alliancekit-tally:tally, another-tally:tally" in outcome.err
    assert command(*words, "--exporter", "another-tally:tally").status == 0


def test_one_file_of_any_suffix_can_be_written_with_a_named_exporter(
    command, install, reports, tmp_path
):
    install("alliancekit-tally")
    assert command("merge", reports, "-o", tmp_path / "out.txt", "--exporter", "tally").status == 0
    assert (tmp_path / "out.txt").read_text() == "entries 6\n"


def test_ctrl_c_ends_quietly(command, install, reports, tmp_path):
    install("alliancekit-tally")
    outcome = command("merge", reports, "-o", tmp_path / "out.tally", "-O", "tally.heading=stop")
    assert (outcome.status, outcome.err) == (130, "")
    assert not (tmp_path / "out.tally").exists()


def test_an_isolated_exporter_that_hangs_is_ended_and_the_file_is_kept(
    command, install, reports, tmp_path
):
    install("alliancekit-tally")
    target = tmp_path / "out.tally"
    words = ("merge", reports, "-o", target, "--isolated")
    assert command(*words).status == 0
    assert target.read_text() == "entries 6\n"
    outcome = command(*words, "--seconds", "2", "--megabytes", "512", "-O", "tally.heading=hang")
    assert outcome.status == 1
    assert "not done after 2 seconds" in outcome.err
    assert target.read_text() == "entries 6\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--seconds", "5"], "limit what is --isolated"),
        (["--megabytes", "5"], "limit what is --isolated"),
        (["--isolated", "--seconds", "0"], "is no number of seconds"),
        (["--isolated", "--seconds", "nan"], "is no number of seconds"),
        (["--isolated", "--megabytes", "1.5"], "is no number of megabytes"),
        (["--isolated", "--megabytes", "-1"], "is no number of megabytes"),
    ],
)
def test_limits_that_cannot_be_are_a_wrong_command(
    command, install, reports, tmp_path, words, message
):
    install("alliancekit-tally")
    outcome = command("merge", reports, "-o", tmp_path / "out.tally", *words)
    assert outcome.status == 2
    assert message in outcome.err
    assert not (tmp_path / "out.tally").exists()


def test_an_update_continues_from_the_file_that_is_replaced(command, install, reports, tmp_path):
    install("alliancekit-tally")
    target = tmp_path / "out.tally"
    for _ in range(2):
        assert command("merge", reports, "-o", target, "--update").status == 0
    assert target.read_text() == "entries-entries 6\n"


def test_the_exporters_are_listed(command, install):
    install("alliancekit-tally")
    outcome = command("plugins")
    assert (outcome.status, outcome.err) == (0, "")
    assert re.search(
        r"^tally +\.tally +alliancekit-tally 1\.0 +A tally of entries\.$", outcome.out, re.M
    )
    listed = json.loads(command("plugins", "--json").out)
    assert [exporter["name"] for exporter in listed["exporters"]] == ["bare", "tally"]


def test_without_an_exporter_it_is_said_what_to_install(command, install):
    assert "pip install alliancekit-excel" in command("plugins").out


def test_beside_a_broken_plugin_nothing_is_said_of_missing_ones(command, install):
    install("broken-tally", "raise RuntimeError('out of order')")
    outcome = command("plugins")
    assert (outcome.status, outcome.out) == (1, "")
    assert "broken-tally" in outcome.err


def test_a_plugin_that_fails_is_a_problem_that_names_it(command, install, reports, tmp_path):
    install("alliancekit-tally")
    install("broken-tally", "raise RuntimeError('out of order')")
    outcome = command("plugins")
    assert outcome.status == 1
    assert "plugin broken-tally:broken-tally 1.0 failed at import: RuntimeError" in outcome.err
    assert command("plugins", "--json").status == 1
    load_plugins.cache_clear()
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        outcome = command("merge", reports, "-o", tmp_path / "out.tally")
    assert outcome.status == 0
    assert outcome.err.startswith("alliancekit: plugin broken-tally")
    assert len(outcome.err.splitlines()) == 1


def test_the_options_of_an_exporter_are_listed(command, install):
    install("alliancekit-tally")
    outcome = command("options", "tally")
    assert re.search(
        r'^tally\.heading +text +"entries" +First word of the file\.$', outcome.out, re.M
    )
    schema = json.loads(command("options", "tally", "--schema").out)
    assert schema["properties"]["heading"]["default"] == "entries"
    assert command("options", "bare").out == "bare has no options\n"
    assert command("options", "nothing").status == 1


def test_faults_of_a_file_are_listed(command, install, tmp_path):
    install("alliancekit-tally")
    good, bad = tmp_path / "good.tally", tmp_path / "bad.tally"
    good.write_text("entries 6")
    bad.write_text("Entries 6")
    assert command("lint", good) == (0, f"{good}: 0 faults\n", "")
    fault = f"{bad}: line 1: The heading is odd. [heading]\n{bad}: 1 fault\n"
    assert command("lint", bad) == (1, fault, "")
    assert command("lint", bad, "--exporter", "tally").status == 1
    assert "cannot be read: No such file" in command("lint", tmp_path / "no.tally").err
    assert "has no linter" in command("lint", tmp_path / "x.bare").err
    assert command("lint", bad, "--exporter", "tally", "--exporter", "bare").status == 2


def test_a_terminal_gets_colours_and_lines_that_fit_it(command, reports, terminal):
    stream = terminal("100")
    assert command("show", reports).status == 0
    assert "\x1b[" in stream.shown
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.shown).splitlines()
    assert max(map(len, lines)) <= 100
    assert "exercise: AUS, JPN; 1 witness; c#drill" in stream.shown


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_without_colours_nothing_is_an_escape_sequence(command, reports, terminal, environment):
    stream = terminal("60", **environment)
    command("show", reports)
    command("explain", reports, "a#sale")
    command("explain", reports, "a#sale", "b#sale")
    assert "Naval exercise" in stream.shown
    assert "\x1b" not in stream.shown


@pytest.mark.parametrize("columns", ["", "0", "x", "7"])
def test_a_terminal_of_no_known_width_is_as_wide_as_most(terminal, columns):
    assert open_screen(terminal(columns)).width == (40 if columns == "7" else 80)


def test_a_terminal_that_lacks_letters_shows_code_points(command, reports, terminal, tmp_path):
    stream = terminal(encoding="ascii")
    (reports / "d.yaml").write_text(
        "source: {id: d}\nrecords: [{id: x, event: summit, title: Nhật}]", "utf-8"
    )
    assert command("show", reports).status == 0
    assert "Nh\\u1eadt" in stream.shown


def test_progress_is_shown_to_a_person_and_wiped_away(
    command, install, reports, tmp_path, monkeypatch
):
    install("alliancekit-tally")
    messages = Terminal()
    monkeypatch.setattr(sys, "stderr", messages)
    assert command("merge", reports, "-o", tmp_path / "out.tally").status == 0
    assert "merging 8 records" in messages.shown
    assert "writing" in messages.shown


def test_titles_cannot_drive_the_terminal(command, tmp_path, terminal):
    title = r'"[bold]x[/bold] \u202e \u2028 [link=y]"'
    (tmp_path / "a.yaml").write_text(
        f"source: {{id: a}}\nrecords: [{{id: x, event: summit, title: {title}}}]"
    )
    stream = terminal("120")
    assert command("show", tmp_path).status == 0
    assert r"[bold]x[/bold] \u202e \u2028 [link=y]" in stream.shown


def test_a_warning_that_is_not_ours_is_shown_as_usual(install, reports, tmp_path):
    code = textwrap.dedent(PLUGIN) + "\nimport warnings\nwarnings.warn('old paper', UserWarning)\n"
    install("warning-tally", code)
    site = str(tmp_path / "site")
    found = in_process(
        "merge", reports, "-o", tmp_path / "x.tally", PYTHONPATH=os.pathsep.join([site, *sys.path])
    )
    assert found.returncode == 0
    assert b"UserWarning: old paper" in found.stderr


def test_a_reader_that_goes_away_is_no_error(reports):
    process = subprocess.Popen(
        [sys.executable, "-m", "alliancekit", "show", str(reports)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told_in_one_line(command, reports, monkeypatch):
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        monkeypatch.setattr(sys, "stdout", full)
        outcome = command("show", reports)
    assert outcome.status == 1
    assert outcome.err == "alliancekit: cannot write the output: No space left on device\n"


def test_a_broken_stream_without_a_descriptor_is_dropped_too(command, reports, monkeypatch):
    class Gone(Terminal):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    assert command("show", reports).status == 141


def test_it_runs_where_only_ascii_can_be_written(reports):
    (reports / "d.yaml").write_text(
        "source: {id: d}\nrecords: [{id: x, event: summit, title: Nhật}]", "utf-8"
    )
    found = in_process("show", reports, LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert found.returncode == 0
    assert b"Nh\\u1eadt" in found.stdout


def test_the_version_and_the_commands_are_told(command):
    assert re.fullmatch(r"alliancekit [0-9].*\n", command("--version").out)
    out = command("--help").out
    commands = re.findall(r"^    ([a-z-]+)  ", out, re.M)
    modules = Path(commands_package.__file__).parent.glob("[a-z]*.py")
    assert {name.replace("-", "_") for name in commands} == {path.stem for path in modules}
    for name in commands:
        told = command(name, "--help")
        assert (told.status, told.out.partition("\n")[0][:50].split()[2]) == (0, name)
    assert command().status == command("mrege").status == 2
