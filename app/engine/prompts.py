"""From messages to the tokens a model is sent: chat template, and what is left out when they are too many."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.engine.events import ChatMessage, Thinking
from app.engine.templates import TemplateError, TemplateHarm
from app.engine.turns import joined
from app.engine.vocabulary import Vocabulary
from app.engine.written import Continuation, Written
from app.errors import UserError
from app.reasoning import has_marks, opened
from app.words import tr

DEFAULT_STOPS = ("<|im_end|>", "<|im_start|>")
"""Texts that end an answer under the default template, for models that have no such tokens."""

# What templates ask whether, and how much, to think: Qwen 3, GLM, SmolLM 3 and others; gpt-oss.
_SWITCH, _EFFORT = "enable_thinking", "reasoning_effort"
_ANSWER_SHARE = 4  # a quarter of the context is kept free for the answer
_FULL_SHARE = 0.6  # of the context is filled again after messages were left out
_REMEMBERED = 16  # conversations whose left-out messages are remembered


class Renderer(Protocol):
    """Turns a template and its variables into text; raises TemplateError."""

    def render(self, source: str, variables: Mapping[str, object]) -> str: ...


class ChatTemplate:
    """A model's chat template, or the default one where it has none that works.

    problem: a sentence when the model's own template cannot be used, else empty.
    """

    def __init__(self, source: str, vocabulary: Vocabulary, renderer: Renderer) -> None:
        self._source = source  # empty: the default one
        self._renderer = renderer
        self._guarded = vocabulary.guarded
        self._tokens = {"bos_token": vocabulary.bos_text, "eos_token": vocabulary.eos_text}
        self._takes_system = True
        self.thinking: Thinking | None = None  # asked for; None: as the template has it
        self.problem = ""
        if source:
            self._try_out()

    @property
    def is_default(self) -> bool:
        """Whether the default template stands in."""
        return not self._source

    @property
    def can_think(self) -> tuple[Thinking, ...]:
        """What it can be told of a reasoning before the answer; none where it knows of none."""
        if _SWITCH in self._source:
            return ("off", "brief", "full")
        return ("brief", "full") if _EFFORT in self._source or has_marks(self._source) else ()

    def render(self, messages: Sequence[ChatMessage]) -> str:
        """The prompt for the next answer. Falls back, rather than fails, on what the template refuses.

        Where an answer comes last, its turn is left open: what the model writes continues that text.
        """
        guarded = [ChatMessage(message.role, self._guarded(message.content)) for message in messages]
        if len(messages) > 1 and messages[-1].role == "assistant":
            beginning = self._render(guarded[:-1])
            said = self._guarded(messages[-1].content, keeps_marks=True)
            return beginning + said.removeprefix(opened(beginning))  # else a reasoning would be opened twice
        return self._render(guarded)

    def _render(self, messages: Sequence[ChatMessage]) -> str:
        source = self._source  # another thread may find out meanwhile that it does harm
        if not source:
            return _render_default(messages)
        if not self._takes_system:
            messages = _fold_system(messages)
        for attempt in (messages, joined(_fold_system(messages))):
            try:
                return self._run(source, attempt)
            except TemplateHarm as error:
                self._use_default(error)
                break
            except TemplateError:
                continue  # it may only dislike this conversation's shape
        return _render_default(messages)

    def _try_out(self) -> None:
        """Find out whether the template works at all, and whether it shows a system prompt."""
        system = ChatMessage("system", "inglenook-system-probe")
        question = ChatMessage("user", "inglenook-question-probe")
        try:
            if question.content not in self._run(self._source, [question]):
                raise TemplateError("does not show the model the user's message.")
        except TemplateError as error:
            self._use_default(error)
            return
        try:
            text = self._run(self._source, [system, question])
            self._takes_system = system.content in text and question.content in text
        except TemplateError:
            self._takes_system = False

    def _use_default(self, error: TemplateError) -> None:
        self.problem = f"This model's chat template {error}"
        self._source = ""

    def _run(self, source: str, messages: Sequence[ChatMessage]) -> str:
        plain = [{"role": message.role, "content": message.content} for message in messages]
        variables: dict[str, object] = {"messages": plain, "add_generation_prompt": True, "tools": None}
        if (thinking := self.thinking) is not None:
            variables |= {_SWITCH: thinking != "off", _EFFORT: "high" if thinking == "full" else "low"}
        return self._renderer.render(source, variables | self._tokens)


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent for a conversation. left_out: oldest messages not sent, system not counted, but for
    those among them that are pinned. room: tokens that a prompt may have, for the rest of the context is kept
    for the answer; whole: those of this one if no more messages had to leave for it than before."""

    prompt: Continuation
    left_out: int
    room: int
    whole: int


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

    def plan(self, messages: Sequence[ChatMessage], max_tokens: int | None, written: Written) -> Plan:
        """What is sent so that prompt and answer fit. Raises UserError if the last question alone does not.

        Messages that were left out once stay left out, so that the text before the newest ones stays
        the same and need not be read again.
        """
        system, others = _split(messages)
        room = self._context_length - self._answer_room(max_tokens)
        cut = self._known_cut(others)
        prompt = self._continue(system, others, cut, written)
        whole = len(prompt.tokens)
        if len(prompt.tokens) > room:
            for cut in self._cuts(system, others, cut, len(prompt.tokens)):  # noqa: B020 (the last one tried)
                prompt = self._continue(system, others, cut, written)
                if len(prompt.tokens) <= room:
                    break
        if len(prompt.tokens) > max(room, self._context_length - max(32, self._context_length // 16)):
            raise self._too_long(len(prompt.tokens), system, others)
        return Plan(prompt, cut, room, whole)

    def plan_without(self, messages: Sequence[ChatMessage], left_out: int) -> Continuation:
        """The whole prompt without the oldest `left_out` messages, system prompt not counted."""
        system, others = _split(messages)
        return self._continue(system, others, left_out, Written())

    def remember(self, messages: Sequence[ChatMessage], plan: Plan) -> None:
        """The plan is carried out: what it leaves out stays left out."""
        self.recall(messages, plan.left_out)

    def recall(self, messages: Sequence[ChatMessage], left_out: int) -> None:
        """So many of the oldest messages were left out before and stay so."""
        if left_out:
            left_out_ones = tuple(_split(messages)[1][:left_out])
            with self._lock:
                shorter = [known for known in self._left_out if left_out_ones[: len(known)] != known]
                self._left_out = [*shorter, left_out_ones][-_REMEMBERED:]

    def _answer_room(self, max_tokens: int | None) -> int:
        share = self._context_length // _ANSWER_SHARE
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
    ) -> Continuation:
        """The prompt without the first `cut` of the other messages; those that are pinned stay."""
        pinned = [message for message in others[:cut] if message.is_pinned]
        sent = joined([*pinned, *others[cut:]]) if pinned else others[cut:]
        text = self._template.render([*system, *sent]).encode("utf-8", "replace")
        moves_before = text.find(others[cut].content.encode("utf-8", "replace")) if cut else -1
        return written.continue_with(text, self._vocabulary, moves_before if self._can_move else -1)

    def _tokens_of(self, text: str) -> list[int]:
        return self._vocabulary.tokenize(text.encode("utf-8", "replace"), special=False)

    def _too_long(
        self, tokens: int, system: Sequence[ChatMessage], others: Sequence[ChatMessage]
    ) -> UserError:
        if others[-1].role == "assistant":
            return UserError(
                tr(
                    "The question and its answer so far take {tokens} tokens; this model's context of "
                    "{length} has no room to go on.",
                    tokens=tokens,
                    length=self._context_length,
                ),
                tr("Ask for the rest in a new message, or choose a greater context length in the settings."),
                "longer_context",
            )
        if any(message.is_pinned for message in others):
            return UserError(
                tr(
                    "Your message and what is pinned take {tokens} tokens, more than this model's context of "
                    "{length} has room for.",
                    tokens=tokens,
                    length=self._context_length,
                ),
                tr("Unpin a message, shorten the text, or choose a greater context length in the settings."),
                "longer_context",
            )
        told = tr(
            "Your message takes {tokens} tokens, more than this model's context of {length} has room for.",
            tokens=tokens,
            length=self._context_length,
        )
        if system:
            told = tr(
                "Your message and the system prompt take {tokens} tokens, more than this model's context of "
                "{length} has room for.",
                tokens=tokens,
                length=self._context_length,
            )
        return UserError(
            told,
            tr("Shorten the text, or choose a greater context length in the settings."),
            "longer_context",
        )


def _render_default(messages: Sequence[ChatMessage]) -> str:
    """ChatML, which many models know and all can follow."""
    turns = [f"<|im_start|>{message.role}\n{message.content}<|im_end|>\n" for message in messages]
    return "".join([*turns, "<|im_start|>assistant\n"])


def _split(messages: Sequence[ChatMessage]) -> tuple[Sequence[ChatMessage], Sequence[ChatMessage]]:
    """(system prompt, the conversation)."""
    count = next((i for i, message in enumerate(messages) if message.role != "system"), len(messages))
    return messages[:count], messages[count:]


def _fold_system(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """System prompts become the beginning of the first user message."""
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    others = [message for message in messages if message.role != "system"]
    for index, message in enumerate(others):
        if system and message.role == "user":
            others[index] = ChatMessage("user", f"{system}\n\n{message.content}")
            break
    return others
