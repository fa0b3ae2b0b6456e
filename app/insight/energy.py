"""The energy of an answer, in joules: told by the processor or the battery, else estimated.

Linux alone tells. The processor's counters are those of Intel's RAPL, which AMD's processors have too
(kernel: Documentation/power/powercap/powercap.rst); since 2020 most systems let only root read them
(CVE-2020-8694). A battery that is being discharged tells its power (Documentation/ABI/testing/
sysfs-class-power), which is that of the whole computer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from app.engine.events import EnergySource, Finished, ReplyEvent

CORE_WATTS = 10.0
"""What one busy core takes, for the estimate: AMD and Intel give 65 W for six cores under lasting load
(Ryzen 5 7600, "Default TDP"; Core i5-12400, "Processor Base Power"), so some 10 W a core; laptops take
less."""

JOULES_PER_WH = 3600.0

_POWERCAP = Path("/sys/class/powercap")
_SUPPLIES = Path("/sys/class/power_supply")
_BATTERY_EACH_S = 1.0


@dataclass(frozen=True, slots=True)
class Energy:
    """joules are 0.0 where source is empty: nothing was computed."""

    joules: float
    source: EnergySource


@dataclass(slots=True)
class _Counter:
    """A RAPL zone's counter, in microjoules; from its range on it begins again at 0."""

    file: Path
    range_uj: int
    last_uj: int
    total_uj: int = 0

    def look(self) -> None:
        now_uj = _number(self.file)
        if now_uj is None:
            return
        step = now_uj - self.last_uj
        self.total_uj += step if step >= 0 else step + self.range_uj
        self.last_uj = now_uj


@dataclass(slots=True)
class _Battery:
    """The power of all batteries together, added up over the time between two looks."""

    folders: list[Path]
    at: float
    joules: float = 0.0
    watts: float | None = None

    def look(self, now: float) -> None:
        watts = _watts(self.folders)
        if watts is not None and self.watts is not None:
            self.joules += (watts + self.watts) / 2 * (now - self.at)
        self.at, self.watts = now, watts


class EnergyMeter:
    """Measures from its making on. Call look() now and then: counters begin again, and power changes."""

    def __init__(
        self,
        powercap: Path = _POWERCAP,
        supplies: Path = _SUPPLIES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._counters = _counters(powercap)
        self._battery = _Battery(_discharging(supplies), clock())
        self._battery.look(clock())

    def look(self) -> None:
        """Read what the machine tells; cheap enough for every event of an answer."""
        for counter in self._counters:
            counter.look()
        if self._battery.folders and (now := self._clock()) - self._battery.at >= _BATTERY_EACH_S:
            self._battery.look(now)

    def energy(self, processor_s: float) -> Energy:
        """Since the beginning. processor_s: computing time of the engine, for an estimate."""
        self.look()
        if counted := sum(counter.total_uj for counter in self._counters):
            return Energy(counted / 1e6, "processor")
        if self._battery.folders:
            self._battery.look(self._clock())
        if self._battery.joules > 0:
            return Energy(self._battery.joules, "battery")
        return Energy(processor_s * CORE_WATTS, "estimate") if processor_s > 0 else Energy(0.0, "")


def metered(events: Generator[ReplyEvent, None, None]) -> Iterator[ReplyEvent]:
    """The events of a reply, with its energy in the statistics of the last one."""
    meter = EnergyMeter()
    try:
        for event in events:
            meter.look()
            if isinstance(event, Finished):
                energy = meter.energy(event.statistics.processor_s)
                told = replace(event.statistics, energy_j=energy.joules, energy_source=energy.source)
                event = replace(event, statistics=told)
            yield event
    finally:
        events.close()


def _counters(powercap: Path) -> list[_Counter]:
    """Of each processor package and its memory. The whole platform's ("psys") would count those twice."""
    found = []
    for zone in sorted(powercap.glob("intel-rapl:*")):
        name = _text(zone / "name")
        now_uj = _number(zone / "energy_uj")
        if now_uj is not None and (name.startswith("package") or name == "dram"):
            range_uj = _number(zone / "max_energy_range_uj") or 0
            found.append(_Counter(zone / "energy_uj", range_uj, now_uj))
    return found


def _discharging(supplies: Path) -> list[Path]:
    """The batteries, if the computer runs on them."""
    batteries = [folder for folder in sorted(supplies.glob("*")) if _text(folder / "type") == "Battery"]
    batteries = [folder for folder in batteries if _text(folder / "scope") != "Device"]  # a mouse's
    return [folder for folder in batteries if _text(folder / "status") == "Discharging"]


def _watts(batteries: list[Path]) -> float | None:
    total = 0.0
    for folder in batteries:
        power_uw = _number(folder / "power_now")
        if power_uw is None:
            current_ua, voltage_uv = _number(folder / "current_now"), _number(folder / "voltage_now")
            if current_ua is None or voltage_uv is None:
                return None
            power_uw = round(abs(current_ua) * voltage_uv / 1e6)
        total += abs(power_uw) / 1e6
    return total if batteries else None


def _number(file: Path) -> int | None:
    try:
        return int(_text(file))
    except ValueError:
        return None


def _text(file: Path) -> str:
    """Empty where it is not there, or not for us to read."""
    try:
        return file.read_text(encoding="ascii", errors="replace").strip()
    except OSError:
        return ""
