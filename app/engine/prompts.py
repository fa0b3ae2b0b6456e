"""From messages to the tokens a model is sent, and what is left out when they are too many."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from app.engine.chat_template import ChatTemplate, Rendered
from app.engine.events import ANSWER_SHARE, ChatMessage
from app.engine.overlong import longest_prompt, refused
from app.engine.turns import joined
from app.engine.vocabulary import Vocabulary
from app.engine.written import Continuation, Written

_FULL_SHARE = 0.6  # of the context is filled again after messages were left out
_REMEMBERED = 16  # conversations whose left-out messages are remembered


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent for a conversation. left_out: oldest messages not sent, system not counted, but for
    those among them that are pinned. room: tokens that a prompt may have, for the rest of the context is kept
    for the answer; whole: those of this one if no more messages had to leave for it than before. is_default,
    template_problem: as in Rendered."""

    prompt: Continuation
    left_out: int
    room: int
    whole: int
    is_default: bool
    template_problem: str


class Planner:
    """Decides what of a conversation is sent to the model. Any thread may call it."""

    def __init__(
        self, template: ChatTemplate, vocabulary: Vocabulary, context_length: int, can_move: bool = False
    ) -> None:
        """can_move: whether the model's memory can be moved up where something is left out."""
        self._can_move = can_move
        self._template = template
        self._vocabulary = vocabulary
        self._context_length = context_length
        self._lock = threading.Lock()
        self._left_out: list[tuple[ChatMessage, ...]] = []

    def plan(
        self,
        messages: Sequence[ChatMessage],
        max_tokens: int | None,
        written: Written,
        left_out_before: int = 0,
        *,
        keeps_all: bool = False,
    ) -> Plan:
        """What is sent so that prompt and answer fit. Raises Overlong if the last question alone does not.

        Messages that were left out once stay left out, so that the text before the newest ones stays
        the same and need not be read again. left_out_before: how many that were when the conversation was
        put on the disk; they stay so unless all fit. keeps_all: nothing is left out, also of what was
        before; Overlong if that does not fit.
        """
        system, others = _split(messages)
        room = self._context_length - self._answer_room(max_tokens)
        cut = 0 if keeps_all else self._known_cut(others)
        prompt, rendered = self._continue(system, others, cut, written)
        before = 0 if keeps_all or not _is_turn(others, left_out_before) else left_out_before
        if len(prompt.tokens) > room and cut < before:
            cut = before
            prompt, rendered = self._continue(system, others, cut, written)
        whole = len(prompt.tokens)
        if keeps_all and whole > room:
            raise refused(messages, whole, self._context_length)
        if len(prompt.tokens) > room:
            for cut in self._cuts(system, others, cut, len(prompt.tokens)):  # noqa: B020 (the last one tried)
                prompt, rendered = self._continue(system, others, cut, written)
                if len(prompt.tokens) <= room:
                    break
        if len(prompt.tokens) > max(room, longest_prompt(self._context_length)):
            raise refused(messages, len(prompt.tokens), self._context_length)
        return Plan(prompt, cut, room, whole, rendered.is_default, rendered.problem)

    def plan_without(self, messages: Sequence[ChatMessage], left_out: int) -> Continuation:
        """The whole prompt without the oldest `left_out` messages, system prompt not counted."""
        system, others = _split(messages)
        return self._continue(system, others, left_out, Written())[0]

    def remember(self, messages: Sequence[ChatMessage], plan: Plan) -> None:
        """The plan is carried out: what it leaves out stays left out."""
        if plan.left_out:
            left_out_ones = tuple(_split(messages)[1][: plan.left_out])
            with self._lock:
                shorter = [known for known in self._left_out if left_out_ones[: len(known)] != known]
                self._left_out = [*shorter, left_out_ones][-_REMEMBERED:]

    def _answer_room(self, max_tokens: int | None) -> int:
        share = self._context_length // ANSWER_SHARE
        return share if max_tokens is None else min(max_tokens, share)

    def _known_cut(self, others: Sequence[ChatMessage]) -> int:
        """How many of these messages were left out before."""
        with self._lock:
            known = self._left_out[:]
        fitting = [len(old) for old in known if len(old) < len(others) and tuple(others[: len(old)]) == old]
        return max(fitting, default=0)

    def _cuts(
        self, system: Sequence[ChatMessage], others: Sequence[ChatMessage], first: int, total: int
    ) -> list[int]:
        """Numbers of messages to leave out, best first: whole turns, at least down to _FULL_SHARE."""
        turns = [i for i, message in enumerate(others) if message.role == "user" and i > first]
        sizes = [len(self._tokens_of(message.content)) for message in others]
        sent = [i for i, message in enumerate(others) if i >= first or message.is_pinned]
        around = max(0, total - sum(sizes[i] for i in sent))  # the template's own text, and the system prompt
        each = max(0, around - sum(len(self._tokens_of(message.content)) for message in system))
        each //= max(1, len(sent))
        target = self._context_length * _FULL_SHARE
        leaving = [0 if others[i].is_pinned else size + each for i, size in enumerate(sizes)]
        for index, cut in enumerate(turns):
            if total - sum(leaving[first:cut]) <= target:
                return turns[index:]
        return turns[-1:]

    def _continue(
        self, system: Sequence[ChatMessage], others: Sequence[ChatMessage], cut: int, written: Written
    ) -> tuple[Continuation, Rendered]:
        """The prompt without the first `cut` of the other messages; those that are pinned stay."""
        pinned = [message for message in others[:cut] if message.is_pinned]
        sent = joined([*pinned, *others[cut:]]) if pinned else others[cut:]
        rendered = self._template.render([*system, *sent])
        text = rendered.text.encode("utf-8", "replace")
        moves_before = text.find(others[cut].content.encode("utf-8", "replace")) if cut else -1
        prompt = written.continue_with(text, self._vocabulary, moves_before if self._can_move else -1)
        return prompt, rendered

    def _tokens_of(self, text: str) -> list[int]:
        return self._vocabulary.tokenize(text.encode("utf-8", "replace"), special=False)


def _split(messages: Sequence[ChatMessage]) -> tuple[Sequence[ChatMessage], Sequence[ChatMessage]]:
    """(system prompt, the conversation)."""
    count = next((i for i, message in enumerate(messages) if message.role != "system"), len(messages))
    return messages[:count], messages[count:]


def _is_turn(others: Sequence[ChatMessage], place: int) -> bool:
    """Whether a turn begins there: in another branch of a conversation it may not."""
    return place < len(others) and others[place].role == "user"


def shared_ends(messages: Sequence[ChatMessage], prompt: bytes) -> list[int]:
    """Where in a prompt's text others may part from it: new conversations with the same system prompt after
    that, and what comes next in this one after the last question, for the answer may be sent without its
    reasoning. None of what is not found there word for word."""
    ends = []
    for role, find in (("system", prompt.find), ("user", prompt.rfind)):
        said = [message.content.strip() for message in messages if message.role == role]
        content = said[-1].encode("utf-8", "replace") if said else b""
        if content and (place := find(content)) >= 0:
            ends.append(place + len(content))
    return ends
