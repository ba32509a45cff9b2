"""Options: exact values, one schema, every problem at once."""

from __future__ import annotations

import datetime as dt
import json
import math
from enum import Enum, IntEnum, StrEnum
from typing import Any, Literal

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import ExporterError, OptionsError
from alliancekit.options import (
    NoOptions,
    OptionHelp,
    as_mapping,
    check_options_class,
    describe_options,
    from_texts,
    json_schema,
    option,
    structure,
)
from alliancekit.testing import options_of


class Flavour(StrEnum):
    plain = "plain"
    rich = "rich"


class Level(IntEnum):
    low = 1
    high = 2


@attrs.frozen(kw_only=True)
class Page:
    """How a page looks."""

    width: int = option(80, help="Width in characters.", minimum=20, maximum=200)
    margin: float = option(2.5, help="Margin in centimetres.", minimum=0)


@attrs.frozen(kw_only=True)
class Everything:
    """Every type that an option may have."""

    flag: bool = option(False, help="A flag.")
    count: int = option(3, help="A number.")
    share: float = option(0.5, help="A share.", maximum=1)
    title: str = option("", help="A title.")
    since: dt.date = option(dt.date(2024, 1, 1), help="A day.")
    until: dt.date | None = option(None, help="A day or none.")
    flavour: Flavour = option(Flavour.plain, help="A flavour.")
    level: Level = option(Level.low, help="A level.")
    mode: Literal["a", "b", 3, True] = option("a", help="A mode.")
    years: tuple[int, ...] = option((), help="Years.")
    days: tuple[int, ...] = option((7,), help="Days before.", minimum=0, maximum=30)
    indent: int | None = option(None, help="Blanks.", minimum=0, maximum=8)
    names: tuple[str | None, ...] = option(("x",), help="Names.")
    page: Page = Page()
    pages: tuple[Page, ...] = option((), help="Pages.")


VALIDATOR = jsonschema.Draft202012Validator(
    json_schema(Everything),
    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
)

