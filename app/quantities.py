"""Numbers with their units, as a person reads them."""

from __future__ import annotations

from app.words import digits, trn


def readable_memory(size_bytes: float) -> str:
    """As 5.1 GB, 16 GB, 730 MB; powers of 1,024, as memory is sold and counted."""
    if size_bytes < 999.5 * 2**20:
        return f"{digits(size_bytes / 2**20)} MB"
    size = round(size_bytes / 2**30, 1)
    return f"{digits(size, 0 if size.is_integer() or size >= 10 else 1)} GB"


def readable_size(size_bytes: float) -> str:
    """As shops and file managers count, in powers of 1,000: 4700000000 -> 4.7 GB"""
    if size_bytes < 1000:
        return trn("{count} byte", "{count} bytes", int(size_bytes))
    size = float(size_bytes)
    for unit in ("kB", "MB", "GB", "TB"):
        size /= 1000
        if size < 999.5 or unit == "TB":
            break
    return f"{digits(size, 1 if size < 99.95 else 0)} {unit}"


def readable_parameters(number: int) -> str:
    """As models are named: 270000000 -> 270M; 4000000000 -> 4B; 1700000000 -> 1.7B"""
    if number < 999_500_000:
        return f"{max(1, round(number / 1e6))}M"
    return f"{number / 1e9:.1f}".removesuffix(".0") + "B"
