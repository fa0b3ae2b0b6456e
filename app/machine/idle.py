"""Whether computing something now would disturb the person at this computer."""

from __future__ import annotations

import os
import threading
from typing import Literal

from app.machine.hardware import CoreMeter

BUSY_CORES = 0.5  # other programs took more than this while it was measured: once more, another time
_LOOK_S = 1.0
_BUSY_SHARE = 0.25  # of the cores in use by others: measured now it would disturb, and be wrong

Disturbance = Literal["busy", "battery"]
"""busy: other programs compute. battery: it would run empty."""


def reason_to_wait(stop: threading.Event) -> Disturbance | None:
    """Why not now, after a look of a second at what the computer does."""
    if is_on_battery():
        return "battery"
    meter = CoreMeter()
    if stop.wait(_LOOK_S):
        return None
    most = max(BUSY_CORES, (os.cpu_count() or 1) * _BUSY_SHARE)
    return "busy" if meter.busy_elsewhere() > most else None


def is_on_battery() -> bool:
    """Whether computing would run it empty. False where that is not known."""
    import psutil  # loads slowly, and is not needed for the window to open

    try:
        battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    except (OSError, ValueError, RuntimeError):  # what a system tells of its battery is not always whole
        return False
    return battery is not None and battery.power_plugged is False
