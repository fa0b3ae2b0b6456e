"""Which tokens of a prompt come from which message, and from which part of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.engine.chat_template import ChatTemplate
from app.engine.events import ChatMessage, PromptOutline, PromptPart, PromptSize
from app.engine.prompts import Plan
from app.engine.turns import joined
from app.engine.vocabulary import Vocabulary

_PROBE = "inglenook-part-{}-probe"
_PROBES = re.compile(re.escape(_PROBE).replace(r"\{\}", r"(\d+)"))

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the messages are in a prompt, in bytes of its tokens' texts. ends: where each token ends; spans:
    of each message, empty where its text is not found."""

    text: bytes
    ends: list[int]
    spans: list[Span]

    def owners(self) -> list[int]:
        """For each token the place of its message; -1: it is one of the template's."""
        owners, message = [], 0
        for number, end in enumerate(self.ends):
            start = self.ends[number - 1] if number else 0
            while message < len(self.spans) and self.spans[message][1] <= start:
                message += 1
            is_in = message < len(self.spans) and self.spans[message][0] < end and start < end
            owners.append(message if is_in else -1)
        return owners

    def tokens_until(self, offset: int) -> int:
        """How many tokens begin before this place in the text."""
        return bisect_left(self.ends, offset) + 1 if offset > 0 else 0


def sent_of(messages: Sequence[ChatMessage], left_out: int) -> tuple[list[ChatMessage], list[list[int]]]:
    """The messages as the template gets them when the oldest `left_out` leave, system prompt not counted;
    and for each of them the places in `messages` of those that are in it."""
    first = next((place for place, one in enumerate(messages) if one.role != "system"), len(messages))
    sent: list[ChatMessage] = []
    places: list[list[int]] = []
    for place, message in enumerate(messages):
        if first <= place < first + left_out and not message.is_pinned:
            continue
        if sent and left_out and place >= first and sent[-1].role == message.role:
            [sent[-1]] = joined([sent[-1], message])
            places[-1].append(place)
        else:
            sent.append(message)
            places.append([place])
    return sent, places


def layout(
    template: ChatTemplate, vocabulary: Vocabulary, messages: Sequence[ChatMessage], tokens: Sequence[int]
) -> Layout:
    """Where the messages are in their prompt. They are found by what the template makes of others in their
    places; where it changes them, by their own words."""
    pieces = [vocabulary.special_bytes_of(token) for token in tokens]
    ends, total = [], 0
    for piece in pieces:
        total += len(piece)
        ends.append(total)
    text = b"".join(pieces)
    probes = [replace(message, content=_PROBE.format(place)) for place, message in enumerate(messages)]
    contents = [message.content.encode("utf-8", "replace") for message in messages]
    marks = _PROBES.split(template.render(probes).text)
    return Layout(text, ends, _between(text, marks, contents) or _in_turn(text, contents))


def _between(text: bytes, marks: Sequence[str], contents: Sequence[bytes]) -> list[Span] | None:
    """marks: what the template writes, and between two such texts the place of the message there."""
    spans: list[Span] = [(0, 0)] * len(contents)
    beginning = marks[0].encode()
    position = text.find(beginning) + len(beginning)  # a token may stand before it that is not in the text
    if position < len(beginning):
        return None
    for number in range(1, len(marks), 2):
        place, after = int(marks[number]), marks[number + 1].encode()
        whole = contents[place]
        for content in (whole, whole.strip(), whole.lstrip(), whole.rstrip()):
            if text.startswith(content + after, position):
                break
        else:
            return None
        spans[place] = (position, position + len(content))
        position += len(content) + len(after)
    return spans


def _in_turn(text: bytes, contents: Sequence[bytes]) -> list[Span]:
    spans: list[Span] = []
    position = 0
    for content in contents:
        found = text.find(content.strip(), position)
        if found >= 0:
            position = found + len(content.strip())
        spans.append((found, position) if found >= 0 else (position, position))
    return spans


def outlined(
    template: ChatTemplate,
    vocabulary: Vocabulary,
    messages: Sequence[ChatMessage],
    parts: Sequence[PromptPart],
    plan: Plan,
    size: PromptSize,
    count: Callable[[str], int],
) -> PromptOutline:
    """The prompt of a plan in parts; together they have all of its tokens. A part also has the template's
    marks before it, and the last one those at the end. What is left out is counted by itself, by `count`."""
    sent, places = sent_of(messages, plan.left_out)
    prompt = layout(template, vocabulary, sent, plan.prompt.tokens)
    ends: dict[int, int] = {}
    for span, inside in zip(prompt.spans, places, strict=True):
        position = span[0]
        for number in (number for number, part in enumerate(parts) if part.message in inside):
            text = parts[number].text.encode("utf-8", "replace").strip()
            found = prompt.text.find(text, position, span[1])
            position = found + len(text) if found >= 0 else position
            ends[number] = prompt.tokens_until(position)
    counts, before = [], 0
    last = max(ends, default=-1)
    for number, part in enumerate(parts):
        if number not in ends:
            counts.append(count(part.text))
            continue
        end = len(plan.prompt.tokens) if number == last else max(before, ends[number])
        counts.append(end - before)
        before = end
    is_sent = tuple(number in ends for number in range(len(parts)))
    return PromptOutline(size, plan.left_out, tuple(counts), is_sent)
