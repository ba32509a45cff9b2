"""Models as files: the same model comes back, and what is wrong is named."""

from __future__ import annotations

import math
import tempfile
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancekit.errors import ModelError
from alliancekit.matches import COMPARATORS
from alliancekit.saved_models import read_model, write_model
from alliancekit.weights import SHIPPED_MODEL, Model, Rarities, Weights, points_fault

numbers = st.integers(-(10**6), 10**6)
names = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=20
)
listed = st.dictionaries(names, numbers, max_size=5).map(lambda d: tuple(d.items()))
rarities = st.builds(Rarities, default_millibits=numbers, listed=listed)


@st.composite
def points(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    weights = sorted(draw(st.sets(numbers, max_size=6)))
    millionths = sorted(
        draw(st.lists(st.integers(0, 10**6), min_size=len(weights), max_size=len(weights)))
    )
    return tuple(zip(weights, millionths, strict=True))


@st.composite
def models(draw: st.DrawFn) -> Model:
    same, first = draw(numbers), draw(numbers)
    turn = draw(st.integers(0, len(COMPARATORS)))
    return Model(
        name=draw(names),
        event_prior_millibits=draw(numbers),
        agreement_prior_millibits=draw(numbers),
        same_millibits=same,
        unsure_millibits=same - draw(st.integers(0, 10**4)),
        weights=tuple(
            Weights(
                comparator=comparator.name,
                levels=tuple((level, first + 7 * at) for at, level in enumerate(comparator.levels)),
            )
            for comparator in (*COMPARATORS[turn:], *COMPARATORS[:turn])
        ),
        actors=draw(rarities),
        tokens=draw(rarities),
        event_calibration=draw(points()),
        agreement_calibration=draw(points()),
    )


@given(models(), st.sampled_from((".yaml", ".yml", ".json", ".JSON")))
def test_a_model_comes_back_from_its_file(model: Model, suffix: str):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"model{suffix}")
        write_model(model, path)
        first = path.read_bytes()
        again = read_model(path)
        assert again == model and again.digest == model.digest
        write_model(again, path)
        assert path.read_bytes() == first


def test_the_shipped_model_reads_as_a_person_would_write_it(tmp_path):
    path = tmp_path / "model.yaml"
    write_model(SHIPPED_MODEL, path)
    text = path.read_text("utf-8")
    # A digest that reads as a number stands in quotes.
    lines = text.replace('"', "").splitlines()
    assert lines[:2] == ["model: shipped", f"digest: {SHIPPED_MODEL.digest}"]
    assert lines[2].startswith("priors: {event: ")
    assert read_model(path) == SHIPPED_MODEL


def _changed(tmp_path, old: str, new: str) -> Path:
    path = tmp_path / "model.yaml"
    model = attrs.evolve(SHIPPED_MODEL, event_calibration=((-3_000, 100), (2_000, 700_000)))
    write_model(model, path)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("event: -", "event: x-", ":3 /priors/event", "must be a whole number"),
        ("model: shipped\n", "", ":1 /model", "model is missing: add it"),
        ("unsure:", "unshure:", "/unshure", "'unshure' is not a field: did you mean unsure?"),
        ("one swapped", "one swaped", "/weights/parties/one swaped", "did you mean 'one swapped'"),
        ("  outlet:", "  inlet:", "/weights/inlet", "'inlet' is not compared: did you mean"),
        ("  outlet:", "  zzz:", "/weights/zzz", "'zzz' is not compared: known are kind, subkind"),
        ("  outlet:", "  inlet:", "/weights", "'outlet' is missing: add it"),
        ("\nunsure: -", "\nunsure: 9", "/unsure", "is more than same"),
        ("[2000, 700000]", "[2000]", "/calibration/event", "needs pairs of millibits and"),
        ("[2000, 700000]", "[2000, 7]", "/calibration/event", "the millionths must not fall"),
        ("[2000, 700000]", "[-3000, 7000]", "/calibration/event", "the weights must ascend"),
        ("[2000, 700000]", "[2000, 7000000]", "/calibration/event", "be 0 to 1000000"),
        ("actors:\n", "actors: x\nothers:\n", "/actors", "must be a mapping, not 'x'"),
    ],
)
def test_what_is_wrong_with_a_model_is_named(tmp_path, old, new, place, message):
    with pytest.raises(ModelError) as caught:
        read_model(_changed(tmp_path, old, new))
    lines = str(caught.value).splitlines()
    assert any(place in line and message in line for line in lines), lines
    assert all(line.startswith(str(tmp_path / "model.yaml")) for line in lines)


