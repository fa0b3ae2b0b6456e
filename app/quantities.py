"""Numbers with their units, as a person reads them."""

from __future__ import annotations

from app.words import digits


def readable_memory(size_bytes: float) -> str:
    """As 5.1 GB, 16 GB, 730 MB; powers of 1,024, as memory is sold and counted."""
    if size_bytes < 999.5 * 2**20:
        return f"{digits(size_bytes / 2**20)} MB"
    size = round(size_bytes / 2**30, 1)
    return f"{digits(size, 0 if size.is_integer() or size >= 10 else 1)} GB"


def readable_size(size_bytes: float) -> str:
    """As 5.1 GB, 730 MB; powers of ten, as disks and the Hub count."""
    steps, units = 0, ("B", "kB", "MB", "GB", "TB")
    while size_bytes >= 999.5 and steps < len(units) - 1:
        size_bytes, steps = size_bytes / 1000, steps + 1
    return f"{_three_digits(size_bytes)} {units[steps]}"


def readable_count(number: float) -> str:
    """As 7.6 B: how models are named by their parameters."""
    steps, units = 0, ("", "K", "M", "B", "T")
    while number >= 999.5 and steps < len(units) - 1:
        number, steps = number / 1000, steps + 1
    return f"{number:.3g} {units[steps]}".rstrip()


def _three_digits(number: float) -> str:
    shown = f"{number:.3g}"
    return digits(float(shown), len(shown.partition(".")[2]))
