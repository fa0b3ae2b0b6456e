"""Numbers and times as a person reads them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale, QTime

from app.quantities import readable_parameters as readable_parameters
from app.quantities import readable_size as readable_size
from app.words import Marked, digits, later, tr, translated, trn
from ui.glossary import Word

if TYPE_CHECKING:
    from app.engine.statistics import FinishReason, Statistics

FOOT_WORDS: tuple[Word, ...] = ("token", "speed", "first_word")
"""What answer_foot uses that is not everybody's."""

_REASONS: dict[FinishReason, Marked] = {
    "length": later("cut at the answer length"),
    "context": later("context full"),
    "stopped": later("stopped"),
}


def count(number: int) -> str:
    """1200 -> 1,200"""
    return digits(number)


def short_count(number: int) -> str:
    """Large numbers roughly: 950 -> 950; 12345 -> 12k; 1234567 -> 1.2M"""
    if number < 1_000:
        return digits(number)
    thousands = number / 1e3
    if thousands < 999.5:
        return tr("{thousands}k", thousands=_short(thousands, 1 if thousands < 9.95 else 0))
    return tr("{millions}M", millions=_short(number / 1e6, 1))


def _short(value: float, decimals: int) -> str:
    """Without a zero behind the decimal mark."""
    return digits(value, 0 if round(value, decimals).is_integer() else decimals)


def tokens(number: int) -> str:
    """1 -> 1 token"""
    return trn("{count} token", "{count} tokens", number)


def memory_gb(size_bytes: int) -> str:
    """Memory in powers of 1,024, as it is sold: 8589934592 -> 8.0"""
    size = size_bytes / 1024**3
    return digits(size, 1 if size < 9.95 else 0)


def speed(tokens_per_s: float) -> str:
    """38.21 -> 38.2 tok/s"""
    return tr("{number} tok/s", number=digits(tokens_per_s, 1 if tokens_per_s < 99.95 else 0))


def seconds(duration_s: float) -> str:
    """0.042 -> 42 ms; 0.42 -> 0.4 s; 75 -> 1 min 15 s"""
    if duration_s < 0.0995:
        return tr("{count} ms", count=max(1, round(duration_s * 1000)))
    if duration_s < 9.95:
        return tr("{count} s", count=digits(duration_s, 1))
    minutes, rest = divmod(round(duration_s), 60)
    if minutes:
        return tr("{minutes} min {seconds} s", minutes=minutes, seconds=f"{rest:02}")
    return tr("{count} s", count=rest)


def time_left(duration_s: float) -> str:
    """As a guess that changes all the time is told: 20 -> less than a minute; 150 -> about 3 min"""
    if duration_s < 50:
        return tr("less than a minute")
    if duration_s < 90 * 60:
        return tr("about {count} min", count=max(1, round(duration_s / 60)))
    if duration_s < 48 * 3600:
        return trn("about {count} hour", "about {count} hours", round(duration_s / 3600))
    return tr("more than two days")


def ago(duration_s: float) -> str:
    """How long something is past: 40 -> just now; 7200 -> 2 hours ago; 90000 -> yesterday"""
    minutes = int(max(0.0, duration_s) // 60)
    hours, days = minutes // 60, minutes // (24 * 60)
    if days:
        return tr("yesterday") if days == 1 else trn("{count} day ago", "{count} days ago", days)
    if hours:
        return trn("{count} hour ago", "{count} hours ago", hours)
    return trn("{count} minute ago", "{count} minutes ago", minutes) if minutes else tr("just now")


def words(token_count: int) -> str:
    """How much text that is in English, roughly: 512 -> about 400 words"""
    number = token_count * 3 // 4
    step = 10 if number < 200 else 100
    return trn("about {count} word", "about {count} words", max(step, round(number / step) * step))


def answer_foot(statistics: Statistics | None, reason: FinishReason | None) -> str:
    """The line under an answer: 312 tokens · 38.2 tok/s · first word in 0.4 s · stopped"""
    parts = []
    if statistics is not None:
        parts.append(tokens(statistics.answer_tokens))
        if statistics.write_tokens_per_s > 0:
            parts.append(speed(statistics.write_tokens_per_s))
        if statistics.first_token_s > 0:
            parts.append(tr("first word in {time}", time=seconds(statistics.first_token_s)))
    if reason in _REASONS:
        parts.append(translated(_REASONS[reason]))
    return " · ".join(parts)


def date_group(when_s: float, today: date) -> str:
    """The heading under which a conversation of that time (seconds since 1970) is listed."""
    day = datetime.fromtimestamp(when_s).date()
    if day >= today:
        return tr("Today")
    if day == today - timedelta(days=1):
        return tr("Yesterday")
    if day > today - timedelta(days=8):
        return tr("Last week")
    if day > today - timedelta(days=31):
        return tr("Last month")
    return _written(day, "MMMM" if day.year == today.year else "MMMM yyyy")


def day(when: date) -> str:
    """1 March 2026"""
    return _written(when, tr("d MMMM yyyy", "how a day is written, in Qt's letters"))


def short_day(when: date) -> str:
    """2026-03-01"""
    return _written(when, tr("yyyy-MM-dd", "how a day is written in a table, in Qt's letters"))


def moment(when: datetime) -> str:
    """2026-03-01 09:05"""
    shown = tr("yyyy-MM-dd HH:mm", "how a moment is written, in Qt's letters")
    return QLocale().toString(QDateTime(_day(when), QTime(when.hour, when.minute)), shown)


def _written(when: date, pattern: str) -> str:
    return QLocale().toString(_day(when), pattern)


def _day(when: date) -> QDate:
    return QDate(when.year, when.month, when.day)


def percent(fraction: float) -> str:
    """0.458 -> 46%"""
    return tr("{number}%", number=round(fraction * 100))