def test_a_changed_number_needs_the_digest_gone(tmp_path):
    old = f"same: {SHIPPED_MODEL.same_millibits}\n"
    path = _changed(tmp_path, f"\n{old}", "\nsame: 1234\n")
    with pytest.raises(ModelError, match=r"/digest: is '.*', but that of the numbers is"):
        read_model(path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("digest")), "utf-8")
    assert read_model(path).same_millibits == 1234


@pytest.mark.parametrize("text", ["", "- 1\n", "a: 1\n---\nb: 2\n", "a: [", "\x00"])
def test_what_is_no_model_is_refused(tmp_path, text):
    path = tmp_path / "model.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ModelError, match=r"model\.yaml"):
        read_model(path)


def test_files_that_cannot_be_used_are_errors(tmp_path):
    with pytest.raises(ModelError, match=r"suffix '\.txt' is none of a model"):
        write_model(SHIPPED_MODEL, tmp_path / "model.txt")
    with pytest.raises(ModelError, match="cannot be written"):
        write_model(SHIPPED_MODEL, tmp_path / "none" / "model.yaml")
    with pytest.raises(ModelError, match="cannot be read"):
        read_model(tmp_path / "model.yaml")


def test_a_failed_writing_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "model.yaml"
    write_model(SHIPPED_MODEL, path)
    before = path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ModelError, match="No space left on device"):
        write_model(attrs.evolve(SHIPPED_MODEL, name="other"), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


# ---------------------------------------------------------------- probabilities


@given(models(), st.lists(numbers, min_size=2), st.booleans())
def test_probabilities_never_fall_as_weights_grow(model, weights, is_agreement):
    weights = sorted(weights)
    found = [model.probability(weight, is_agreement=is_agreement) for weight in weights]
    assert all(0 <= p <= 1 for p in found)
    assert found == sorted(found)


@given(models(), st.booleans())
def test_a_probability_goes_through_the_points_of_its_calibration(model, is_agreement):
    points = model.agreement_calibration if is_agreement else model.event_calibration
    for weight, millionths in points:
        found = model.probability(weight, is_agreement=is_agreement)
        assert math.isclose(found, millionths / 10**6, abs_tol=1e-12)
    if points:
        ends = (points[0][1] / 10**6, points[-1][1] / 10**6)
        far = [model.probability(w, is_agreement=is_agreement) for w in (-(10**8), 10**8)]
        assert tuple(far) == ends


def test_between_two_points_it_runs_straight_and_without_points_it_is_the_logistic():
    model = attrs.evolve(
        SHIPPED_MODEL,
        event_calibration=((0, 200_000), (4_000, 600_000)),
        agreement_calibration=(),
    )
    assert model.probability(1_000) == pytest.approx(0.3)
    assert model.probability(0, is_agreement=True) == 0.5
    assert model.probability(1_000, is_agreement=True) == pytest.approx(2 / 3)
    assert model.probability(-(10**9), is_agreement=True) == pytest.approx(0)
    assert model.probability(10**9, is_agreement=True) == 1


def test_a_calibration_that_falls_is_no_model():
    assert points_fault(()) == ""
    with pytest.raises(ModelError, match="/event_calibration: the weights must ascend"):
        attrs.evolve(SHIPPED_MODEL, event_calibration=((1, 1), (1, 2)))


def test_a_calibration_is_a_part_of_the_digest():
    other = attrs.evolve(SHIPPED_MODEL, event_calibration=((0, 1),))
    assert other.digest != SHIPPED_MODEL.digest
