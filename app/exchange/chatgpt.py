"""ChatGPT's export, conversations.json: a list of conversations.

Each has `mapping`, a tree of nodes by their id; a node names its parent, and may hold a message.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.exchange.fields import Fields
from app.exchange.foreign import MessageTree, as_object, as_time, as_title
from app.exchange.portable import Portable, PortableMessage
from app.store.database import storable
from app.words import tr

_PICTURE = "[A picture that was not exported with the text.]"


def looks_like_chatgpt(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("mapping"), dict)


def from_chatgpt(value: object) -> Portable:
    """One conversation. What is no question or answer, as the results of tools, is left out, and the parts
    of an answer that stood around it become one."""
    fields = Fields(value, tr("a conversation"))
    nodes = fields.mapping("mapping")
    created = as_time(fields.get("create_time", None), 0.0)
    tree = MessageTree()
    at: dict[str, int | None] = {}  # where what was said in a node, or before it, stands in the tree
    for key, parent in _from_the_roots(nodes):
        above = None if parent is None else at[parent]
        said = _message(nodes[key], created)
        at[key] = above if said is None else tree.add(above, said)
    leaf = at.get(str(fields.get("current_node", "")))
    return Portable(
        title=as_title(fields.get("title", "")),
        created_at=created,
        updated_at=as_time(fields.get("update_time", None), created),
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


def _message(node: object, otherwise: float) -> PortableMessage | None:
    message = node.get("message") if isinstance(node, dict) else None
    if not isinstance(message, dict):
        return None
    author, content, about = (as_object(message.get(name)) for name in ("author", "content", "metadata"))
    role = author.get("role")
    text = _content_text(content)
    if role not in ("user", "assistant") or not text.strip() or message.get("recipient", "all") != "all":
        return None
    model = about.get("model_slug")
    return PortableMessage(
        parent=None,
        role=role,
        content=text,
        created_at=as_time(message.get("create_time"), otherwise),
        model=storable(model) if isinstance(model, str) and role == "assistant" else "",
        finish_reason="end" if role == "assistant" else None,
    )


def _content_text(content: dict[str, Any]) -> str:
    parts = content.get("parts")
    match content.get("content_type"):
        case "text" | "multimodal_text" if isinstance(parts, list):
            texts = [part if isinstance(part, str) else _part_text(part) for part in parts]
            return storable("\n\n".join(text for text in texts if text))
        case "code" if isinstance(content.get("text"), str):
            return storable(f"```\n{content['text']}\n```")
    return ""


def _part_text(part: object) -> str:
    text = as_object(part).get("text")
    if isinstance(text, str):
        return text
    return _PICTURE if "asset_pointer" in as_object(part) else ""
