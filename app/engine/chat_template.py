"""A model's chat template: what makes a prompt of messages, and what stands in where it cannot."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.engine.events import ChatMessage, Thinking
from app.engine.templates import TemplateBusy, TemplateError, TemplateFault, TemplateHarm
from app.engine.turns import joined
from app.engine.vocabulary import Vocabulary
from app.reasoning import has_marks, opened
from app.words import tr

DEFAULT_STOPS = ("<|im_end|>", "<|im_start|>")
"""Texts that end an answer under the default template, for models that have no such tokens."""

# What templates ask whether, and how much, to think: Qwen 3, GLM, SmolLM 3 and others; gpt-oss.
_SWITCH, _EFFORT = "enable_thinking", "reasoning_effort"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A prompt. is_default: the default template made it; problem: a sentence why, where the model has one
    of its own, else empty."""

    text: str
    is_default: bool = False
    problem: str = ""


class Renderer(Protocol):
    """Turns a template and its variables into text; raises TemplateError."""

    def render(self, source: str, variables: Mapping[str, object]) -> str: ...


class ChatTemplate:
    """A model's chat template, or the default one where it has none that works.

    problem: a sentence when the model's own template is known to be of no use, else empty.
    """

    def __init__(self, source: str, vocabulary: Vocabulary, renderer: Renderer) -> None:
        self._source = source  # empty: the default one
        self._renderer = renderer
        self._guarded = vocabulary.guarded
        self._tokens = {"bos_token": vocabulary.bos_text, "eos_token": vocabulary.eos_text}
        self._takes_system = True
        self._is_tried = not source
        self.thinking: Thinking | None = None  # asked for; None: as the template has it
        self.problem = ""
        with contextlib.suppress(TemplateBusy):  # the first prompt finds out
            self._try_out()

    @property
    def can_think(self) -> tuple[Thinking, ...]:
        """What it can be told of a reasoning before the answer; none where it knows of none."""
        if _SWITCH in self._source:
            return ("off", "brief", "full")
        return ("brief", "full") if _EFFORT in self._source or has_marks(self._source) else ()

    def render(self, messages: Sequence[ChatMessage]) -> Rendered:
        """The prompt for the next answer. Falls back, rather than fails, on what the template refuses.

        Where an answer comes last, its turn is left open: what the model writes continues that text.
        """
        guarded = [ChatMessage(message.role, self._guarded(message.content)) for message in messages]
        if len(messages) > 1 and messages[-1].role == "assistant":
            beginning = self._render(guarded[:-1])
            said = self._guarded(messages[-1].content, keeps_marks=True)
            said = said.removeprefix(opened(beginning.text))  # else a reasoning would be opened twice
            return replace(beginning, text=beginning.text + said)
        return self._render(guarded)

    def _render(self, messages: Sequence[ChatMessage]) -> Rendered:
        problem = ""
        try:
            self._try_out()
            if source := self._source:  # another thread may find out meanwhile that it does harm
                return Rendered(self._render_own(source, messages))
        except TemplateHarm as error:
            self._use_default(error)
        except TemplateError as error:
            problem = error.sentence  # with this conversation, or at this moment
        return Rendered(_render_default(messages), is_default=True, problem=problem or self.problem)

    def _render_own(self, source: str, messages: Sequence[ChatMessage]) -> str:
        """By the model's own template. Raises TemplateError."""
        if not self._takes_system:
            messages = _fold_system(messages)
        try:
            return self._run(source, messages)
        except TemplateFault:  # it may only dislike this conversation's shape
            return self._run(source, joined(_fold_system(messages)))

    def _try_out(self) -> None:
        """Find out, once, whether the template works at all, and whether it shows a system prompt.

        Raises TemplateBusy when that could not be found out now.
        """
        if self._is_tried:
            return
        try:
            self._takes_system = self._shows_system(self._source)
        except (TemplateFault, TemplateHarm) as error:
            self._use_default(error)
        self._is_tried = True

    def _shows_system(self, source: str) -> bool:
        """Raises TemplateError when it does not even show a question."""
        system = ChatMessage("system", "inglenook-system-probe")
        question = ChatMessage("user", "inglenook-question-probe")
        if question.content not in self._run(source, [question]):
            raise TemplateFault(tr("This model's chat template does not show the model the user's message."))
        try:
            text = self._run(source, [system, question])
        except (TemplateFault, TemplateHarm):
            return False
        return system.content in text and question.content in text

    def _use_default(self, error: TemplateError) -> None:
        self.problem = error.sentence
        self._source = ""

    def _run(self, source: str, messages: Sequence[ChatMessage]) -> str:
        plain = [{"role": message.role, "content": message.content} for message in messages]
        variables: dict[str, object] = {"messages": plain, "add_generation_prompt": True, "tools": None}
        if (thinking := self.thinking) is not None:
            variables |= {_SWITCH: thinking != "off", _EFFORT: "high" if thinking == "full" else "low"}
        return self._renderer.render(source, variables | self._tokens)


def _render_default(messages: Sequence[ChatMessage]) -> str:
    """ChatML, which many models know and all can follow."""
    turns = [f"<|im_start|>{message.role}\n{message.content}<|im_end|>\n" for message in messages]
    return "".join([*turns, "<|im_start|>assistant\n"])


def _fold_system(messages: Sequence[ChatMessage]) -> list[ChatMessage]:
    """System prompts become the beginning of the first user message."""
    system = "\n\n".join(message.content for message in messages if message.role == "system")
    others = [message for message in messages if message.role != "system"]
    for index, message in enumerate(others):
        if system and message.role == "user":
            others[index] = ChatMessage("user", f"{system}\n\n{message.content}")
            break
    return others
