"""The speed of a model is predicted from one measurement of the computer, and then known."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from app.engine.events import Statistics
from app.hub.repository import FoundModel
from app.machine import outlook
from app.machine.hardware import CoreMeter, Memory
from app.machine.measure import Measured, Measuring, PutOff, measure, measure_when_free
from app.machine.probe_model import PROBED, write_probe
from app.machine.speed import WEIGHTS_SHARE, ComputerSpeed, Rate, Speed, estimated_work, predict
from app.machine.speed_store import SpeedStore
from app.models import catalog
from app.models.gguf import Outline, read_header
from app.models.gguf_names import TENSOR_TYPES
from app.models.gguf_tensors import Work
from app.models.library import Library
from app.paths import Paths
from app.store.database import Database
from tests.app.engine import random_model

GB = 1 << 30
SIXTEEN = Memory(16 * GB, 12 * GB)
RATES = {"Q8_0": (160e9, 40e9), "Q4_K": (200e9, 70e9), "Q6_K": (160e9, 56e9), "Q5_0": (100e9, 50e9)}
DESKTOP = ComputerSpeed(
    tuple(Rate(kind, *rates) for kind, rates in sorted(RATES.items())), "haswell", 0.0, 1.0
)
QWEN_30B_A3B = Outline("", "qwen3moe", 40960, 98304, 48, 2048, 151936, 128, 8)
QWEN_05B = Outline("", "qwen2", 32768, 12288, 24, 896, 151936, 0, 0)
ANSWER = Statistics(200, 0, 100, 2.0, 100.0, 10.0, 12.0)


@pytest.fixture
def store(home: Paths) -> Iterator[SpeedStore]:
    with Database(home.database) as database:
        yield SpeedStore(database)


def work(*layers: tuple[str, float]) -> Work:
    return Work(tuple((kind, int(count)) for kind, count in layers), ())


def weights(work: Work) -> int:
    return work.layer_weights + work.last_weights


def test_speeds_are_told_as_words_and_pages() -> None:
    assert Speed(18.0, 12.0).sentence == "about 9 words a second; a page read in 30 s"
    assert Speed(18.0, 12.0, is_measured=True).sentence == "9 words a second; a page read in 30 s"
    assert Speed(1.0, 0.4).sentence == "about 0.3 words a second; a page read in 9 min"
    assert Speed(5000.0, 200.0).sentence == "more than 100 words a second; a page read in less than 1 s"
    assert Speed(0.0, 12.0).sentence == "about 9 words a second"


def test_a_model_takes_the_sum_of_what_its_weights_take() -> None:
    speed = predict(work(("Q4_K", 7e9)), 0, DESKTOP)
    assert speed.write_tokens_per_s == pytest.approx(10.0 * WEIGHTS_SHARE)
    assert speed.read_tokens_per_s == pytest.approx(200 / 7 * WEIGHTS_SHARE)
    mixed = predict(work(("Q4_K", 7e9), ("Q6_K", 5.6e9)), 0, DESKTOP)
    assert mixed.write_tokens_per_s == pytest.approx(WEIGHTS_SHARE / (0.1 + 0.1))


def test_the_last_layer_is_computed_for_each_word_written_but_seldom_for_those_read() -> None:
    without = predict(work(("Q4_K", 7e9)), 0, DESKTOP)
    last = predict(Work((("Q4_K", 7_000_000_000),), (("Q6_K", 5_600_000_000),)), 0, DESKTOP)
    assert last.write_tokens_per_s == pytest.approx(5.0 * WEIGHTS_SHARE)
    assert 0.8 * without.read_tokens_per_s < last.read_tokens_per_s < without.read_tokens_per_s


def test_types_that_are_not_measured_take_what_their_relatives_take() -> None:
    def speed(kind: str) -> float:
        return predict(work((kind, 7e9)), 0, DESKTOP).write_tokens_per_s

    assert speed("IQ4_XS") == speed("Q4_K") and speed("Q5_1") == speed("Q5_0")
    assert speed("F16") == pytest.approx(speed("Q8_0") * 8.5 / 16)
    for _, (name, _, _) in TENSOR_TYPES.items():
        assert 0 < speed(name) < 20


def test_a_full_context_makes_writing_slower() -> None:
    empty, full = (predict(work(("Q4_K", 7e9)), 131_072, DESKTOP, tokens) for tokens in (0, 8192))
    assert full.write_tokens_per_s < 0.9 * empty.write_tokens_per_s
    assert full.read_tokens_per_s == empty.read_tokens_per_s


def test_of_a_mixture_of_experts_only_the_chosen_ones_count() -> None:
    parameters = 30_500_000_000
    known = estimated_work(18 * GB, parameter_count=parameters, outline=QWEN_30B_A3B)
    assert weights(known) == pytest.approx(3.0e9, rel=0.15)  # 3.3 B with its embedding, as published
    dense = estimated_work(18 * GB, parameter_count=parameters)
    assert weights(dense) == pytest.approx(parameters)


def test_parameters_are_guessed_from_the_quantization_when_they_are_not_told() -> None:
    guessed = estimated_work(4_900_000_000, quantization="Q4_K_M")
    assert weights(guessed) == pytest.approx(8.03e9, rel=0.05)  # Llama 3.1 8B
    assert weights(estimated_work(4_900_000_000)) == pytest.approx(8.03e9, rel=0.05)


def test_the_types_of_weights_are_known_by_the_quantizations_name() -> None:
    def kinds(name: str, outline: Outline | None = None) -> list[str]:
        return [kind for kind, _ in estimated_work(GB, quantization=name, outline=outline).layers]

    assert kinds("Q4_K_M") == kinds("") == ["Q4_K", "Q6_K"]
    assert kinds("Q4_K_S") == ["Q4_K"] and kinds("Q8_0") == ["Q8_0"] and kinds("IQ4_XS") == ["IQ4_XS"]
    assert kinds("Q4_K_M", QWEN_05B) == ["Q5_0", "Q8_0"]  # its rows are no multiple of 256


def test_before_the_tensors_are_known_the_speed_is_nearly_that_of_the_whole_header(
    tmp_path: Path,
) -> None:
    shape = replace(random_model.HALF_BILLION, layers=2, vocabulary=20_000)
    header = read_header(random_model.write(tmp_path / "narrow.gguf", shape))
    # As quantizing it makes of the F16 file: most in Q5_0, half of the feed-forward's second part in Q4_K
    guessed = estimated_work(
        int(header.parameter_count * 0.8),
        parameter_count=header.parameter_count,
        quantization="Q4_K_M",
        outline=header.outline,
    )
    assert weights(guessed) == pytest.approx(weights(header.work), rel=0.01)
    assert guessed.last_weights == header.work.last_weights


def test_nothing_absurd_in_a_header_breaks_a_prediction() -> None:
    for outline in (
        Outline("", "", 0, 0, 0, 0, 0, 0, 0),
        Outline("", "", 1, 2**60, 2**40, 2**40, 2**40, 2**40, 1),
        Outline("", "", 1, 0, 1, 1, 1, 2, 3),
    ):
        speed = predict(estimated_work(1, outline=outline), outline.cache_bytes_per_token, DESKTOP)
        assert speed.read_tokens_per_s > 0 and speed.write_tokens_per_s > 0


@pytest.mark.parametrize("kind", PROBED)
def test_a_probe_is_a_model_of_one_type_of_weights(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "probe.gguf"
    write_probe(path, kind, least_bytes=1)
    header = read_header(path)
    assert {name for name, _ in (*header.work.layers, *header.work.last)} == {kind, "F32"}


def test_no_cache_holds_a_probe(tmp_path: Path) -> None:
    path = tmp_path / "probe.gguf"
    write_probe(path, "Q4_K")
    size_bytes = path.stat().st_size
    path.unlink()  # pytest would keep it for a while
    assert 200e6 < size_bytes < 240e6


def test_measuring_tells_how_far_it_is_and_keeps_what_it_found(
    store: SpeedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.machine.measure._LONGEST_S", 0.0)  # one round with each made-up model
    assert store.computer() is None and store.needs_measuring()
    *before, last = measure(store, threading.Event(), least_bytes=1)
    fractions = [event.fraction for event in before if isinstance(event, Measuring)]
    assert fractions == sorted(fractions) and fractions[0] == 0.0 and fractions[-1] <= 1.0
    assert isinstance(last, Measured) and last.computer.variant
    assert {rate.weights for rate in last.computer.rates} == set(PROBED)
    for rate in last.computer.rates:
        assert 1e7 < rate.write_weights_per_s < 1e12  # between a very old, busy computer and a very new one
        assert rate.read_weights_per_s > 1e7  # no more is sure where other programs compute too
    kept = store.computer()
    assert kept is not None and set(kept.rates) == set(last.computer.rates)


def test_stopping_a_measurement_keeps_nothing(store: SpeedStore) -> None:
    stop = threading.Event()
    events = measure(store, stop, least_bytes=1)
    next(events)
    stop.set()
    assert not any(isinstance(event, Measured) for event in events)
    assert store.computer() is None


def test_nothing_is_measured_on_battery(store: SpeedStore, monkeypatch: pytest.MonkeyPatch) -> None:
    battery(monkeypatch, is_plugged=False)
    assert list(measure_when_free(store, threading.Event(), least_bytes=1)) == [PutOff("battery")]
    assert store.computer() is None


def test_a_measurement_ends_when_the_plug_is_pulled(
    store: SpeedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    battery(monkeypatch, is_plugged=True)
    monkeypatch.setattr(CoreMeter, "busy_elsewhere", lambda meter: 0.0)
    events = measure_when_free(store, threading.Event(), least_bytes=1)
    assert isinstance(next(events), Measuring)
    battery(monkeypatch, is_plugged=False)
    assert list(events) == [PutOff("battery")]
    assert store.computer() is None


def battery(monkeypatch: pytest.MonkeyPatch, *, is_plugged: bool) -> None:
    told = SimpleNamespace(percent=80, power_plugged=is_plugged)
    monkeypatch.setattr(psutil, "sensors_battery", lambda: told, raising=False)


def test_nothing_is_measured_while_other_programs_compute(
    store: SpeedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psutil, "sensors_battery", lambda: None, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)  # a container may not give us a quarter of many cores
    spin = "print('spins', flush=True)\nwhile True: pass"
    other = subprocess.Popen([sys.executable, "-c", spin], stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None and other.stdout.readline()
        assert list(measure_when_free(store, threading.Event(), least_bytes=1)) == [PutOff("busy")]
    finally:
        other.kill()
        other.communicate()


def test_a_measurement_that_was_disturbed_is_made_again_and_never_replaces_a_better_one(
    store: SpeedStore,
) -> None:
    disturbed = replace(DESKTOP, busy_cores=1.5)
    store.save(disturbed)
    assert store.computer() == disturbed and store.needs_measuring()
    store.save(DESKTOP)
    assert store.computer() == DESKTOP and not store.needs_measuring()
    store.save(disturbed)
    assert store.computer() == DESKTOP


def test_another_variant_of_the_engine_or_another_processor_is_measured_anew(
    store: SpeedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.save(DESKTOP)
    assert not store.needs_measuring("haswell") and store.needs_measuring("zen4")
    store.save(replace(DESKTOP, variant="zen4", busy_cores=0.4))
    assert not store.needs_measuring("zen4")
    monkeypatch.setattr("app.machine.hardware.fingerprint", lambda: "another one")
    assert store.computer() is None and store.needs_measuring()


def test_the_speed_of_a_models_own_answers_is_kept_and_follows_slowly(
    store: SpeedStore, guide_model: Path
) -> None:
    store.record(guide_model, ANSWER)
    use = store.use_of(guide_model)
    assert use is not None and use.used_at > 0 and use.speed == Speed(100.0, 10.0, is_measured=True)
    store.record(guide_model, replace(ANSWER, write_tokens_per_s=20.0, read_tokens_per_s=100.0))
    use = store.use_of(guide_model)
    assert use is not None and 10.0 < use.speed.write_tokens_per_s < 15.0
    store.forget(guide_model)
    assert store.use_of(guide_model) is None


def test_short_answers_and_known_prompts_tell_nothing_about_the_speed(
    store: SpeedStore, guide_model: Path
) -> None:
    store.record(guide_model, replace(ANSWER, answer_tokens=0))
    assert store.use_of(guide_model) is None
    store.record(guide_model, replace(ANSWER, answer_tokens=3, reused_tokens=199, read_tokens_per_s=1.0))
    use = store.use_of(guide_model)
    assert use is not None and use.speed == Speed(0.0, 0.0, is_measured=True)


def test_an_installed_model_is_told_with_its_own_speed_once_it_has_answered(
    store: SpeedStore, home: Paths, guide_model: Path
) -> None:
    with Database(home.database) as database:
        library = Library(home, database)
        before = outlook.of_installed(library.list()[-1], DESKTOP, memory=SIXTEEN)
        store.record(guide_model, ANSWER)
        after = outlook.of_installed(library.list()[-1], DESKTOP, memory=SIXTEEN)
    assert before is not None and before.speed is not None and not before.speed.is_measured
    assert before.label == "Runs well" and "Predicted" in before.reason
    assert after is not None and after.speed == Speed(100.0, 10.0, is_measured=True)
    assert after.sentence.startswith("7.5 words a second; a page read in 5 s; ")
    assert "Measured with its own answers" in after.reason


def slowed(rate: Rate) -> Rate:
    return replace(
        rate,
        read_weights_per_s=rate.read_weights_per_s / 10,
        write_weights_per_s=rate.write_weights_per_s / 10,
    )


def test_labels_follow_speed_and_memory_each_with_its_reason() -> None:
    models = {model.name: model for model in catalog.load(Paths.resolve().catalog)}
    by_size = sorted(models.values(), key=lambda model: model.active_parameters)
    smallest, largest = by_size[0], max(by_size, key=lambda model: model.active_parameters)
    slow = replace(DESKTOP, rates=tuple(slowed(rate) for rate in DESKTOP.rates))
    sixty = Memory(64 * GB, 60 * GB)
    for model, computer, memory, label, reason in (
        (smallest, DESKTOP, SIXTEEN, "Runs well", "at least as fast as people read"),
        (largest, slow, sixty, "Slow", "more slowly than people read"),
        (largest, DESKTOP, Memory(8 * GB, 6 * GB), "Does not fit", "8 GB of memory"),
        (largest, DESKTOP, Memory(64 * GB, 6 * GB), "Tight", "close other programs"),
    ):
        told = outlook.of_catalog(model, "Balanced", computer, memory)
        assert (told.label, reason in told.reason) == (label, True), told.reason
    unmeasured = outlook.of_catalog(smallest, "Balanced", None, SIXTEEN)
    assert unmeasured.label == "Fits" and unmeasured.sentence.endswith(" of your 16 GB")


def test_a_found_mixture_of_experts_is_known_by_its_name() -> None:
    dense = FoundModel("maker/Big-30B-GGUF", 0, 0, "", "", (), 30_500_000_000, "", 0, "")
    mixture = replace(dense, repo="maker/Big-30B-A3B-Instruct-GGUF")
    sixty = Memory(64 * GB, 60 * GB)
    told = [outlook.of_found(model, DESKTOP, sixty) for model in (dense, mixture)]
    assert told[0] and told[1] and told[0].speed and told[1].speed
    assert told[1].speed.write_tokens_per_s > 5 * told[0].speed.write_tokens_per_s
    assert outlook.of_found(replace(dense, parameter_count=0), DESKTOP, sixty) is None
