"""Files that are wrong, huge or malicious: each is refused in one line, and costs one record."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import AllianceKitError
from alliancekit.records import Reading, read, read_text
from alliancekit.records import files as limits


def reading(text: str | bytes, format_: Any = "json") -> Reading:
    return read_text(text, format=format_, errors="collect")


def report(**fields: Any) -> bytes:
    record = {"id": "r", "event": "call", **fields}
    return orjson.dumps({"source": {"id": "s"}, "records": [record]})


def codes(text: str | bytes, format_: Any = "json") -> list[str]:
    found = reading(text, format_)
    for problem in found.problems:
        line = str(problem)
        assert line.isprintable()
        assert len(line) < 2_048
    return [problem.code for problem in found.problems]


def in_yaml(value: str) -> str:
    return f"source: {{id: s}}\nrecords:\n- id: r\n  event: call\n  summary: {value}\n"


# ----------------------------------------------------------------------------- any format


@pytest.mark.parametrize("value", [None, {}, [], True, 3, 3.5])
@pytest.mark.parametrize("field", ["subkind", "summary", "cites", "items"])
def test_what_is_no_text_is_never_made_one(field: str, value: Any) -> None:
    if field in ("cites", "items") and value == []:
        return
    assert codes(report(**{field: value})) == ["type"]
    assert codes(report(title={"en": value})) == ["type"]


@pytest.mark.parametrize("value", ["abc", {"a": 1}, 3, None])
def test_a_text_or_mapping_is_never_made_a_list(value: Any) -> None:
    data = orjson.dumps({"source": {"id": "s"}, "records": value})
    assert codes(data) == ["type"]
    record = {"id": "r", "agreement": "trade", "obligations": value}
    assert codes(orjson.dumps({"source": {"id": "s"}, "records": [record]})) == ["type"]


@pytest.mark.parametrize("value", [3.7, "3", "１２", "1_000", " 7 ", True, [3], {}, 1e300])
def test_what_is_no_whole_number_is_never_made_one(value: Any) -> None:
    assert codes(report(edition=value)) == ["type"]


@pytest.mark.parametrize(
    "value", ["3.7", '"3"', "１２", "1_000", '" 7 "', "0x1F", "010", "1e3", "~"]
)
def test_yaml_gives_the_same_verdict_on_numbers(value: str) -> None:
    text = in_yaml("x") + f"  edition: {value}\n"
    assert codes(text, "yaml") == ["type"]
    assert codes(in_yaml("x") + "  edition: 12\n", "yaml") == []


@pytest.mark.parametrize(
    "value",
    ["NO", "no", "Off", "~", "null", "12:30:45", "010", "0x1F", "1_000", ".inf", "1e3", "3"],
)
def test_a_yaml_scalar_is_the_text_that_stands_there(value: str) -> None:
    found = read_text(in_yaml(value))
    assert found.records[0].says.summary == value
    assert found == read_text(report(summary=value), format="json")


def test_an_unknown_and_a_missing_field_are_both_reported() -> None:
    data = orjson.dumps({"source": {"id": "s"}, "records": [{"idd": "r", "event": "call"}]})
    assert sorted(codes(data)) == ["missing_field", "unknown_field"]


@pytest.mark.parametrize("key", ["\x1b[2J\nOK: loaded", "x" * 2**20, "a/b~c", "\u202e"])
def test_a_hostile_key_stays_one_printable_line(key: str) -> None:
    assert codes(report(**{key: 1})) == ["unknown_field"]
    assert codes(orjson.dumps({"source": {"id": "s", key: 1}})) == ["unknown_field"]
    assert codes(orjson.dumps({"source": {"id": "s"}, key: 1})) == ["unknown_field"]


@pytest.mark.parametrize(
    "value",
    ["2020-02-30", "20200101", "2020-W01-1", "2020-1-1", " 2020-01-01", "", "2020-13", "soon"],
)
def test_what_is_no_edtf_is_no_date(value: str) -> None:
    assert codes(report(when=value)) == ["date"]
    assert codes(in_yaml("x") + f"  when: '{value}'\n", "yaml") == ["date"]


@pytest.mark.parametrize("value", ["0000-01-01", "2020-01-01T24:00:00Z", "-0044-03-15"])
def test_what_edtf_allows_is_a_date_or_a_problem_of_ours(value: str) -> None:
    assert codes(report(when=value)) in ([], ["date"])


def test_a_span_that_ends_before_it_starts_is_refused() -> None:
    assert codes(report(when="2024-05/2024-04")) == ["date"]


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x85", "\ufffe", "\U0001ffff", "\r"])
def test_control_characters_are_refused(char: str) -> None:
    assert codes(report(summary=f"a{char}b")) == ["text.control"]
    escaped = f'"a\\U{ord(char):08x}b"'
    assert codes(in_yaml(escaped), "yaml") == ["text.control"]


@pytest.mark.parametrize("value", ["\u202eabc", "\u2066a", "a\u200bb", "a\ufeffb", "Vietn\u0430m"])
def test_invisible_and_deceptive_characters_are_kept_as_they_are(value: str) -> None:
    assert read_text(report(summary=value), format="json").records[0].says.summary == value


def test_both_spellings_of_vietnamese_are_kept_as_they_are() -> None:
    for value in ("Việt Nam", "Vie\u0323\u0302t Nam"):
        assert read_text(in_yaml(value)).records[0].says.summary == value


def test_texts_are_limited_in_length_and_in_marks() -> None:
    assert codes(report(summary="x" * 65_536)) == []
    assert codes(report(summary="x" * 65_537)) == ["limit.length"]
    assert codes(report(summary="a" + "\u0315\u0300" * 15)) == []
    assert codes(report(summary="a" + "\u0315\u0300" * 16)) == ["limit.combining"]
    assert codes(report(summary="\ufdfa" * 200)) == []
    assert codes(report(parties=["a" + "\u0315\u0300" * 16])) == ["limit.combining"]
    assert codes(report(parties=["a" * 2_000])) == ["limit.length"]


@pytest.mark.slow
def test_many_bad_records_are_counted_exactly() -> None:
    rows = [{"id": f"r{n}", "event": "call", "bad": n} for n in range(2_000)]
    found = reading(orjson.dumps({"source": {"id": "s"}, "records": rows}))
    assert (found.n_records, found.n_rejected, len(found.problems)) == (2_000, 2_000, 2_000)
    with pytest.raises(AllianceKitError) as caught:
        read_text(orjson.dumps({"source": {"id": "s"}, "records": rows}), format="json")
    assert str(caught.value).endswith("and 1000 more problems")


# ----------------------------------------------------------------------------- JSON


@pytest.mark.slow
@pytest.mark.parametrize("text", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000])
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_deep_json_is_refused_quickly(text: str, format_: str) -> None:
    assert codes(text, format_)[0] in ("limit.depth", "json.syntax", "type")


@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_one_record_that_is_too_deep_costs_no_other(format_: str) -> None:
    deep: Any = "x"
    for _ in range(74):
        deep = {"a": deep}
    rows = [{"id": f"r{n}", "event": "call"} for n in range(5)]
    rows[2]["extra"] = deep
    found = reading(orjson.dumps({"source": {"id": "s"}, "records": rows}), format_)
    assert len(found.collection.records) == 4
    assert [one.record for one in found.rejected] == ["s#r2"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("9" * 4_301, "number"),
        ("1e999", "number"),
        ("-1e999", "number"),
        (str(2**63), "number"),
        (str(-(2**63) - 1), "number"),
        ("1" + "0" * 20, "number"),
        ("NaN", "json.syntax"),
        ("-Infinity", "json.syntax"),
        ("01", "json.syntax"),
        ("+1", "json.syntax"),
        ("-0.0", "type"),
    ],
)
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_numbers_out_of_range_are_refused(number: str, code: str, format_: str) -> None:
    data = report(edition=1).replace(b'"edition":1', f'"edition":{number}'.encode())
    assert codes(data, format_) == [code]


@pytest.mark.parametrize("format_", ["json", "jsonl"])
@pytest.mark.parametrize("spelling", ['"summary"', '"summar\\u0079"', '"summary" ', '"summary"\t'])
@pytest.mark.parametrize("value", ["x", "y"])
def test_a_key_that_stands_twice_is_refused(format_: str, spelling: str, value: str) -> None:
    data = report(summary="x").replace(b"}]}", f',{spelling}:"{value}"}}]}}'.encode())
    found = reading(data, format_)
    assert [problem.code for problem in found.problems] == ["duplicate_key"]
    assert "lines 1 and 1" in found.problems[0].message
    assert found.rejected[0].record in ("s#r", "")


def test_counts_that_agree_by_chance_hide_no_second_key() -> None:
    record = b'{"id":"r","event":"call","summary" :"a","summary":"\\":"}'
    line = b'{"source":{"id":"s"},"records":[' + record + b"]}"
    assert codes(line, "jsonl") == ["duplicate_key"]


@pytest.mark.parametrize("value", [b'"\\ud800"', b'"\\udc00\\ud800"', b'"\xed\xa0\x80"'])
@pytest.mark.parametrize("format_", ["json", "jsonl"])
def test_lone_surrogates_are_refused(value: bytes, format_: str) -> None:
    data = report(summary="x").replace(b'"x"', value)
    assert codes(data, format_) == ["text.surrogate"]


def test_lone_surrogates_of_a_text_and_of_yaml_are_refused() -> None:
    assert codes(in_yaml("a\ud800"), "yaml") == ["text.surrogate"]
    assert set(codes(in_yaml('"a\\ud800"'), "yaml")) <= {"text.surrogate", "yaml.syntax"}


def test_a_byte_order_mark_is_taken_at_the_start_only() -> None:
    mark = b"\xef\xbb\xbf"
    assert codes(mark + report()) == []
    assert codes(mark + in_yaml("x").encode(), "yaml") == []
    assert codes(mark + report() + b"\n" + mark + report(), "jsonl") == ["json.syntax"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1"])
@pytest.mark.parametrize("format_", ["yaml", "json"])
def test_other_encodings_are_refused(encoding: str, format_: Any) -> None:
    text = '{"source": {"id": "s", "outlet": "é"}}'
    assert codes(text.encode(encoding), format_) == ["encoding"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le"])
def test_wide_encodings_are_called_by_their_name(encoding: str) -> None:
    found = reading('{"source": {"id": "s", "outlet": "é"}}'.encode(encoding))
    name = encoding.removesuffix("-le").removesuffix("-be").upper()
    assert name in found.problems[0].message


def test_bad_bytes_are_named_by_offset_and_line() -> None:
    found = reading(b'{"source":\n{"id": "s", "outlet": "\xff"}}')
    assert found.problems[0].line == 2
    assert "byte 0xFF at offset 34" in found.problems[0].message


def test_json_lines_are_split_at_line_feeds_alone() -> None:
    separators = "\v\f\x1c\x85\u2028\u2029"
    row = report(summary="a\u2028b").decode()
    assert read_text(row, format="jsonl").records[0].says.summary == "a\u2028b"
    assert codes(separators, "jsonl") == ["json.syntax"]
    text = "\r\n  \n" + row + "\r\n" + "{bad\n" + row.replace('"r"', '"q"')
    found = reading(text, "jsonl")
    assert len(found.collection.records) == 2
    assert [(one.line, one.code) for one in found.problems] == [(4, "json.syntax")]
    assert text.encode()[found.rejected[0].offset :].startswith(b"{bad")


@pytest.mark.parametrize("line", ["[]", "3", "null", '"x"', "true"])
def test_a_line_must_be_an_object(line: str) -> None:
    assert codes(line, "jsonl") == ["type"]


@pytest.mark.parametrize(
    "line",
    ['{"source": {"id": "s"},}', "// x", "{'source': 1}", '{"source": {"id": "s"}} {}', '{"a": 1'],
)
def test_loose_json_is_refused(line: str) -> None:
    assert codes(line, "jsonl") == ["json.syntax"]
    assert codes(line, "json") == ["json.syntax"]


def test_a_line_is_limited_without_being_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_LINE_BYTES", 1_000)
    path = tmp_path / "x.jsonl"
    path.write_bytes(report() + b"\n" + b"x" * 5_000 + b"\n" + report(summary="x"))
    found = read(path, errors="collect")
    assert [(one.line, one.code) for one in found.problems] == [(2, "limit.line")]
    assert len(found.collection.records) == 2


def test_files_are_limited_in_size(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    with path.open("wb") as file:
        file.truncate(limits.MAX_YAML_BYTES + 1)
    assert [problem.code for problem in read(path, errors="collect").problems] == ["limit.file"]


# ----------------------------------------------------------------------------- YAML


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system [touch x]",
        "!foo x",
        "!!binary aGk=",
        "!!set {a}",
        "!!timestamp 2001-01-01",
        "!!str x",
        "! x",
    ],
)
def test_tags_are_refused_and_nothing_is_built(value: str) -> None:
    found = reading(in_yaml(value), "yaml")
    assert [(one.code, one.line) for one in found.problems] == [("yaml.tag", 5)]


def test_aliases_anchors_and_merge_keys_are_refused() -> None:
    laughs = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n"
    assert "unknown_field" in codes(laughs, "yaml")
    assert codes(in_yaml("&a x"), "yaml") == ["limit.alias"]
    assert codes(in_yaml("*a"), "yaml") == ["limit.alias"]
    assert codes(in_yaml("x") + "  cites: &a [*a]\n", "yaml") == ["limit.alias"]
    assert codes(in_yaml("x") + "  <<: {a: b}\n", "yaml") == ["yaml.merge"]
    assert codes(in_yaml("x") + '  "<<": b\n', "yaml") == ["unknown_field"]


def test_a_bomb_of_merge_keys_is_refused_at_once() -> None:
    lines = ["a0: &a0 {k: v}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1},*a{n - 1}]}}" for n in range(1, 23)]
    assert codes("\n".join(lines), "yaml")


@pytest.mark.parametrize("text", ["[" * 30_000, "{a: " * 30_000, "? " * 30_000, "- " * 30_000])
def test_deep_yaml_kills_no_process(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text)
    script = (
        "import sys; from alliancekit.records import read\n"
        "try: read(sys.argv[1])\n"
        "except Exception as error: print(error.problems[0].code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.strip() == "limit.depth"


def test_a_key_that_stands_twice_in_yaml_names_both_lines() -> None:
    found = reading(in_yaml("x") + "  summary: y\n", "yaml")
    assert [(one.code, one.line) for one in found.problems] == [("duplicate_key", 6)]
    assert "lines 5 and 6" in found.problems[0].message


def test_a_key_must_be_a_text() -> None:
    assert codes(in_yaml("x") + "  ? [1]\n  : x\n", "yaml") == ["type"]


def test_every_document_of_a_stream_is_read() -> None:
    text = "source: {id: a}\n---\nsource: {id: b}\n---\n...\n---\n# nothing\n"
    assert [one.id for one in read_text(text).sources] == ["a", "b"]
    assert codes("source: {id: a}\n---\nnonsense", "yaml") == ["type"]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a:\n\t- b", 2), ("a: b\nc: \x07", 2), ("a: 'b", 1), ("a: b: c", 1), ("%x\n", 1)],
)
def test_what_is_no_yaml_is_named_by_its_line(text: str, line: int) -> None:
    found = reading(text, "yaml")
    assert found.problems[0].code in ("yaml.syntax", "text.control")
    assert found.problems[0].line == line


@pytest.mark.slow
def test_ten_thousand_anchors_are_no_work() -> None:
    text = in_yaml("x") + "  cites: [" + ", ".join(f"&a{n} x" for n in range(10_000)) + "]\n"
    found = reading(text, "yaml")
    assert found.n_rejected == 1
    assert {one.code for one in found.problems} == {"limit.alias"}


# ----------------------------------------------------------------------------- files


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "x.yaml"
    os.mkfifo(pipe)
    link = tmp_path / "y.json"
    link.symlink_to("/dev/zero")
    lines = tmp_path / "z.jsonl"
    os.mkfifo(lines)
    found = read(tmp_path, errors="collect")
    assert [problem.code for problem in found.problems] == ["file.type"] * 3


@pytest.mark.parametrize("name", ["x.gz", "x.txt", "x"])
def test_other_suffixes_are_refused_when_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    found = read(tmp_path / name, errors="collect")
    assert [problem.code for problem in found.problems] == ["file.suffix"]


def test_names_that_cannot_be_are_refused() -> None:
    for name in ("\x00.yaml", "missing.yaml", "x" * 5_000 + ".yaml"):
        assert [one.code for one in read(name, errors="collect").problems] == ["file"]


def test_nested_sources_are_limited() -> None:
    source: Any = {"id": "s0"}
    for number in range(1, 30):
        source = {"id": f"s{number}", "based_on": [source]}
    found = codes(orjson.dumps({"source": source}))
    assert found == ["limit.depth"]


# --------------------------------------------------------------------------- decisions


def decided(supersedes: dict[int, set[int]]) -> Reading:
    """Return the reading of decisions by number, with the numbers that each supersedes."""
    records = [{"id": id_, "event": "summit"} for id_ in ("a", "b")]
    lines = [orjson.dumps({"source": {"id": "s"}, "records": records})]
    for number, others in supersedes.items():
        decision: dict[str, Any] = {"same": ["s#a", "s#b"], "id": f"d{number}"}
        if others:
            decision["supersedes"] = [f"d{other}" for other in sorted(others)]
        lines.append(orjson.dumps({"decision": decision}))
    return reading(b"\n".join(lines), "jsonl")


@given(st.lists(st.sets(st.integers(0, 4)), min_size=5, max_size=5))
def test_decisions_that_supersede_each_other_in_a_circle_are_named(others: list[set[int]]) -> None:
    found = decided(dict(enumerate(others)))
    reached = {(n, other) for n, ids in enumerate(others) for other in ids}
    for between in range(5):
        reached |= {(a, d) for a, b in reached for c, d in reached if b == c == between}
    circling = {f"d{n}" for n in range(5) if (n, n) in reached}
    named = {problem.record for problem in found.problems if "supersedes itself" in problem.message}
    # Between two circles a decision is held up on both sides, and goes with them.
    assert circling <= named
    assert bool(circling) == bool(named)


def test_a_long_chain_of_decisions_is_no_circle() -> None:
    found = decided({n: {n + 1} if n < 5_000 else set() for n in range(5_001)})
    assert found.problems == ()
