"""The parts of a prompt as segments: which there are, how wide they are, what they are called."""

from __future__ import annotations

from app.engine.events import PromptSize
from app.machine.timing import Forecast
from app.next_prompt import Fate, NextPrompt, Part, PartKind
from ui.chat.segments import (
    Effect,
    effect_line,
    how_to_read,
    name_of,
    segments_of,
    told_of,
    what_it_means,
    whole_line,
    widths_of,
)


def _part(number: int, tokens: int, kind: PartKind = "question", fate: Fate = "sent") -> Part:
    return Part(kind, number or None, f"Words {number}", tokens, fate)


def _prompt(*parts: Part, context: int = 1000) -> NextPrompt:
    sent = sum(part.tokens for part in parts if part.fate in ("sent", "pinned"))
    return NextPrompt(parts, PromptSize(0, sent, sent // 2, context))


def test_the_segments_fill_the_bar_by_their_tokens() -> None:
    prompt = _prompt(_part(0, 100, "system"), _part(1, 300), _part(2, 100, "answer"))
    segments = segments_of(prompt, 706)
    assert [segment.tokens for segment in segments] == [100, 300, 100, 500]
    assert widths_of(segments, 1000, 706) == [70, 210, 70, 350]


def test_what_is_kept_for_the_answer_is_a_part_of_its_own() -> None:
    prompt = NextPrompt((_part(1, 300),), PromptSize(0, 300, 0, 1000, 750))
    assert [(name_of(one), one.tokens) for one in segments_of(prompt, 600)[1:]] == [
        ("Free", 450),
        ("Kept for the answer", 250),
    ]
    assert "Kept for the answer: 250." in whole_line(prompt)
    full = NextPrompt((_part(1, 750),), PromptSize(0, 750, 0, 1000, 750))
    assert [name_of(one) for one in segments_of(full, 600)[1:]] == ["Kept for the answer"]


def test_what_leaves_now_is_told_from_what_has_left_before() -> None:
    parts = [_part(number, 10, fate="no_room") for number in (1, 2, 3, 3)]
    prompt = _prompt(*parts, _part(4, 10))
    assert [part.fate for part in prompt.leaving(1).parts] == [*["no_room"] * 2, *["leaves"] * 2, "sent"]
    assert prompt.leaving(0) == prompt
    assert "3 messages have no room" in whole_line(prompt.leaving(2))


def test_the_smallest_can_be_pressed_and_what_is_left_out_never_takes_over() -> None:
    prompt = _prompt(_part(1, 9000, fate="no_room"), _part(2, 1), _part(3, 1, "answer"), _part(4, 500))
    segments = segments_of(prompt, 606)
    widths = widths_of(segments, 1000, 606)
    assert sum(widths) + 2 * (len(widths) - 1) == 606
    assert min(widths) == 5
    assert widths[0] <= 0.26 * 606


def test_a_long_conversation_has_no_more_segments_than_there_is_room_for() -> None:
    parts = [_part(number, 10, fate="no_room" if number < 90 else "sent") for number in range(1, 150)]
    prompt = _prompt(_part(0, 20, "system"), *parts, _part(0, 5, "draft"), context=4096)
    segments = segments_of(prompt, 600)
    assert len(segments) <= 52
    assert [part for segment in segments for part in segment.parts] == list(prompt.parts)
    assert all(len({part.fate for part in segment.parts}) <= 1 for segment in segments)
    assert sum(widths_of(segments, 4096, 600)) + 2 * (len(segments) - 1) == 600
    assert name_of(next(segment for segment in segments if len(segment.parts) > 1)).endswith("messages")


def test_each_segment_says_what_it_is_and_what_becomes_of_it() -> None:
    prompt = _prompt(_part(1, 40, fate="pinned"), _part(2, 20, "answer", "left_out"), _part(3, 60))
    pinned, left_out, _, room = segments_of(prompt, 600)
    assert name_of(pinned) == "Your question: Words 1"
    assert told_of(pinned, 1000) == "40 tokens · 4% · pinned"
    assert (name_of(left_out), told_of(left_out, 1000)) == ("Answer: Words 2", "20 tokens · left out by you")
    assert (name_of(room), told_of(room, 1000)) == ("Free", "900 tokens · 90%")
    assert whole_line(prompt) == "Sends 100 of 1,000 tokens, 50 already read. Kept for the answer: 0."
    crowded = _prompt(_part(1, 40, fate="no_room"), _part(2, 20, "answer", "no_room"), _part(3, 60))
    assert whole_line(crowded) == (
        "2 messages have no room. Sends 60 of 1,000 tokens. Kept for the answer: 0."
    )


def test_what_leaving_out_saves_is_told_in_tokens_and_seconds() -> None:
    with_it, without = Forecast(10, 290, 50, 0.5, 4.5), Forecast(80, 20, 50, 2.0, 5.0)
    assert effect_line(Effect(with_it, without), "sent") == (
        "Without it: 200 tokens less · first word in about 2.0 s, now 0.5 s · what follows it is read again."
    )
    assert effect_line(Effect(with_it, without), "left_out").startswith(
        "That saves 200 tokens · first word in"
    )


def test_what_pinning_takes_is_told_and_never_as_a_gain() -> None:
    faster, slower = Forecast(10, 290, 50, 0.5, 4.5), Forecast(80, 20, 50, 2.0, 5.0)
    assert effect_line(Effect(faster, slower), "no_room") == "That takes 200 tokens."
    assert effect_line(Effect(slower, faster), "no_room") == "First word in about 2.0 s, now 0.5 s."
    assert effect_line(Effect(faster, faster), "no_room") == ""


def test_stripes_are_explained_where_there_are_some() -> None:
    assert "triped" not in how_to_read(_prompt(_part(1, 40), _part(2, 20, fate="pinned")))
    fates: tuple[Fate, ...] = ("no_room", "left_out", "summed_up")
    for fate in fates:
        prompt = _prompt(_part(1, 40, fate=fate), _part(2, 20))
        assert "Striped" in how_to_read(prompt)
        assert ("kept for the answer" in how_to_read(prompt)) is (fate == "no_room")
        assert "Striped" in what_it_means(segments_of(prompt, 600)[0])


def test_before_the_first_question_there_is_the_room_for_it() -> None:
    empty = NextPrompt((), PromptSize(0, 0, 0, 1000))
    assert [(segment.parts, segment.tokens) for segment in segments_of(empty, 600)] == [((), 1000)]
    assert (
        whole_line(empty) == "Nothing to send yet. Room for 1,000 tokens, about 800 words, with all answers."
    )
