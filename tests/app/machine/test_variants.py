"""Which of the engine's back ends is used: the fastest of those that compute rightly."""

from __future__ import annotations

import platform
import shutil
import sys
import threading
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import psutil
import pytest

from app.commands.doctor import _trial_rows
from app.engine.backends import Backends, installed_folder, libraries_in, variants_in
from app.engine.client import Engine
from app.engine.events import Candidate, Choice, LoadOptions
from app.machine.engine_trial import CARDS, EngineTrial, Speeds, VariantTrial
from app.machine.hardware import CoreMeter
from app.machine.variant_answers import is_same
from app.machine.variant_store import VariantStore
from app.machine.variants import Comparison, Tried, Trying, _best_threads, _conclusion
from app.paths import Paths
from app.store.database import Database
from tests.app.machine.broken_library import CRASH, NOTHING, broken_copy

linux_x86 = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() != "x86_64", reason="breaks libraries for Linux on x86-64"
)
PROBE_BYTES = 2_000_000


def library() -> Path:
    folder = installed_folder()
    assert folder is not None
    return libraries_in(folder)["cpu"]


def trial(*variants: VariantTrial) -> EngineTrial:
    return _conclusion(variants, (2, 1))


@linux_x86
@pytest.mark.allow_log_problems
def test_a_variant_that_crashes_and_one_that_is_wrong_are_left_out(tmp_path: Path, guide_model: Path) -> None:
    shutil.copyfile(library(), tmp_path / "libggml-cpu.so")
    broken_copy(library(), tmp_path / "libggml-cpu-crashing.so", "ggml_graph_compute", CRASH)
    broken_copy(library(), tmp_path / "libggml-cpu-unopenable.so", "ggml_backend_score", CRASH)
    broken_copy(library(), tmp_path / "libggml-cpu-wrong.so", "ggml_compute_forward_rope", NOTHING)
    (tmp_path / "libggml-cpu-empty.so").write_bytes(b"not a library")
    events = list(
        Comparison(guide_model, threads=[1], folder=tmp_path, probe_bytes=PROBE_BYTES).run(threading.Event())
    )
    assert all(isinstance(event, Trying) for event in events[:-1])
    assert isinstance(events[-1], Tried)
    found = events[-1].trial
    problems = {one.name: one.problem for one in found.variants}
    assert problems == {"default": "", "crashing": "crashed", "unopenable": "crashed", "wrong": "wrong"}
    assert (found.variant, found.read_threads, found.write_threads) == ("default", 1, 1)
    speeds = {one.name: one.speeds for one in found.variants}
    assert speeds["default"].read > 0
    assert speeds["default"].write > 0
    assert speeds["wrong"] == Speeds()
    crash = next(one for one in found.variants if one.name == "crashing")
    assert "instruction" in crash.detail
    # What was found keeps the engine from opening the broken ones.
    backends = replace(found.backends(), folder=tmp_path)
    with Engine(backends=backends) as engine:
        for _ in engine.load(guide_model, LoadOptions(), threading.Event()):
            pass
        description = engine.description()
        assert description is not None
        assert description.variant == "default"


def test_the_installed_variants_agree_with_each_other(guide_model: Path) -> None:
    folder = installed_folder()
    assert folder is not None
    installed = set(variants_in(libraries_in(folder)))
    comparison = Comparison(guide_model, threads=[1], probe_bytes=PROBE_BYTES)
    events = list(comparison.run(threading.Event()))
    assert isinstance(events[-1], Tried)
    found = events[-1].trial
    tried = {one.name for one in found.variants} - {CARDS}
    assert tried <= installed
    assert found.variant in tried
    assert [one for one in found.variants if one.problem and one.name != CARDS] == []


def test_stopping_ends_without_a_result(guide_model: Path) -> None:
    stop = threading.Event()
    events = []
    for event in Comparison(guide_model, threads=[1], probe_bytes=PROBE_BYTES).run(stop):
        events.append(event)
        stop.set()
    assert events == [Trying(0.0)]


