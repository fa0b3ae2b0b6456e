"""A conversation's title, made by the model that answered it."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence

from app.context import alternating, history
from app.engine.client import Engine
from app.engine.events import ChatMessage, Finished, Piece, ReplyOptions, Sampling
from app.reasoning import without_reasoning
from app.store.conversations import Conversations
from app.store.messages import Message

_ASK = (
    "Name this conversation in two to six words, in the language of my first message. "
    "Write the name only, without quotation marks."
)
_MOST_TOKENS = 40
_LONGEST = 60  # characters
_MOST_WORDS = 10


def is_wanted(conversations: Conversations, conversation_id: int) -> bool:
    """Whether the conversation has one question with its whole answer, and no title but its first words."""
    if conversations.get(conversation_id).title_by != "words":
        return False
    thread = conversations.thread(conversation_id)
    return len(thread) == 2 and thread[1].state == "complete" and thread[1].finish_reason == "end"


def make_title(
    engine: Engine,
    conversations: Conversations,
    conversation_id: int,
    system_prompt: str,
    stop: threading.Event,
) -> Iterator[str]:
    """Asks the loaded model for a title, keeps it and yields it; nothing when stopped or of no use.

    The model has read the conversation already, and the next question is read after it again: what it is
    asked here comes after both, so almost nothing is read twice.
    """
    messages = title_messages(conversations.thread(conversation_id), system_prompt)
    options = ReplyOptions(Sampling(temperature=0.3), max_tokens=_MOST_TOKENS)
    said: list[str] = []
    reason = "stopped"
    for event in engine.reply(messages, options, stop, str(conversation_id)):
        if isinstance(event, Piece):
            said.append(event.text)
        elif isinstance(event, Finished):
            reason = event.reason
    title = title_from("".join(said))
    if reason == "end" and title:
        conversations.suggest_title(conversation_id, title)
        yield title


def title_messages(thread: Sequence[Message], system_prompt: str) -> list[ChatMessage]:
    """What the model is sent to have a title from it."""
    return alternating([*history(thread, system_prompt), ChatMessage("user", _ASK)])


def title_from(answer: str) -> str:
    """The title in what a model said; empty where there is none to be seen."""
    lines = [line.strip() for line in without_reasoning(answer).splitlines() if line.strip()]
    if len(lines) != 1:
        return ""
    words = re.sub(r"^(title|name)\s*:\s*", "", lines[0].strip("#*_` "), flags=re.IGNORECASE)
    words = words.strip("#*_` \"'“”„«»\u2018\u2019").rstrip(".:;,").strip()
    return words if words and len(words) <= _LONGEST and len(words.split()) <= _MOST_WORDS else ""
