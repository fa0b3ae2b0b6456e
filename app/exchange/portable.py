"""A conversation outside of the database: whole, with all its branches, and free of row numbers.

This is also the program's own file format, a JSON object:

    {"format": "inglenook", "version": 1, "conversations": [CONVERSATION, ...]}

A CONVERSATION has the fields of Portable; its messages stand in an order in which each comes after its
parent, and `parent` and `leaf` are places in that list (from 0) or null. Times are seconds since 1970 (UTC).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from app.documents.attachments import Attachment
from app.engine.events import FinishReason, Statistics
from app.engine.pace import NO_PACE, Pace
from app.errors import REMEDIES, Remedy
from app.exchange.fields import Fields
from app.machine.timing import Forecast
from app.store.messages import Sending
from app.store.presets import known_options
from app.words import tr

FORMAT, VERSION = "inglenook", 1


@dataclass(frozen=True, slots=True)
class PortableMessage:
    """As app.store.messages.Message, with the parent's place in the list."""

    parent: int | None
    role: Literal["user", "assistant"]
    content: str
    created_at: float
    state: Literal["complete", "interrupted", "failed"] = "complete"
    model: str = ""
    error: str = ""
    hint: str = ""
    finish_reason: FinishReason | None = None
    left_out: int = 0
    is_corrected: bool = False
    options: str = ""
    statistics: Statistics | None = None
    thinking_s: float | None = None
    sending: Sending = "usual"
    summary: str = ""
    remedy: Remedy = ""
    forecast: Forecast | None = None
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Portable:
    """folder, preset: their names. options: the conversation's own, by the setting's name; those that are
    not known here, or out of range, are left out when a file is read."""

    title: str
    created_at: float
    updated_at: float
    messages: tuple[PortableMessage, ...]
    leaf: int | None
    draft: str = ""
    draft_attachments: tuple[Attachment, ...] = ()
    title_by: Literal["words", "model", "person"] = "person"
    pinned_at: float | None = None
    archived_at: float | None = None
    folder: str = ""
    preset: str = ""
    preset_options: Mapping[str, object] = field(default_factory=dict)
    options: Mapping[str, object] = field(default_factory=dict)


def as_json(conversation: Portable) -> dict[str, Any]:
    """Ready for json.dump."""
    return dataclasses.asdict(conversation)


def from_json(value: object) -> Portable:
    """NotReadable when it is not what as_json() makes."""
    fields = Fields(value, tr("a conversation"))
    messages = [
        _message(one, f"message {number + 1}", number) for number, one in enumerate(fields.list("messages"))
    ]
    return Portable(
        title=" ".join(fields.text("title").split()),
        created_at=fields.time("created_at"),
        updated_at=fields.time("updated_at"),
        messages=tuple(messages),
        leaf=fields.place("leaf", len(messages)),
        draft=fields.text("draft", ""),
        draft_attachments=_attachments(fields.list("draft_attachments", [])),
        title_by=fields.one_of("title_by", ("words", "model", "person"), "person"),
        pinned_at=fields.maybe_time("pinned_at"),
        archived_at=fields.maybe_time("archived_at"),
        folder=" ".join(fields.text("folder", "").split()),
        preset=" ".join(fields.text("preset", "").split()),
        preset_options=known_options(fields.mapping("preset_options")),
        options=known_options(fields.mapping("options")),
    )


def _message(value: object, what: str, number: int) -> PortableMessage:
    fields = Fields(value, what)
    return PortableMessage(
        parent=fields.place("parent", number),
        role=fields.one_of("role", ("user", "assistant")),
        content=fields.text("content"),
        created_at=fields.time("created_at"),
        state=fields.one_of("state", ("complete", "interrupted", "failed"), "complete"),
        model=fields.text("model", ""),
        error=fields.text("error", ""),
        hint=fields.text("hint", ""),
        finish_reason=fields.one_of("finish_reason", ("end", "length", "context", "stopped", None), None),
        left_out=fields.whole("left_out", 0),
        is_corrected=fields.flag("is_corrected"),
        options=fields.text("options", ""),
        statistics=_statistics(fields.get("statistics", None), what),
        thinking_s=None if fields.get("thinking_s", None) is None else fields.number("thinking_s"),
        sending=fields.one_of("sending", ("usual", "pinned", "left_out"), "usual"),
        summary=fields.text("summary", ""),
        remedy=fields.one_of("remedy", REMEDIES, ""),
        forecast=_forecast(fields.get("forecast", None), what),
        attachments=_attachments(fields.list("attachments", [])),
    )


def _forecast(value: object, what: str) -> Forecast | None:
    if value is None:
        return None
    fields = Fields(value, tr("the forecast of {what}", what=what))
    return Forecast(
        new_tokens=fields.whole("new_tokens"),
        reused_tokens=fields.whole("reused_tokens"),
        answer_tokens=fields.whole("answer_tokens"),
        first_word_s=fields.number("first_word_s"),
        answer_s=fields.number("answer_s"),
    )


def _statistics(value: object, what: str) -> Statistics | None:
    if value is None:
        return None
    fields = Fields(value, tr("the statistics of {what}", what=what))
    return Statistics(
        prompt_tokens=fields.whole("prompt_tokens"),
        reused_tokens=fields.whole("reused_tokens"),
        answer_tokens=fields.whole("answer_tokens"),
        first_token_s=fields.number("first_token_s"),
        read_tokens_per_s=fields.number("read_tokens_per_s"),
        write_tokens_per_s=fields.number("write_tokens_per_s"),
        total_s=fields.number("total_s"),
        prepare_s=fields.number("prepare_s", 0.0),
        processor_s=fields.number("processor_s", 0.0),
        memory_bytes=fields.whole("memory_bytes", 0),
        energy_j=fields.number("energy_j", 0.0),
        energy_source=fields.one_of("energy_source", ("", "processor", "battery", "estimate"), ""),
        pace=_pace(fields.get("pace", None), what),
        drafted_tokens=fields.whole("drafted_tokens", 0),
        accepted_tokens=fields.whole("accepted_tokens", 0),
        model_drafted_tokens=fields.whole("model_drafted_tokens", 0),
        model_accepted_tokens=fields.whole("model_accepted_tokens", 0),
    )


def _pace(value: object, what: str) -> Pace:
    if value is None:
        return NO_PACE
    fields = Fields(value, tr("the pace of {what}", what=what))
    counts = fields.wholes("counts")
    return Pace(fields.number("interval_s"), counts)


def _attachments(values: list[Any]) -> tuple[Attachment, ...]:
    made = []
    for value in values:
        fields = Fields(value, tr("an attachment"))
        count = None if fields.get("token_count", None) is None else fields.whole("token_count")
        kind = fields.one_of("kind", ("paste", "file"), "file")
        made.append(Attachment(kind, fields.text("name"), fields.text("text"), count))
    return tuple(made)
