"""The pace of writing stays small, however long an answer is, and loses no token."""

from __future__ import annotations

from app.engine.pace import NO_PACE, Pace, PaceRecorder, joined


def test_a_long_answer_has_few_intervals_and_all_its_tokens() -> None:
    recorder = PaceRecorder()
    for number in range(10_000):
        recorder.add(1000.0 + number / 20)  # 500 seconds
    pace = recorder.pace()
    assert len(pace.counts) <= 120
    assert sum(pace.counts) == 10_000
    assert all(abs(speed - 20) < 0.5 for speed in pace.speeds())


def test_a_slow_answer_is_told_in_longer_intervals() -> None:
    recorder = PaceRecorder()
    for number in range(12):
        recorder.add(number / 3)  # 3 tokens/s: most intervals are empty
    assert 0.0 in recorder.pace().speeds()
    assert all(abs(speed - 3) < 1 for speed in recorder.pace().smooth().speeds())


def test_a_pause_is_seen() -> None:
    recorder = PaceRecorder()
    for at in (0.0, 0.1, 1.1):
        recorder.add(at)
    assert recorder.pace().counts == (1, 0, 1, *[0] * 19, 1)


def test_two_parts_become_one_at_the_slower_rhythm() -> None:
    assert joined(NO_PACE, Pace(1.0, (3,))) == Pace(1.0, (3,))
    assert joined(Pace(0.25, (1, 2, 3)), Pace(0.5, (4, 5))) == Pace(0.5, (3, 3, 4, 5))
    both = joined(Pace(1.0, (7,) * 100), Pace(1.0, (7,) * 100))
    assert both == Pace(2.0, (14,) * 100)
