"""What would be sent, as segments of a bar: which parts are in one, how wide each is, what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.machine.timing import Forecast
from app.next_prompt import Fate, NextPrompt, Part
from app.words import tr, trn
from ui import formats

_NARROWEST_PX = 5
_LEFT_OUT_SHARE = 0.25  # of the bar, for what is not sent
_NOTHING_PX = 2  # a gap between two segments

NO_ROOM: tuple[Fate, ...] = ("no_room", "leaves")
"""What is not sent as the context has no room for it."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Parts that stand side by side; none: what nothing stands in. tokens: of all of them. is_kept: that is
    for the answer alone."""

    parts: tuple[Part, ...]
    tokens: int
    is_kept: bool = False

    @property
    def part(self) -> Part | None:
        """The one it is, if it is one."""
        return self.parts[0] if len(self.parts) == 1 else None

    @property
    def message_id(self) -> int | None:
        """Of the stored message to go to."""
        return self.parts[-1].message_id if self.parts else None

    @property
    def fate(self) -> Fate:
        return self.parts[0].fate if self.parts else "sent"

    @property
    def is_sent(self) -> bool:
        return self.fate in ("sent", "pinned")

    @property
    def key(self) -> tuple[object, ...]:
        """The same for the same parts, whatever is said of them."""
        return tuple((part.kind, part.message_id) for part in self.parts) or (self.is_kept,)


def segments_of(prompt: NextPrompt, width: int) -> list[Segment]:
    """As many as there is room for in so many pixels: where there are too many, the oldest ones with the same
    fate are one segment."""
    groups: list[tuple[Part, ...]] = [(part,) for part in prompt.parts]
    most = max(8, width // (2 * _NARROWEST_PX + _NOTHING_PX))
    while len(groups) > most:
        merged = _merged(groups, len(groups) - most)
        if len(merged) == len(groups):
            break
        groups = merged
    segments = [Segment(group, sum(part.tokens for part in group)) for group in groups]
    if not prompt.size.context_length:
        return []
    if prompt.free_tokens or not prompt.kept_tokens:
        segments.append(Segment((), prompt.free_tokens))
    if prompt.kept_tokens:
        segments.append(Segment((), prompt.kept_tokens, is_kept=True))
    return segments


def _merged(groups: Sequence[tuple[Part, ...]], over: int) -> list[tuple[Part, ...]]:
    """From the oldest on two neighbours made one, where their fate is the same; `over` times at most."""
    merged: list[tuple[Part, ...]] = []
    place = 0
    while place < len(groups):
        one, other = groups[place], groups[place + 1] if place + 1 < len(groups) else ()
        are_messages = bool(other) and one[0].message_id is not None and other[0].message_id is not None
        if over > 0 and are_messages and one[0].fate == other[0].fate:
            merged.append(one + other)
            place, over = place + 2, over - 1
        else:
            merged.append(one)
            place += 1
    return merged


def widths_of(segments: Sequence[Segment], context_length: int, width: int) -> list[int]:
    """Pixels of each segment, by its tokens, none too narrow to press; with the gaps they fill `width`."""
    room = width - _NOTHING_PX * (len(segments) - 1)
    left_out = sum(segment.tokens for segment in segments if not segment.is_sent)
    share = min(_LEFT_OUT_SHARE, left_out / (left_out + context_length)) if left_out else 0.0
    sent = sum(segment.tokens for segment in segments if segment.is_sent)
    wanted = [
        room * (1 - share) * segment.tokens / max(1, sent)
        if segment.is_sent
        else room * share * segment.tokens / left_out
        for segment in segments
    ]
    widths = [max(_NARROWEST_PX, round(one)) for one in wanted]
    while widths and (over := sum(widths) - room):
        widest = max(range(len(widths)), key=lambda place: widths[place])
        if over > 0 and widths[widest] <= _NARROWEST_PX:
            break
        widths[widest] = max(_NARROWEST_PX, widths[widest] - over)
    return widths


def name_of(segment: Segment) -> str:
    """What it is: Your question: How long does it rest?"""
    if not segment.parts:
        return tr("Kept for the answer") if segment.is_kept else tr("Free")
    part = segment.part
    if part is None:
        return trn("{count} message", "{count} messages", len({one.message_id for one in segment.parts}))
    match part.kind:
        case "system":
            return tr("System prompt: {words}", words=part.title)
        case "summary":
            return tr("Summary of earlier messages: {words}", words=part.title)
        case "question":
            return tr("Your question: {words}", words=part.title)
        case "answer":
            return tr("Answer: {words}", words=part.title)
        case "attachment":
            return tr("Attached: {name}", name=part.title)
        case "draft":
            return tr("What you are writing: {words}", words=part.title)


def told_of(segment: Segment, context_length: int) -> str:
    """Its tokens, their share of the context, and what becomes of it: 212 tokens · 3% · pinned"""
    tokens = segment.tokens
    parts = [formats.tokens(tokens)]
    if segment.is_sent:
        parts.append(formats.percent(tokens / max(1, context_length)))
    match segment.fate:
        case "pinned":
            parts.append(tr("pinned"))
        case "left_out":
            parts.append(tr("left out by you"))
        case "summed_up":
            parts.append(tr("summed up"))
        case "no_room":
            parts.append(tr("not sent"))
        case "leaves":
            parts.append(tr("leaves"))
        case "sent":
            pass
    return " · ".join(parts)


def whole_line(prompt: NextPrompt) -> str:
    """What is told while no segment is pointed at."""
    size = prompt.size
    if not prompt.parts:
        return tr(
            "Nothing to send yet. Room for {tokens}, {words}, with all answers.",
            tokens=formats.tokens(size.context_length),
            words=formats.words(size.context_length),
        )
    figures = {"sent": size.prompt_tokens, "context": size.context_length, "kept": prompt.kept_tokens}
    unseen = len({part.message_id for part in prompt.parts if part.fate in NO_ROOM})
    if not unseen:
        return tr(
            "Sends {sent} of {context} tokens, {read} already read. Kept for the answer: {kept}.",
            read=min(size.reused_tokens, size.prompt_tokens),
            **figures,
        )
    # No more than a narrow window has room for.
    sends = tr("Sends {sent} of {context} tokens. Kept for the answer: {kept}.", **figures)
    return trn(
        "{count} message has no room. {sends}",
        "{count} messages have no room. {sends}",
        unseen,
        sends=sends,
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """What the next question takes with a message and without it."""

    with_it: Forecast
    without_it: Forecast


def how_to_read(prompt: NextPrompt) -> str:
    """What the bar shows and what can be done in it."""
    if not prompt.parts:
        return tr("Each message will be a part of this bar. When it is full, the oldest ones leave.")
    if any(part.fate in NO_ROOM for part in prompt.parts):
        return tr(
            "Striped parts are not sent: beside what is kept for the answer there was no room, and several "
            "leave at once. Point at a part, or use the arrow keys: P pins it, X leaves it out."
        )
    if any(part.fate not in ("sent", "pinned") for part in prompt.parts):
        return tr(
            "Striped parts are not sent: you left them out, or a summary stands for them. Point at a part, "
            "or use the arrow keys: P pins it, so that it is always sent; X leaves it out."
        )
    return tr(
        "When the bar is full, the oldest messages leave. Point at a part, or use the arrow keys: P pins it, "
        "so that it stays; X leaves it out."
    )


def what_it_means(segment: Segment) -> str:
    """Why a message is sent or not, and what pinning does."""
    match segment.fate:
        case "sent":
            return tr("Sent with your next question. Pinned, it stays when older messages have to leave.")
        case "pinned":
            return tr("Pinned: it is sent with each question, and others leave in its place.")
        case "left_out":
            return tr("Striped, as you left it out: the model does not see it.")
        case "summed_up":
            return tr("Striped, as a summary stands for it. Pinned, it is sent itself again.")
        case "no_room":
            return tr(
                "Striped: beside what is kept for the answer there was no room for it, and several leave at "
                "once. Pinned, it is sent again and stays, and others leave."
            )
        case "leaves":
            return tr(
                "It leaves with your next message: there is no room beside what is kept for the answer. "
                "Pinned, it stays, and others leave."
            )


def effect_line(effect: Effect, fate: Fate) -> str:
    """What leaving a message out saves, or pinning one takes that is not sent."""
    with_it, without = effect.with_it, effect.without_it
    tokens = _prompt(with_it) - _prompt(without)
    if fate in NO_ROOM:
        # That others leave may make it faster; nobody pins a message for that.
        parts = [trn("That takes {count} token", "That takes {count} tokens", tokens)] if tokens > 0 else []
        if with_it.first_word_s > without.first_word_s:
            parts += _times(with_it, without)
    elif tokens <= 0:
        parts = [tr("Without it there is room for others"), *_times(without, with_it)]
    elif fate == "left_out":
        parts = [
            trn("That saves {count} token", "That saves {count} tokens", tokens),
            *_times(without, with_it),
        ]
    else:
        parts = [trn("Without it: {count} token less", "Without it: {count} tokens less", tokens)]
        parts += _times(without, with_it)
    if without.new_tokens > with_it.new_tokens and fate not in NO_ROOM:
        parts.append(tr("what follows it is read again"))
    told = " · ".join(parts)
    return f"{told[0].upper()}{told[1:]}." if parts else ""


def _prompt(forecast: Forecast) -> int:
    return forecast.new_tokens + forecast.reused_tokens


def _times(then: Forecast, now: Forecast) -> list[str]:
    """What changes until the first word; else, until the end."""
    if not then.answer_s or not now.answer_s:
        return []
    word_then, word_now = formats.seconds(then.first_word_s), formats.seconds(now.first_word_s)
    if word_then != word_now:
        return [tr("first word in about {then}, now {now}", then=word_then, now=word_now)]
    answer_then, answer_now = formats.seconds(then.answer_s), formats.seconds(now.answer_s)
    if answer_then != answer_now:
        return [tr("a typical answer in {then}, now {now}", then=answer_then, now=answer_now)]
    return []