_scalars: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-3, 300)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.integers(-3, 300).map(float)
    | st.text(max_size=5)
    | st.sampled_from(["plain", "rich", "a", "b", "true", "no", "61", "2024-02-30", "2024-02-29"])
    | st.sampled_from(["2024-02-29\n", "0000-01-01", "20240229", "\x00", "\ud800", "\U0001ffff"])
    | st.dates().map(dt.date.isoformat)
)
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["width", "margin", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
_names = st.sampled_from([field.name for field in attrs.fields(Everything)] + ["other", "", "Ü"])


@given(st.dictionaries(_names, _values, max_size=4))
def test_the_schema_accepts_exactly_what_the_converter_takes(given_values: dict[str, Any]) -> None:
    try:
        structure(Everything, given_values)
        is_taken = True
    except OptionsError:
        is_taken = False
    assert VALIDATOR.is_valid(given_values) == is_taken


@given(options_of(Everything))
def test_options_are_the_same_after_json(options: Everything) -> None:
    text = json.dumps(as_mapping(options))
    assert structure(Everything, json.loads(text)) == options
    assert VALIDATOR.is_valid(json.loads(text))
    assert structure(Everything, options) is options


@given(options_of(Everything))
def test_options_are_the_same_after_texts(options: Everything) -> None:
    plain = as_mapping(options)
    page = plain.pop("page")
    texts = {
        name: value if isinstance(value, str) else "" if value is None else json.dumps(value)
        for name, value in {**plain, **{f"page.{k}": v for k, v in page.items()}}.items()
    }
    assert from_texts(Everything, texts) == options


@given(st.dictionaries(st.text(max_size=6) | _names, st.text(max_size=8), max_size=3))
def test_texts_are_read_or_refused_with_the_option_named(texts: dict[str, str]) -> None:
    try:
        from_texts(Everything, texts)
    except OptionsError as error:
        assert all(": " in message and "\n" not in message for message in error.messages)


@pytest.mark.parametrize(
    ("name", "given_value", "message"),
    [
        ("flag", "no", "flag: 'no' is neither true nor false"),
        ("flag", 1, "flag: 1 is neither true nor false"),
        ("count", "61", "count: '61' is not a whole number"),
        ("count", True, "count: True is not a whole number"),
        ("count", 1.5, "count: 1.5 is not a whole number"),
        ("count", math.inf, "count: inf is not a whole number"),
        ("count", 2**53, "is not a whole number from -9007199254740991 to 9007199254740991"),
        ("share", math.nan, r"share: nan is not a number from -1.79769e\+308 to 1"),
        ("share", "1", "share: '1' is not a number"),
        ("share", 10**400, "share: 1000"),
        ("title", b"x", "title: b'x' is not text"),
        ("title", "a\x00", r"title: 'a\\x00' holds U\+0000"),
        ("title", "x" * 65_537, "has 65537 characters: at most 65536"),
        ("since", dt.datetime(2024, 1, 1, tzinfo=dt.UTC), "is not a date: write it as YYYY-MM-DD"),
        ("since", "20240101", "write it as YYYY-MM-DD"),
        ("since", "2024-13-01", "month must be in 1..12"),
        ("flavour", "Plain", "flavour: 'Plain' is not one of plain, rich"),
        ("level", True, "level: True is not one of 1, 2"),
        ("level", Flavour.plain, "is not one of 1, 2"),
        ("mode", 1, "mode: 1 is not one of a, b, 3, true"),
        ("mode", [], r"mode: \[\] is not one of"),
        ("years", "2024", "years: '2024' is not a list"),
        ("years", [2024, "2025", None], r"years\[1\]: '2025' is not a whole number"),
        ("days", [3, 31], r"days\[1\]: 31 is not a whole number from 0 to 30"),
        ("indent", 9, "indent: 9 is not a whole number from 0 to 8"),
        ("page", 3, "page: 3 is not a mapping of options"),
        ("page", {"width": 10}, "page.width: 10 is not a whole number from 20 to 200"),
        ("pages", [{}, {"widht": 30}], r"pages\[1\].widht: no such option; did you mean 'width'\?"),
        ("titel", "x", "titel: no such option; did you mean 'title'"),
        ("\x1b[2J", "x", "no such option; there are: flag, count"),
    ],
)
def test_values_are_taken_exactly(name: str, given_value: Any, message: str) -> None:
    with pytest.raises(OptionsError, match=message):
        structure(Everything, {name: given_value})


def test_good_values_become_what_the_class_says() -> None:
    options = structure(
        Everything,
        {
            "count": 4.0,
            "share": 1,
            "since": dt.date(2025, 1, 1),
            "flavour": "rich",
            "level": 2,
            "mode": True,
            "years": [2024],
            "page": Page(width=30),
            "pages": [{"width": 40}],
        },
    )
    assert type(options.count) is int
    assert type(options.share) is float
    assert options.flavour is Flavour.rich
    assert options.level is Level.high
    assert options.mode is True
    assert options.years == (2024,)
    assert options.page.width == 30
    assert options.pages == (Page(width=40),)
    assert structure(Everything, {"flavour": Flavour.rich}).flavour is Flavour.rich


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(OptionsError) as caught:
        structure(Everything, {"flag": 1, "page": {"width": 1, "x": 2}, "years": ["a", "b"]})
    assert len(caught.value.messages) == 5


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"flag": "true"}, {"flag": True}),
        ({"count": "-7"}, {"count": -7}),
        ({"share": "-1e-3"}, {"share": -0.001}),
        ({"title": " = text "}, {"title": " = text "}),
        ({"until": ""}, {"until": None}),
        ({"until": "2024-02-29"}, {"until": dt.date(2024, 2, 29)}),
        ({"level": "2"}, {"level": Level.high}),
        ({"mode": "true"}, {"mode": True}),
        ({"years": ""}, {"years": ()}),
        ({"years": "2024,2025"}, {"years": (2024, 2025)}),
        ({"names": '["a,b",null]'}, {"names": ("a,b", None)}),
        ({"page.width": "30", "page.margin": "1"}, {"page": Page(width=30, margin=1)}),
        ({"pages": '[{"width":30}]'}, {"pages": (Page(width=30),)}),
        ({"pages": '[{"width":30}]', "flag": "false"}, {"pages": (Page(width=30),)}),
    ],
)
def test_texts_are_read_as_documented(texts: dict[str, str], expected: dict[str, Any]) -> None:
    assert from_texts(Everything, texts) == Everything(**expected)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        ({"flag": "True"}, "flag: 'True' is neither 'true' nor 'false'"),
        ({"count": "1_000"}, "count: '1_000' is not a whole number in decimal digits"),
        ({"count": "１"}, "count: .* is not a whole number in decimal digits"),
        ({"count": "007"}, "count: '007' is not a whole number in decimal digits"),
        ({"count": "9" * 5_000}, "count: "),
        ({"share": "nan"}, "share: 'nan' is not a number"),
        ({"share": "1" * 5_000}, "share: "),
        ({"share": "1e999"}, "share: inf is not a number from"),
        ({"level": "low"}, "level: 'low' is not one of 1, 2"),
        ({"years": "[2024"}, r"years: '\[2024' is not JSON"),
        ({"years": "[NaN]"}, "NaN is no JSON number"),
        ({"years": "2024, 2025"}, r"years\[1\]: ' 2025' is not a whole number"),
        ({"pages": "[3]"}, r"pages\[0\]: 3 is not a mapping"),
        ({"pages": "{"}, r"pages\[0\]: '{' is not JSON"),
        ({"page": "{}"}, "page: no such option; did you mean 'pages'"),
        ({"page.hight": "1"}, "no such option; did you mean 'page.width'|no such option; there"),
    ],
)
def test_texts_that_are_not_exact_are_refused(texts: dict[str, str], message: str) -> None:
    with pytest.raises(OptionsError, match=message):
        from_texts(Everything, texts)