@linux_x86
def test_what_is_finished_of_an_interrupted_comparison_is_not_done_again(
    tmp_path: Path, guide_model: Path
) -> None:
    shutil.copyfile(library(), tmp_path / "libggml-cpu.so")
    model = Path(shutil.copyfile(guide_model, tmp_path / "guide.gguf"))
    comparison = Comparison(model, threads=[1, 2], folder=tmp_path, probe_bytes=PROBE_BYTES)
    stop = threading.Event()
    for event in comparison.run(stop):
        assert isinstance(event, Trying)
        if event.fraction == 0.5:  # its answer is checked, and it was measured with two threads
            stop.set()
    before = comparison._probed["default", 2].speeds
    model.unlink()
    *_, last = comparison.run(threading.Event())
    assert isinstance(last, Tried)
    assert last.trial.variants == (VariantTrial("default", speeds=before),)
    assert last.trial.read_threads in (1, 2)


@linux_x86
def test_a_variant_that_is_far_slower_is_given_up(tmp_path: Path, guide_model: Path) -> None:
    plainest = library().with_name("libggml-cpu-x64.so")
    if not plainest.exists():
        pytest.skip("this installation has a single variant")
    for file in (library(), plainest):
        shutil.copyfile(file, tmp_path / file.name)
    comparison = Comparison(guide_model, threads=[1], folder=tmp_path, probe_bytes=80_000_000)
    *_, last = comparison.run(threading.Event())
    assert isinstance(last, Tried)
    assert [(one.name, one.problem) for one in last.trial.variants] == [("default", ""), ("x64", "")]
    assert last.trial.variants[0].speeds.read > 0
    assert last.trial.variants[1].speeds == Speeds()


