"""What the computer is."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

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


MIB = 1 << 20
HOLD = """
import mmap, sys
own = bytearray(b"x" * (48 << 20))
with open(sys.argv[1], "rb") as file:
    mapped = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
print(sum(mapped[0 :: mmap.PAGESIZE]), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system counts mapped files in other ways")
def test_a_mapped_file_is_nothing_that_a_process_gives_back(tmp_path: Path) -> None:
    file = tmp_path / "weights"
    file.write_bytes(b"\1" * (160 * MIB))
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()  # every page of it was looked at by now
        private = hardware.private_bytes(process.pid)
        process.communicate()
    assert 48 * MIB < private < 96 * MIB
    assert hardware.private_bytes(process.pid) == 0