def test_what_a_validator_refuses_names_the_group() -> None:
    @attrs.frozen(kw_only=True)
    class Range:
        low: int = option(1, help="Low.")
        high: int = option(2, help="High.")

        def __attrs_post_init__(self) -> None:
            if self.low > self.high:
                raise ValueError("low is above high" if self.low < 9 else "")

    group = attrs.make_class("Outer", {"range": attrs.field(default=Range())}, frozen=True)
    group.__annotations__ = {"range": Range}
    with pytest.raises(OptionsError, match=r"^range: low is above high$"):
        structure(group, {"range": {"low": 5}})
    with pytest.raises(OptionsError, match=r"^ValueError$"):
        structure(Range, {"low": 9})


def test_options_that_must_be_given_are_in_the_schema() -> None:
    @attrs.frozen(kw_only=True)
    class Needy:
        size: int = attrs.field(metadata=attrs.fields(Page).width.metadata)

    assert json_schema(Needy)["required"] == ["size"]
    assert "default" not in json_schema(Needy)["properties"]["size"]
    with pytest.raises(OptionsError, match="size: must be given"):
        structure(Needy, {})
    assert check_options_class(Needy) == (
        "size: has no default: made without arguments the class must hold the defaults",
    )


def test_help_is_made_from_the_class() -> None:
    described = {one.name: one for one in describe_options(Everything)}
    assert list(described)[-3:] == ["page.width", "page.margin", "pages"]
    assert described["page.width"] == OptionHelp(
        name="page.width",
        type="whole number from 20 to 200",
        default="80",
        help="Width in characters.",
    )
    assert described["page.margin"].type == "number from 0"
    assert described["share"].type == "number up to 1"
    assert described["days"].type == "list of whole number from 0 to 30"
    assert described["indent"].type == "whole number from 0 to 8, or nothing"
    assert described["until"].type == "date as YYYY-MM-DD, or nothing"
    assert described["until"].default == "null"
    assert described["names"].type == "list of text, or nothing"
    assert described["flavour"].type == "one of plain, rich"
    assert described["flavour"].default == '"plain"'
    assert described["pages"].type == "list of group of options as a JSON object"
    assert describe_options(NoOptions) == ()


