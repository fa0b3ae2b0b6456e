"""Conversations as files: our own JSON, which can be imported again, and Markdown to read."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.documents.attachments import fenced, of_place
from app.durable import write_json_durably
from app.exchange.portable import FORMAT, VERSION, Portable, PortableMessage, as_json
from app.paths import file_error
from app.reasoning import split
from app.store.conversations import Conversation, as_conversation
from app.store.database import Database
from app.store.drafts import Draft
from app.store.messages import Message, gone, tree
from app.store.presets import read_options
from app.words import later, tr, translated

_LONGEST_NAME = 80  # characters of a file's name
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


class Export:
    """Reads whole conversations, with all their branches, out of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Portable]:
        """Every conversation that is not in the bin, the oldest first."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT id FROM conversation WHERE deleted_at IS NULL ORDER BY id"
            ).fetchall()
        return [self.conversation(row["id"]) for row in rows]

    def conversation(self, conversation_id: int) -> Portable:
        """One of them. UserError when it is gone."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT conversation.*, folder.name AS folder, preset.name AS preset, "
                "preset.options AS preset_options FROM conversation "
                "LEFT JOIN folder ON folder.id = folder_id LEFT JOIN preset ON preset.id = preset_id "
                "WHERE conversation.id = ?",
                (conversation_id,),
            ).fetchone()
            if row is None:
                raise gone()
            messages = tree(connection, conversation_id)
            written = Draft(row["draft"], of_place(connection, conversation_id, "draft"))
            waiting = Draft(row["queued"], of_place(connection, conversation_id, "queue"))
        kept: Conversation = as_conversation(row)
        draft = written if waiting.is_blank else waiting.and_then(written)
        places = {message.id: place for place, message in enumerate(messages)}
        return Portable(
            title=kept.title,
            created_at=kept.created_at,
            updated_at=kept.updated_at,
            messages=tuple(_portable(message, places) for message in messages),
            leaf=places.get(row["leaf_id"]),
            draft=draft.text,
            draft_attachments=draft.attachments,
            title_by=kept.title_by,
            pinned_at=kept.pinned_at,
            archived_at=kept.archived_at,
            folder=row["folder"] or "",
            preset=row["preset"] or "",
            preset_options=read_options(row["preset_options"] or ""),
            options=read_options(row["options"]),
        )


def write_json(path: Path, conversations: Iterable[Portable]) -> None:
    """All of them in one file, whole or not at all. UserError when it cannot be written."""
    value: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": time.time(),
        "conversations": [as_json(conversation) for conversation in conversations],
    }
    try:
        write_json_durably(path, value)
    except OSError as error:
        raise file_error(error, path) from error


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


def file_name(title: str) -> str:
    """A title as every system takes it for a file's name."""
    name = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", title)[:_LONGEST_NAME]
    name = " ".join(name.split()).strip(". ")
    return (
        f"_{name}" if re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", name) else name or tr("Conversation")
    )


def _free_name(path: Path, taken: Iterable[Path]) -> Path:
    names = {one.name.casefold() for one in taken}
    free, number = path, 1
    while free.name.casefold() in names:
        number += 1
        free = path.with_stem(f"{path.stem} {number}")
    return free


# Markdown


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


def _portable(message: Message, places: dict[int, int]) -> PortableMessage:
    return PortableMessage(
        parent=None if message.parent_id is None else places[message.parent_id],
        role=message.role,
        content=message.content,
        created_at=message.created_at,
        state="interrupted" if message.state == "writing" else message.state,
        model=message.model,
        error=message.error,
        hint=message.hint,
        finish_reason=message.finish_reason,
        left_out=message.left_out,
        is_corrected=message.is_corrected,
        options=message.options,
        statistics=message.statistics,
        thinking_s=message.thinking_s,
        sending=message.sending,
        summary=message.summary,
        remedy=message.remedy,
        forecast=message.forecast,
        attachments=message.attachments,
    )
