"""Numbers and times as they are shown."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from app.engine.events import FinishReason, Statistics
from ui import formats


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (999_949, "1.0 MB"),
        (4_700_000_000, "4.7 GB"),
        (141_000_000_000, "141 GB"),
        (3_200_000_000_000_000, "3,200 TB"),
    ],
)
def test_file_sizes(size_bytes: int, shown: str) -> None:
    assert formats.readable_size(size_bytes) == shown


@pytest.mark.parametrize(
    ("duration_s", "shown"),
    [
        (0.0002, "1 ms"),
        (0.042, "42 ms"),
        (0.42, "0.4 s"),
        (9.94, "9.9 s"),
        (12.4, "12 s"),
        (75.2, "1 min 15 s"),
    ],
)
def test_durations(duration_s: float, shown: str) -> None:
    assert formats.seconds(duration_s) == shown


def test_speeds_and_counts() -> None:
    assert formats.speed(38.21) == "38.2 tok/s"
    assert formats.speed(3217.4) == "3,217 tok/s"
    assert formats.tokens(1) == "1 token"
    assert formats.tokens(1200) == "1,200 tokens"
    assert formats.words(512) == "about 400 words"
    assert formats.memory_gb(25_100_000_000) == "23"
    assert formats.memory_gb(3_300_000_000) == "3.1"


@pytest.mark.parametrize(
    ("reason", "ending"),
    [
        ("end", ""),
        ("stopped", " · stopped"),
        ("length", " · cut at the answer length"),
        ("context", " · context full"),
    ],
)
def test_the_line_under_an_answer_says_how_it_ended(reason: FinishReason, ending: str) -> None:
    statistics = Statistics(100, 90, 312, 0.42, 800.0, 38.2, 9.0)
    assert formats.answer_foot(statistics, reason) == "312 tokens · 38.2 tok/s · first word in 0.4 s" + ending


def test_an_answer_of_no_tokens_has_no_speed() -> None:
    statistics = Statistics(100, 0, 0, 0.0, 0.0, 0.0, 1.0)
    assert formats.answer_foot(statistics, "stopped") == "0 tokens · stopped"
    assert formats.answer_foot(None, None) == ""


@pytest.mark.parametrize(
    ("days_ago", "heading"),
    [
        (-1, "Today"),
        (0, "Today"),
        (1, "Yesterday"),
        (2, "Last week"),
        (7, "Last week"),
        (8, "Last month"),
        (30, "Last month"),
        (31, "October"),
        (400, "October 2025"),
    ],
)
def test_conversations_are_grouped_by_day(days_ago: int, heading: str) -> None:
    today = date(2026, 11, 23)
    noon = datetime(2026, 11, 23, 12) - timedelta(days=days_ago)
    assert formats.date_group(noon.timestamp(), today) == heading


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (4_000_000, "4M"),
        (270_000_000, "270M"),
        (999_600_000, "1B"),
        (1_700_000_000, "1.7B"),
        (30_500_000_000, "30.5B"),
    ],
)
def test_parameters_are_told_as_models_are_named(number: int, shown: str) -> None:
    assert formats.readable_parameters(number) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [(7, "7"), (999, "999"), (1_000, "1k"), (9_949, "9.9k"), (12_345, "12k"), (1_234_567, "1.2M")],
)
def test_large_counts_are_told_roughly(number: int, shown: str) -> None:
    assert formats.short_count(number) == shown


@pytest.mark.parametrize(
    ("duration_s", "shown"),
    [
        (3.0, "less than a minute"),
        (60.0, "about 1 min"),
        (149.0, "about 2 min"),
        (5_399.0, "about 90 min"),
        (7_300.0, "about 2 hours"),
        (400_000.0, "more than two days"),
    ],
)
def test_time_left_is_a_guess(duration_s: float, shown: str) -> None:
    assert formats.time_left(duration_s) == shown


@pytest.mark.parametrize(
    ("duration_s", "shown"),
    [
        (-5.0, "just now"),
        (59.0, "just now"),
        (61.0, "1 minute ago"),
        (7_300.0, "2 hours ago"),
        (90_000.0, "yesterday"),
        (300_000.0, "3 days ago"),
    ],
)
def test_how_long_ago(duration_s: float, shown: str) -> None:
    assert formats.ago(duration_s) == shown
