"""What the computer is."""

from __future__ import annotations

import subprocess
import sys
import time

from app.machine import hardware


def test_the_processor_has_a_name_and_cores() -> None:
    cpu = hardware.describe_cpu()
    assert cpu.name
    assert 1 <= cpu.physical_cores <= cpu.logical_cores


def test_memory_is_measured() -> None:
    memory = hardware.memory()
    assert 0 < memory.available_bytes <= memory.total_bytes


def test_inference_uses_no_more_threads_than_cores() -> None:
    assert 1 <= hardware.inference_threads() <= hardware.describe_cpu().logical_cores


def test_what_other_processes_compute_is_seen_and_what_we_compute_is_not() -> None:
    meter = hardware.CoreMeter()
    spin = "import time\nwhile time.process_time() < 1.0: pass"
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", spin], check=True)
    least = 0.8 / (time.monotonic() - began)  # of one core; the machine may be busy with more
    assert meter.busy_elsewhere() > least
