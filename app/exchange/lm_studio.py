"""LM Studio's files: one conversation each, a list of messages that have versions, one of them chosen."""

from __future__ import annotations

from typing import Any, Literal

from app.exchange.fields import Fields
from app.exchange.foreign import MessageTree, as_object, as_time_of_ms, as_title
from app.exchange.portable import Portable, PortableMessage
from app.store.database import storable
from app.words import tr


def looks_like_lm_studio(value: object) -> bool:
    messages = value.get("messages") if isinstance(value, dict) else None
    return isinstance(messages, list) and all(
        isinstance(message, dict) and isinstance(message.get("versions"), list) for message in messages
    )


def from_lm_studio(value: object) -> Portable:
    """A conversation. What was said after a message stands below its chosen version."""
    fields = Fields(value, tr("the conversation"))
    created = as_time_of_ms(fields.get("createdAt", None), 0.0)
    tree = MessageTree()
    above: int | None = None
    for message in fields.list("messages"):
        versions, chosen = message["versions"], message.get("currentlySelected")
        below = above
        for number, version in enumerate(versions):
            said = _version(as_object(version), created)
            if said is not None:
                place = tree.add(above, said, is_joined=len(versions) == 1)
                if number == chosen or below == above:
                    below = place
        above = below
    prompt = fields.get("systemPrompt", "")
    return Portable(
        title=as_title(fields.get("name", "")),
        created_at=created,
        updated_at=as_time_of_ms(
            fields.get("assistantLastMessagedAt", fields.get("userLastMessagedAt", None)), created
        ),
        messages=tuple(tree.messages),
        leaf=above,
        pinned_at=created if fields.get("pinned", False) is True else None,
        options={"system_prompt": storable(prompt)} if isinstance(prompt, str) and prompt.strip() else {},
    )


def _version(version: dict[str, Any], created: float) -> PortableMessage | None:
    role: Literal["user", "assistant"] = "assistant" if version.get("role") == "assistant" else "user"
    steps = version.get("steps") if version.get("type") == "multiStep" else [version]
    texts: list[str] = []
    model = ""
    for step in steps if isinstance(steps, list) else []:
        text = _text(as_object(step).get("content"))
        if as_object(as_object(step).get("style")).get("type") == "thinking" and text.strip():
            text = f"<think>\n{text.strip()}\n</think>"
        texts.append(text)
        named = as_object(as_object(step).get("genInfo")).get("identifier")
        model = named if isinstance(named, str) else model
    content = storable("\n\n".join(text for text in texts if text.strip()))
    if version.get("role") not in ("user", "assistant") or not content.strip():
        return None
    is_answer = role == "assistant"
    return PortableMessage(
        parent=None,
        role=role,
        content=content,
        created_at=created,
        model=storable(model) if is_answer else "",
        finish_reason="end" if is_answer else None,
    )


def _text(content: object) -> str:
    parts = [as_object(part) for part in content] if isinstance(content, list) else []
    return "".join(
        part["text"]
        for part in parts
        if part.get("type") == "text" and isinstance(part.get("text"), str) and not part.get("isStructural")
    )
