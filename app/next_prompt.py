"""What the model would be sent with the next question, in parts that a person knows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from app.context import SUMMARY_HEADING, Turn, turns_of
from app.documents.attachments import fenced, with_attachments
from app.engine.events import ChatMessage, PromptOutline, PromptPart, PromptSize
from app.reasoning import without_reasoning
from app.sendings import NEXT_QUESTION, sendings_before_next
from app.store.drafts import Draft
from app.store.messages import Message

PartKind = Literal["system", "summary", "question", "answer", "attachment", "draft"]

Fate = Literal["sent", "pinned", "left_out", "summed_up", "no_room", "leaves"]
"""What becomes of a part: it is sent; it is sent and stays when older ones leave; the person left it out; a
summary stands for it; the context has had no room for it; it has none any more, from this prompt on."""

_TITLE_LENGTH = 80  # characters


@dataclass(frozen=True, slots=True)
class Part:
    """message_id: None in the system prompt, what was summed up, and what is being written. title: its first
    words, or an attachment's name. tokens: of what is not sent, those of its text alone."""

    kind: PartKind
    message_id: int | None
    title: str
    tokens: int
    fate: Fate


@dataclass(frozen=True, slots=True)
class NextPrompt:
    """The parts of what would be sent, oldest first, and what they come to."""

    parts: tuple[Part, ...]
    size: PromptSize

    @property
    def kept_tokens(self) -> int:
        """What of the context is kept for the answer, and may not be filled with messages."""
        size = self.size
        kept = size.context_length - size.room_tokens if size.room_tokens else 0
        return max(0, min(kept, size.context_length - size.prompt_tokens))

    @property
    def free_tokens(self) -> int:
        """What beside that is left, for messages or a longer answer."""
        return max(0, self.size.context_length - self.size.prompt_tokens - self.kept_tokens)

    def leaving(self, count: int) -> NextPrompt:
        """With the newest `count` of the messages for which there is no room told as those that leave now."""
        unseen = [part.message_id for part in self.parts if part.fate == "no_room"]
        leaving = list(dict.fromkeys(reversed(unseen)))[:count]
        parts = [
            replace(part, fate="leaves") if part.fate == "no_room" and part.message_id in leaving else part
            for part in self.parts
        ]
        return replace(self, parts=tuple(parts))


def turns_before_next(thread: Sequence[Message], system_prompt: str) -> list[Turn]:
    """What is sent of a conversation when another question comes after it."""
    turns = turns_of([*thread, NEXT_QUESTION], system_prompt)
    if not turns[-1].ids[:-1]:
        return turns[:-1]
    last = turns[-1]  # it was joined with a question that was never answered
    text = last.message.content.removesuffix("\n\n")
    return [*turns[:-1], Turn(replace(last.message, content=text), last.ids[:-1])]


def next_prompt(
    thread: Sequence[Message],
    draft: Draft,
    system_prompt: str,
    outline: Callable[[Sequence[ChatMessage], Sequence[PromptPart]], PromptOutline],
) -> NextPrompt:
    """outline: asks the engine. Raises UserError if what is written does not fit, as the engine does."""
    turns = turns_before_next(thread, system_prompt)
    places = {message_id: place for place, turn in enumerate(turns) for message_id in turn.ids}
    messages = [turn.message for turn in turns]
    pieces = _system_pieces(turns, system_prompt)
    for message, sending in zip(thread, sendings_before_next(thread), strict=True):
        place = places.get(message.id, -1)
        fate: Fate = sending if sending != "usual" else "sent" if place >= 0 else "summed_up"
        for kind, title, text in _texts(message):
            pieces.append((PromptPart(place, text), Part(kind, message.id, _title(title), 0, fate)))
    if not draft.is_blank:
        messages.append(ChatMessage("user", with_attachments(draft.text, draft.attachments)))
        written = _texts(NEXT_QUESTION._replace(content=draft.text, attachments=draft.attachments))
        for kind, title, text in written:
            shown = Part("draft" if kind == "question" else kind, None, _title(title), 0, "sent")
            pieces.append((PromptPart(len(messages) - 1, text), shown))
    asked = [part for part, _ in pieces]
    if not asked:
        return NextPrompt((), PromptSize(0, 0, 0, 0))
    told = outline(messages, asked)
    parts = []
    for part, tokens, is_sent in zip((part for _, part in pieces), told.tokens, told.is_sent, strict=True):
        has_no_room = not is_sent and part.fate in ("sent", "pinned") and told.size.prompt_tokens > 0
        fate = "no_room" if has_no_room else part.fate
        parts.append(replace(part, tokens=tokens, fate=fate))
    return NextPrompt(tuple(parts), told.size)


def _system_pieces(turns: Sequence[Turn], system_prompt: str) -> list[tuple[PromptPart, Part]]:
    """The system prompt, and the summary that stands at its end."""
    if not turns or turns[0].message.role != "system":
        return []
    before, heading, summary = turns[0].message.content.partition(SUMMARY_HEADING)
    texts: list[tuple[PartKind, str]] = [("system", before)]
    if heading:
        texts.append(("summary", heading + summary))
    elif not system_prompt.strip():
        return []
    return [
        (PromptPart(0, text), Part(kind, None, _title(text.removeprefix(SUMMARY_HEADING)), 0, "sent"))
        for kind, text in texts
        if text.strip()
    ]


def _texts(message: Message) -> list[tuple[PartKind, str, str]]:
    """The parts of a message: (kind, what it is called, its text as it is sent)."""
    if message.role == "assistant":
        said = without_reasoning(message.content)
        return [("answer", said, said)] if said.strip() else []
    texts: list[tuple[PartKind, str, str]] = [
        ("attachment", attachment.name, fenced(attachment)) for attachment in message.attachments
    ]
    if message.content.strip():
        texts.append(("question", message.content, message.content))
    return texts


def _title(text: str) -> str:
    words = " ".join(text[: 4 * _TITLE_LENGTH].split())
    return words if len(words) <= _TITLE_LENGTH else words[:_TITLE_LENGTH].rstrip() + "…"
