"""Conversations of other programs, read into our own form: ChatGPT's export and LM Studio's files."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator
from typing import Any, Literal

from app.exchange.portable import LATEST_S, Fields, NotReadable, Portable, PortableMessage
from app.store.database import storable
from app.words import tr

_PICTURE = "[A picture that was not exported with the text.]"


# ChatGPT: conversations.json is a list of conversations; each has `mapping`, a tree of nodes by their id.


def looks_like_chatgpt(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("mapping"), dict)


def from_chatgpt(value: object) -> Portable:
    """One conversation. What is no question or answer, as the results of tools, is left out, and the parts
    of an answer that stood around it become one."""
    fields = Fields(value, tr("a conversation"))
    nodes = fields.mapping("mapping")
    created = _time(fields.get("create_time", None), 0.0)
    tree = _Tree()
    at: dict[str, int | None] = {}  # where what was said in a node, or before it, stands in the tree
    for key, parent in _from_the_roots(nodes):
        above = None if parent is None else at[parent]
        said = _chatgpt_message(nodes[key], created)
        at[key] = above if said is None else tree.add(above, said)
    leaf = at.get(str(fields.get("current_node", "")))
    return Portable(
        title=_title(fields.get("title", "")),
        created_at=created,
        updated_at=_time(fields.get("update_time", None), created),
        messages=tuple(tree.messages),
        leaf=len(tree.messages) - 1 if leaf is None and tree.messages else leaf,
        archived_at=created if fields.get("is_archived", False) is True else None,
    )


def _from_the_roots(nodes: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """(node, its parent), parents first. A node that leads back to itself is in no tree, so never reached."""
    children: dict[str | None, list[str]] = {}
    for key, node in nodes.items():
        parent = node.get("parent") if isinstance(node, dict) else None
        known = isinstance(parent, str) and parent in nodes
        children.setdefault(parent if known else None, []).append(key)
    waiting: list[tuple[str, str | None]] = [(key, None) for key in reversed(children.get(None, []))]
    while waiting:
        key, parent = waiting.pop()
        yield key, parent
        waiting.extend((child, key) for child in reversed(children.get(key, [])))


def _chatgpt_message(node: object, otherwise: float) -> PortableMessage | None:
    message = node.get("message") if isinstance(node, dict) else None
    if not isinstance(message, dict):
        return None
    author, content, about = (_object(message.get(name)) for name in ("author", "content", "metadata"))
    role = author.get("role")
    text = _chatgpt_text(content)
    if role not in ("user", "assistant") or not text.strip() or message.get("recipient", "all") != "all":
        return None
    model = about.get("model_slug")
    return PortableMessage(
        parent=None,
        role=role,
        content=text,
        created_at=_time(message.get("create_time"), otherwise),
        model=storable(model) if isinstance(model, str) and role == "assistant" else "",
        finish_reason="end" if role == "assistant" else None,
    )


def _chatgpt_text(content: dict[str, Any]) -> str:
    parts = content.get("parts")
    match content.get("content_type"):
        case "text" | "multimodal_text" if isinstance(parts, list):
            texts = [part if isinstance(part, str) else _part_text(part) for part in parts]
            return storable("\n\n".join(text for text in texts if text))
        case "code" if isinstance(content.get("text"), str):
            return storable(f"```\n{content['text']}\n```")
    return ""


def _part_text(part: object) -> str:
    text = _object(part).get("text")
    if isinstance(text, str):
        return text
    return _PICTURE if "asset_pointer" in _object(part) else ""


# LM Studio: a file holds one conversation, a list of messages, each with versions of which one is chosen.


def looks_like_lm_studio(value: object) -> bool:
    messages = value.get("messages") if isinstance(value, dict) else None
    return isinstance(messages, list) and all(
        isinstance(message, dict) and isinstance(message.get("versions"), list) for message in messages
    )


def from_lm_studio(value: object) -> Portable:
    """A conversation. What was said after a message stands below its chosen version."""
    fields = Fields(value, tr("the conversation"))
    created = _milliseconds(fields.get("createdAt", None), 0.0)
    tree = _Tree()
    above: int | None = None
    for message in fields.list("messages"):
        versions, chosen = message["versions"], message.get("currentlySelected")
        below = above
        for number, version in enumerate(versions):
            said = _lm_studio_version(_object(version), created)
            if said is not None:
                place = tree.add(above, said, is_joined=len(versions) == 1)
                if number == chosen or below == above:
                    below = place
        above = below
    prompt = fields.get("systemPrompt", "")
    return Portable(
        title=_title(fields.get("name", "")),
        created_at=created,
        updated_at=_milliseconds(
            fields.get("assistantLastMessagedAt", fields.get("userLastMessagedAt", None)), created
        ),
        messages=tuple(tree.messages),
        leaf=above,
        pinned_at=created if fields.get("pinned", False) is True else None,
        options={"system_prompt": storable(prompt)} if isinstance(prompt, str) and prompt.strip() else {},
    )


def _lm_studio_version(version: dict[str, Any], created: float) -> PortableMessage | None:
    role: Literal["user", "assistant"] = "assistant" if version.get("role") == "assistant" else "user"
    steps = version.get("steps") if version.get("type") == "multiStep" else [version]
    texts: list[str] = []
    model = ""
    for step in steps if isinstance(steps, list) else []:
        text = _lm_studio_text(_object(step).get("content"))
        if _object(_object(step).get("style")).get("type") == "thinking" and text.strip():
            text = f"<think>\n{text.strip()}\n</think>"
        texts.append(text)
        named = _object(_object(step).get("genInfo")).get("identifier")
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


def _lm_studio_text(content: object) -> str:
    parts = [_object(part) for part in content] if isinstance(content, list) else []
    return "".join(
        part["text"]
        for part in parts
        if part.get("type") == "text" and isinstance(part.get("text"), str) and not part.get("isStructural")
    )


# Both


class _Tree:
    """Messages as they are found; answers right after each other become one."""

    def __init__(self) -> None:
        self.messages: list[PortableMessage] = []
        self._has_children: set[int] = set()

    def add(self, above: int | None, said: PortableMessage, *, is_joined: bool = True) -> int:
        if above is not None and is_joined and above not in self._has_children:
            parent = self.messages[above]
            if parent.role == said.role == "assistant":
                both = f"{parent.content}\n\n{said.content}"
                self.messages[above] = dataclasses.replace(parent, content=both)
                return above
        if above is not None:
            self._has_children.add(above)
        self.messages.append(dataclasses.replace(said, parent=above))
        return len(self.messages) - 1


def _object(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _title(value: object) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotReadable(tr("the title of a conversation is not a text"))
    return " ".join(storable(value).split())[:200]


def _time(value: object, otherwise: float) -> float:
    """Seconds since 1970; `otherwise` where none is told. NotReadable for a time that is none."""
    if value is None:
        return otherwise
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotReadable(tr("the time of a message is not a number"))
    if not math.isfinite(value) or not 0 <= value <= LATEST_S:
        raise NotReadable(tr("the time of a message is out of range"))
    return float(value)


def _milliseconds(value: object, otherwise: float) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return _time(value / 1000, otherwise)
    return _time(value, otherwise)
