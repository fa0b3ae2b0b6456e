"""Energy is read where the machine tells it, and called an estimate where it does not."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app.chat import AnswerEnded, Chat
from app.engine.client import Engine
from app.engine.events import LoadOptions, ReplyOptions
from app.insight.energy import CORE_WATTS, EnergyMeter
from app.making import Making
from app.store.conversations import Conversations
from app.store.database import Database


def _write(folder: Path, **files: str | int) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, value in files.items():
        (folder / name).write_text(f"{value}\n")
    return folder


@pytest.fixture
def powercap(tmp_path: Path) -> Path:
    """Two packages, one with its memory, and the platform that has both of them in it."""
    root = tmp_path / "powercap"
    _write(root / "intel-rapl:0", name="package-0", energy_uj=5_000_000, max_energy_range_uj=10_000_000)
    _write(root / "intel-rapl:0:0", name="core", energy_uj=1, max_energy_range_uj=10_000_000)
    _write(root / "intel-rapl:0:1", name="dram", energy_uj=100, max_energy_range_uj=10_000_000)
    _write(root / "intel-rapl:1", name="psys", energy_uj=7, max_energy_range_uj=10_000_000)
    return root


def test_the_processors_counter_is_read_also_when_it_begins_again(powercap: Path, tmp_path: Path) -> None:
    meter = EnergyMeter(powercap, tmp_path / "none")
    _write(powercap / "intel-rapl:0", energy_uj=9_000_000)
    _write(powercap / "intel-rapl:0:0", energy_uj=9_999_999)
    _write(powercap / "intel-rapl:1", energy_uj=9_999_999)
    meter.look()
    _write(powercap / "intel-rapl:0", energy_uj=1_000_000)  # over 10 J and on to 11
    _write(powercap / "intel-rapl:0:1", energy_uj=500_100)
    energy = meter.energy(processor_s=100.0)
    assert energy.source == "processor"
    assert energy.joules == pytest.approx(4.0 + 2.0 + 0.5)


def test_a_battery_tells_what_the_whole_computer_takes(tmp_path: Path) -> None:
    now = [100.0]
    supplies = tmp_path / "supplies"
    _write(supplies / "AC", type="Mains", online=0)
    _write(supplies / "mouse", type="Battery", scope="Device", status="Discharging", power_now=1)
    battery = _write(supplies / "BAT0", type="Battery", status="Discharging", power_now=20_000_000)
    other = _write(supplies / "BAT1", type="Battery", status="Discharging", current_now=500_000)
    _write(other, voltage_now=10_000_000)  # 0.5 A of 10 V
    meter = EnergyMeter(tmp_path / "none", supplies, lambda: now[0])
    now[0] += 4.0
    _write(battery, power_now=30_000_000)
    energy = meter.energy(processor_s=1.0)
    assert energy.source == "battery"
    assert energy.joules == pytest.approx((25 + 35) / 2 * 4.0)


def test_on_mains_without_a_counter_it_is_an_estimate(tmp_path: Path) -> None:
    supplies = tmp_path / "supplies"
    _write(supplies / "BAT0", type="Battery", status="Charging", power_now=20_000_000)
    meter = EnergyMeter(tmp_path / "none", supplies)
    assert meter.energy(processor_s=3.0).source == "estimate"
    assert meter.energy(processor_s=3.0).joules == pytest.approx(3.0 * CORE_WATTS)
    assert meter.energy(processor_s=0.0).source == ""


def test_an_answer_keeps_what_it_took(database: Database, engine: Engine, guide_model: Path) -> None:
    conversations = Conversations(database)
    chat = Chat(conversations, engine)
    question = conversations.add_question(conversations.create().id, "Who are you?")
    making = Making(guide_model, LoadOptions(), ReplyOptions(max_tokens=20))
    events = list(chat.answer(question, making, threading.Event()))
    assert isinstance(events[-1], AnswerEnded)
    took = conversations.message(events[-1].message.id).statistics
    assert took is not None
    assert sum(took.pace.counts) == took.answer_tokens > 5
    assert 0 < took.prepare_s < took.first_token_s
    assert took.processor_s > 0
    assert took.memory_bytes > guide_model.stat().st_size
    assert took.energy_j > 0
    assert took.energy_source in ("processor", "battery", "estimate")