def test_what_other_programs_disturb_is_measured_again_later(
    guide_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [0.0]  # cores they use
    monkeypatch.setattr(CoreMeter, "busy_elsewhere", lambda meter: others[0])
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    comparison = Comparison(guide_model, threads=[1], probe_bytes=PROBE_BYTES)
    events: list[object] = []
    for event in comparison.run(threading.Event(), gives_way=True):
        events.append(event)
        others[0] = 2.0  # they began when it had begun
    assert isinstance(events[0], Trying) and events[-1] == "busy"
    assert list(comparison.run(threading.Event(), gives_way=True)) == ["busy"]
    others[0] = 0.0
    *_, last = comparison.run(threading.Event(), gives_way=True)
    assert isinstance(last, Tried) and last.trial.is_sure


def test_what_is_measured_on_a_busy_computer_for_who_wants_it_so_is_not_sure(
    guide_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CoreMeter, "busy_elsewhere", lambda meter: 2.0)
    *_, last = Comparison(guide_model, threads=[1], probe_bytes=PROBE_BYTES).run(threading.Event())
    assert isinstance(last, Tried)
    assert last.trial.variant and last.trial.busy_cores == 2.0 and not last.trial.is_sure


def test_a_variant_that_was_refused_is_used_only_where_no_other_is_left(guide_model: Path) -> None:
    folder = installed_folder()
    assert folder is not None
    names = tuple(variants_in(libraries_in(folder)))
    with Engine(backends=Backends(variant="default", refused=names)) as engine:
        for _ in engine.load(guide_model, LoadOptions(), threading.Event()):
            pass
        assert engine.description() is not None


def test_what_was_found_is_kept_for_this_version_and_computer(home: Paths) -> None:
    found = trial(VariantTrial("a", speeds=Speeds(100, 10)), VariantTrial("b", "crashed", "It crashed."))
    with Database(home.database) as database:
        store = VariantStore(database)
        assert store.trial() is None
        assert store.backends() == Backends()
        store.save(found)
        assert store.trial() == found
        assert store.backends() == Backends(variant="a", refused=("b",), read_threads=2, write_threads=1)
        with database.writing() as connection:
            connection.execute("UPDATE engine_trial SET program = 'an older one'")
        assert store.trial() is None
        store.save(found)
        with database.reading() as connection:
            assert connection.execute("SELECT COUNT(*) FROM engine_trial").fetchone()[0] == 1


def test_the_fastest_of_a_usual_turn_is_taken_and_cards_only_where_they_are_faster() -> None:
    slow, fast = VariantTrial("slow", speeds=Speeds(50, 20)), VariantTrial("fast", speeds=Speeds(90, 19))
    assert trial(slow, fast).variant == "fast"
    assert trial(slow, fast).uses_cards
    cards = VariantTrial(CARDS, speeds=Speeds(900, 90))
    assert (trial(slow, fast, cards).variant, trial(slow, fast, cards).uses_cards) == ("fast", True)
    wrong = VariantTrial(CARDS, "wrong")
    assert (trial(slow, fast, wrong).variant, trial(slow, fast, wrong).uses_cards) == ("fast", False)
    assert trial(VariantTrial("slow", "crashed")).variant == ""


@pytest.mark.parametrize(
    ("cards", "words"),
    [
        (VariantTrial(CARDS, "crashed", "It said so."), "crashed with the graphics card"),
        (VariantTrial(CARDS, "wrong"), "computed wrongly"),
        (VariantTrial(CARDS, speeds=Speeds(20, 5)), "faster here than with the graphics card"),
        (VariantTrial(CARDS, speeds=Speeds(900, 90)), ""),
    ],
)
def test_why_cards_are_left_out_goes_along(cards: VariantTrial, words: str) -> None:
    backends = trial(VariantTrial("fast", speeds=Speeds(90, 19)), cards).backends()
    assert backends.uses_cards == (not words)
    assert words in backends.cards_left_out and bool(words) == bool(backends.cards_left_out)


def test_more_threads_are_taken_only_where_they_are_clearly_faster() -> None:
    assert _best_threads({1: 10.0, 2: 10.2, 4: 10.1}) == 1
    assert _best_threads({1: 10.0, 2: 18.0, 4: 18.3}) == 2
    assert _best_threads({}) == 0


def answer(*tokens: tuple[int, float, int, float]) -> Sequence[Choice]:
    """Of each: the chosen one and another, with their probabilities."""
    return [
        Choice(one, "", p, (Candidate(one, "", p), Candidate(other, "", q))) for one, p, other, q in tokens
    ]


def test_answers_are_the_same_when_only_rounding_parts_them() -> None:
    plain = answer((1, 0.9, 2, 0.05), (3, 0.45, 4, 0.44), (5, 0.9, 6, 0.1))
    assert is_same(plain, plain)
    assert is_same(plain, answer((1, 0.91, 2, 0.04), (4, 0.45, 3, 0.44), (9, 0.9, 8, 0.1)))
    assert not is_same(plain, answer((2, 0.9, 1, 0.05), (3, 0.45, 4, 0.44), (5, 0.9, 6, 0.1)))
    assert not is_same(plain, answer((1, 0.6, 2, 0.4), (3, 0.45, 4, 0.44), (5, 0.9, 6, 0.1)))
    assert not is_same(plain, plain[:2])
    assert not is_same([], [])


def test_the_doctor_tells_what_was_found(home: Paths) -> None:
    assert dict(_trial_rows(None))["Variants"].startswith("not tried yet")
    found = trial(VariantTrial("a", speeds=Speeds(100, 10)), VariantTrial("b", "crashed", "It crashed."))
    rows = list(_trial_rows(asdict(found)))
    assert rows[0] == ("Variant a", "reads 100 and writes 10.0 tokens/s of a made-up model, in use")
    assert rows[1] == ("Variant b", "not used: it crashed. It crashed.")
    assert rows[2] == ("Threads", "2 for reading, 1 for writing")


def test_a_computer_too_busy_to_be_measured_is_not_called_slow() -> None:
    busy = EngineTrial((VariantTrial("one"), VariantTrial("two")), "", True, 0, 0, 1.0)
    assert all("busy" in told for _, told in _trial_rows(asdict(busy)))
    one_slow = replace(busy, variants=(VariantTrial("one", speeds=Speeds(100, 10)), VariantTrial("two")))
    assert dict(_trial_rows(asdict(one_slow)))["Variant two"] == "works, much slower"
