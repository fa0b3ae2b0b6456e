"""Graphics cards, as far as the system tells of them."""

from __future__ import annotations

from pathlib import Path

from app.machine import graphics
from app.machine.graphics import Gpu, linux_gpus, parse_nvidia

MIB = 1 << 20


def files(root: Path, contents: dict[str, str]) -> Path:
    for name, content in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content + "\n")
    return root


def test_nvidias_cards_are_told_with_their_memory() -> None:
    told = (
        "NVIDIA GeForce RTX 4070, 12282, 11019\nNVIDIA GB10, [N/A], [N/A]\n\nOdd, name, 8192, 8000\nnonsense"
    )
    assert parse_nvidia(told) == [
        Gpu("NVIDIA GeForce RTX 4070", "NVIDIA", 12282 * MIB, 11019 * MIB),
        Gpu("NVIDIA GB10", "NVIDIA", 0, 0),
        Gpu("Odd, name", "NVIDIA", 8192 * MIB, 8000 * MIB),
    ]


def test_on_linux_amds_and_intels_cards_are_told_by_the_kernel(tmp_path: Path) -> None:
    card = "sys/class/drm/card{}"
    root = files(
        tmp_path,
        {
            f"{card.format(0)}/device/vendor": "0x1002",
            f"{card.format(0)}/device/product_name": "Radeon RX 7800 XT",
            f"{card.format(0)}/device/mem_info_vram_total": str(16 << 30),
            f"{card.format(0)}/device/mem_info_vram_used": str(1 << 30),
            f"{card.format(1)}/device/vendor": "0x8086",
            f"{card.format(2)}/device/vendor": "0x8086",
            f"{card.format(2)}/lmem_total_bytes": str(8 << 30),
            f"{card.format(3)}/device/vendor": "0x1af4",  # a virtual machine's
            "sys/class/drm/card0-HDMI-A-1/status": "connected",
        },
    )
    assert linux_gpus(root, without_nvidia=False) == [
        Gpu("Radeon RX 7800 XT", "AMD", 16 << 30, 15 << 30),
        Gpu("Intel graphics (card1)", "Intel", shares_memory=True),
        Gpu("Intel graphics (card2)", "Intel", 8 << 30, 8 << 30),
    ]


def test_an_nvidia_card_is_told_once_also_where_its_tool_is_missing(tmp_path: Path) -> None:
    root = files(
        tmp_path,
        {
            "proc/driver/nvidia/gpus/0000:01:00.0/information": "Model: \t NVIDIA T400\nIRQ: 5",
            "sys/class/drm/card0/device/vendor": "0x10de",
        },
    )
    assert linux_gpus(root, without_nvidia=False) == [Gpu("NVIDIA T400", "NVIDIA")]
    assert linux_gpus(root, without_nvidia=True) == []


def test_odd_files_of_the_kernel_do_no_harm(tmp_path: Path) -> None:
    root = files(tmp_path, {"sys/class/drm/card0/device/vendor": "0x1002"})
    (root / "sys/class/drm/card0/device/mem_info_vram_total").write_bytes(b"\xff\xfe many")
    (root / "sys/class/drm/card1/device/vendor").mkdir(parents=True)
    assert linux_gpus(root, without_nvidia=False) == [Gpu("AMD graphics (card0)", "AMD", shares_memory=True)]
    assert linux_gpus(tmp_path / "nowhere", without_nvidia=False) == []


def test_only_cards_that_the_engine_can_compute_with_count() -> None:
    total, free = graphics.usable_memory()
    usable = [gpu for gpu in graphics.gpus() if graphics.is_usable(gpu)]
    assert 0 <= free <= total and (total == 0 or usable)
    if not graphics.back_ends():
        assert (total, free, usable) == (0, 0, [])
