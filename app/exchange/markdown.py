"""Conversations as Markdown, to read or to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from app.documents.attachments import fenced
from app.exchange.export import file_name
from app.exchange.portable import Portable, PortableMessage
from app.paths import file_error
from app.reasoning import split
from app.words import later, tr, translated

_MONTHS = (
    later("January"),
    later("February"),
    later("March"),
    later("April"),
    later("May"),
    later("June"),
    later("July"),
    later("August"),
    later("September"),
    later("October"),
    later("November"),
    later("December"),
)


def write_markdown(path: Path, conversations: Sequence[Portable]) -> list[Path]:
    """One conversation: a file of that path. Several: a file for each in a folder of that path."""
    if len(conversations) == 1:
        targets = {path: conversations[0]}
    else:
        targets = {}
        for conversation in conversations:
            targets[_free_name(path / f"{file_name(conversation.title)}.md", targets)] = conversation
    try:
        for target, conversation in targets.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(markdown(conversation), encoding="utf-8")
    except OSError as error:
        raise file_error(error, path) from error
    return list(targets)


def markdown(conversation: Portable) -> str:
    """What is shown of the conversation, and below it what its other branches say."""
    messages = conversation.messages
    shown = _path(messages, conversation.leaf)
    parts = [f"# {conversation.title or tr('Conversation')}", f"*{_day(conversation.created_at)}*"]
    if prompt := str(conversation.options.get("system_prompt", "")).strip():
        parts += [f"## {tr('System prompt')}", prompt]
    parts += [text for place in shown for text in _told(messages[place])]
    seen = set(shown)
    others = [place for place in range(len(messages)) if place not in seen]
    if others:
        parts += ["---", f"# {tr('Other versions')}"]
    for place in others:
        message = messages[place]
        if message.parent is None or message.parent in seen:
            where = tr("At the beginning")
            if message.parent is not None:
                where = tr("After {message}", message=_quoted(messages[message.parent]))
            parts.append(f"*{where}:*")
        parts += _told(message)
    return "\n\n".join(parts) + "\n"


def _told(message: PortableMessage) -> list[str]:
    who = tr("You") if message.role == "user" else message.model or tr("Answer")
    texts = [f"## {who}", *(fenced(attachment) for attachment in message.attachments)]
    reasoning, said = split(message.content) if message.role == "assistant" else ("", message.content)
    if reasoning.strip():
        lines = [f"*{tr('Reasoning')}*", "", *reasoning.strip().splitlines()]
        texts.append("\n".join(f"> {line}".rstrip() for line in lines))
    if said.strip():
        texts.append(said.strip())
    if message.error:
        texts.append(f"*{f'{message.error} {message.hint}'.strip()}*")
    return texts


def _path(messages: Sequence[PortableMessage], leaf: int | None) -> list[int]:
    places = []
    while leaf is not None:
        places.append(leaf)
        leaf = messages[leaf].parent
    return places[::-1]


def _quoted(message: PortableMessage) -> str:
    words = " ".join(message.content.split())
    return f"“{words[:60]}…”" if len(words) > 60 else f"“{words}”"


def _day(when_s: float) -> str:
    day = datetime.fromtimestamp(when_s)
    month = translated(_MONTHS[day.month - 1])
    return tr("{day} {month} {year}", "a day, written out", day=day.day, month=month, year=str(day.year))


def _free_name(path: Path, taken: Iterable[Path]) -> Path:
    names = {one.name.casefold() for one in taken}
    free, number = path, 1
    while free.name.casefold() in names:
        number += 1
        free = path.with_stem(f"{path.stem} {number}")
    return free