def test_limits_are_told_to_their_last_digit() -> None:
    @attrs.frozen(kw_only=True)
    class Long:
        rows: int = option(100, help="Rows.", minimum=100, maximum=1_048_576)
        share: float = option(0.5, help="A share.", minimum=0.25, maximum=1_048_576)

    rows, share = describe_options(Long)
    assert rows.type == "whole number from 100 to 1048576"
    assert share.type == "number from 0.25 to 1048576"
    with pytest.raises(OptionsError, match=r"is not a number from 0\.25 to 1048576"):
        structure(Long, {"share": 0.1})


def test_the_schema_says_what_it_is() -> None:
    schema = json_schema(Everything)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Everything"
    assert schema["description"] == "Every type that an option may have."
    assert schema["properties"]["page"]["properties"]["width"]["default"] == 80
    assert schema["properties"]["flag"]["description"] == "A flag."
    assert json.loads(json.dumps(schema)) == schema


class Odd(Enum):
    value_ = 1.5


class Twice(Enum):
    one = 1
    text = "1"


@pytest.mark.parametrize(
    ("annotation", "default", "message"),
    [
        (complex, 0j, "is no type that options have"),
        (list[int], (), "is no type that options have"),
        (tuple[int, int], (1, 2), "is no type that options have"),
        (int | str, 1, "of unions, options have only X | None"),
        (tuple[complex, ...], (), "is no type that options have"),
        (complex | None, None, "is no type that options have"),
        (Odd, Odd.value_, "must be texts, whole numbers or bools"),
        (Twice, Twice.one, "written alike"),
        (int, "x", "x: the default 'x' is not a whole number"),
        (int, b"x", "is no value that options have"),
        (float, math.nan, "is no value that options have"),
        ("Nowhere", 1, "annotations of Made cannot be read"),
    ],
)
def test_a_class_that_no_options_can_be_made_of_is_refused(
    annotation: Any, default: Any, message: str
) -> None:
    made = attrs.make_class("Made", {"x": option(default, help="X.")}, frozen=True)
    made.__annotations__ = {"x": annotation}
    assert any(message in problem for problem in check_options_class(made))


def test_the_fields_of_a_class_are_plain_public_and_explained() -> None:
    def same(value: int) -> int:
        return value

    @attrs.frozen(kw_only=True)
    class Bad:
        _hidden: int = option(1, help="Hidden.")
        mute: int = 1
        made: int = attrs.field(default=1, init=False)
        turned: int = attrs.field(default=1, converter=same)
        late: int = attrs.field(default=attrs.Factory(lambda self: self.mute, takes_self=True))
        limited: str = option("", help="Text.", minimum=1)
        group: NoOptions | None = option(None, help="A group.")

    problems = check_options_class(Bad)
    for name in ("_hidden", "mute", "made", "turned", "late", "limited"):
        assert any(problem.startswith(f"{name}: ") for problem in problems)
    assert not any(problem.startswith("group: ") for problem in problems)
    with pytest.raises(ExporterError, match="mute: has no help text"):
        structure(Bad, {})


def test_a_factory_gives_the_default() -> None:
    @attrs.frozen(kw_only=True)
    class Made:
        names: tuple[str, ...] = attrs.field(
            factory=lambda: ("a", "b"), metadata=attrs.fields(Page).width.metadata
        )

    # The limits of a width are none for texts.
    assert any("minimum and maximum" in problem for problem in check_options_class(Made))

    @attrs.frozen(kw_only=True)
    class Outer:
        page: Page = attrs.field(factory=Page)

    assert check_options_class(Outer) == ()
    assert json_schema(Outer)["properties"]["page"]["default"] == {"width": 80, "margin": 2.5}


@pytest.mark.parametrize("cls", [dict, 3, attrs.define(type("Loose", (), {}))])
def test_what_is_no_frozen_attrs_class_is_refused(cls: Any) -> None:
    problems = check_options_class(cls)
    assert any("is not an attrs class" in one or "is not frozen" in one for one in problems)
