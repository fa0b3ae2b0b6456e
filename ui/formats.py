"""Numbers and times as a person reads them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from app.engine.events import FinishReason, Statistics

_REASONS: dict[FinishReason, str] = {
    "end": "",
    "length": "cut at the answer length",
    "context": "context full",
    "stopped": "stopped",
}


def count(number: int) -> str:
    """1200 -> 1,200"""
    return f"{number:,}"


def short_count(number: int) -> str:
    """Large numbers roughly: 950 -> 950; 12345 -> 12k; 1234567 -> 1.2M"""
    if number < 1_000:
        return str(number)
    thousands = number / 1e3
    if thousands < 999.5:
        return f"{thousands:.1f}".removesuffix(".0") + "k" if thousands < 9.95 else f"{thousands:.0f}k"
    return f"{number / 1e6:.1f}".removesuffix(".0") + "M"


def tokens(number: int) -> str:
    """1 -> 1 token"""
    return f"{number:,} token" if number == 1 else f"{number:,} tokens"


def file_size(size_bytes: int) -> str:
    """As shops and file managers count, in powers of 1,000: 4700000000 -> 4.7 GB"""
    if size_bytes < 1000:
        return f"{size_bytes} bytes"
    size = float(size_bytes)
    for unit in ("kB", "MB", "GB", "TB"):
        size /= 1000
        if size < 999.5 or unit == "TB":
            break
    return f"{size:.1f} {unit}" if size < 99.95 else f"{size:.0f} {unit}"


def memory_gb(size_bytes: int) -> str:
    """Memory in powers of 1,024, as it is sold: 8589934592 -> 8.0"""
    size = size_bytes / 1024**3
    return f"{size:.1f}" if size < 9.95 else f"{size:.0f}"


def parameters(number: int) -> str:
    """As models are named: 270000000 -> 270M; 4000000000 -> 4B; 1700000000 -> 1.7B"""
    if number < 999_500_000:
        return f"{max(1, round(number / 1e6))}M"
    return f"{number / 1e9:.1f}".removesuffix(".0") + "B"


def speed(tokens_per_s: float) -> str:
    """38.21 -> 38.2 tok/s"""
    return f"{tokens_per_s:.1f} tok/s" if tokens_per_s < 99.95 else f"{tokens_per_s:,.0f} tok/s"


def seconds(duration_s: float) -> str:
    """0.042 -> 42 ms; 0.42 -> 0.4 s; 75 -> 1 min 15 s"""
    if duration_s < 0.0995:
        return f"{max(1, round(duration_s * 1000))} ms"
    if duration_s < 9.95:
        return f"{duration_s:.1f} s"
    minutes, rest = divmod(round(duration_s), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def time_left(duration_s: float) -> str:
    """As a guess that changes all the time is told: 20 -> less than a minute; 150 -> about 3 min"""
    if duration_s < 50:
        return "less than a minute"
    if duration_s < 90 * 60:
        return f"about {max(1, round(duration_s / 60))} min"
    return f"about {duration_s / 3600:.0f} hours" if duration_s < 48 * 3600 else "more than two days"


def ago(duration_s: float) -> str:
    """How long something is past: 40 -> just now; 7200 -> 2 hours ago; 90000 -> yesterday"""
    for size_s, name in ((86_400.0, "day"), (3_600.0, "hour"), (60.0, "minute")):
        number = int(max(0.0, duration_s) // size_s)
        if number == 1 and name == "day":
            return "yesterday"
        if number:
            return f"{number} {name}{'s' if number > 1 else ''} ago"
    return "just now"


def words(token_count: int) -> str:
    """How much text that is in English, roughly: 512 -> about 400 words"""
    number = token_count * 3 // 4
    step = 10 if number < 200 else 100
    return f"about {max(step, round(number / step) * step):,} words"


def answer_foot(statistics: Statistics | None, reason: FinishReason | None) -> str:
    """The line under an answer: 312 tokens · 38.2 tok/s · first word in 0.4 s · stopped"""
    parts = []
    if statistics is not None:
        parts.append(tokens(statistics.answer_tokens))
        if statistics.write_tokens_per_s > 0:
            parts.append(speed(statistics.write_tokens_per_s))
        if statistics.first_token_s > 0:
            parts.append(f"first word in {seconds(statistics.first_token_s)}")
    if reason is not None and _REASONS[reason]:
        parts.append(_REASONS[reason])
    return " · ".join(parts)


def date_group(when_s: float, today: date) -> str:
    """The heading under which a conversation of that time (seconds since 1970) is listed."""
    day = datetime.fromtimestamp(when_s).date()
    if day >= today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    if day > today - timedelta(days=8):
        return "Last week"
    if day > today - timedelta(days=31):
        return "Last month"
    return f"{day:%B}" if day.year == today.year else f"{day:%B %Y}"
