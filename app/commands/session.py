"""A model that answers a command, and what was said to it."""

from __future__ import annotations

import argparse
import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.commands.ending import stopped_by_interrupt
from app.commands.output import Output
from app.commands.stored import library_of, trial_of
from app.context import alternating
from app.engine.client import Engine
from app.engine.events import (
    NOTHING_DONE,
    ChatMessage,
    DraftModel,
    Finished,
    LoadOptions,
    Piece,
    ReplyOptions,
    Sampling,
    SentPrompt,
    TemplateProblem,
    Token,
)
from app.errors import UserError
from app.machine.before_loading import MemoryGuard, WouldSwap
from app.making import Making
from app.models.draft_models import AUTOMATIC, OFF, DraftModels
from app.models.library import Library
from app.paths import Paths
from app.store.all_settings import Settings
from app.store.database import storable

_TOKENS_CONTEXT = 512  # tokens; nothing is read into it


class Session:
    """The turns of one command. Nothing of them is written to the disk."""

    def __init__(
        self, engine: Engine, making: Making, draft: DraftModel, output: Output, *, loads_anyway: bool
    ) -> None:
        """draft: who guesses for the model. loads_anyway: also where there is too little memory."""
        self._draft = draft
        self._loads_anyway = loads_anyway
        self._engine = engine
        self._making = making
        self._output = output
        self._template_problem = ""  # that was told
        system = making.system_prompt
        self._messages = [ChatMessage("system", system)] if system.strip() else []

    def answer(self, question: str) -> bool:
        """Shows the answer; False when Ctrl+C stopped it. What was said stays in the history."""
        self._messages.append(ChatMessage("user", question))
        said: list[str] = []
        with stopped_by_interrupt() as stop:
            try:
                if not self._load_model(stop):
                    self._output.show(Finished(NOTHING_DONE, "stopped"))
                    return False
                messages = alternating(self._messages)
                with contextlib.closing(self._engine.reply(messages, self._making.reply, stop)) as events:
                    for event in events:
                        if isinstance(event, Piece):
                            said.append(event.text)
                        elif isinstance(event, TemplateProblem):
                            self._note_template(event.problem)
                        self._output.show(event)
            finally:
                self._messages.append(ChatMessage("assistant", "".join(said)))
            return not stop.is_set()

    def tokens(self, text: str) -> list[Token]:
        """The text as the model splits it, without a template."""
        with stopped_by_interrupt() as stop:
            if not self._load_model(stop):
                raise KeyboardInterrupt
        return self._engine.tokens(text)

    def sent(self, text: str) -> SentPrompt:
        """The prompt that this question would be."""
        with stopped_by_interrupt() as stop:
            if not self._load_model(stop):
                raise KeyboardInterrupt
        return self._engine.sent([*self._messages, ChatMessage("user", text)])

    def _load_model(self, stop: threading.Event) -> bool:
        if self._engine.description() is None:
            if not self._loads_anyway:
                check_memory(self._making.model, self._making.load, uses_cards=self._engine.uses_cards)
            loading = self._engine.load(self._making.model, self._making.load, stop, self._draft)
            with contextlib.closing(loading) as events:
                for event in events:
                    self._output.show(event)
            description = self._engine.description()
            if description is not None and description.template_problem:
                self._note_template(description.template_problem)
            if description is not None and description.on_card.problem:
                self._output.note(description.on_card.problem)
            if description is not None and description.draft_model.problem:
                self._output.note(description.draft_model.problem)
        return self._engine.description() is not None

    def _note_template(self, problem: str) -> None:
        if problem != self._template_problem:
            self._template_problem = problem
            self._output.note(problem)
            self._output.note("A plain one stands in.")


@contextlib.contextmanager
def session(
    arguments: argparse.Namespace, paths: Paths, output: Output, *, only_counts: bool = False
) -> Iterator[Session]:
    """The model that was named, else the one that answers in the window. only_counts: nothing is answered.

    Raises UserError for a model that cannot be used.
    """
    with library_of(paths, output) as (library, settings):
        named = arguments.model
        model = library.find(named) if named is not None else library.default(settings)
        if model.problem:
            raise UserError(model.problem, "Choose another model with --model.")
        chosen = Settings(context_length=_TOKENS_CONTEXT, draft_model=OFF) if only_counts else settings
        load = LoadOptions(
            context_length=_first(arguments, "context", chosen.context_length),
            kv_cache=_first(arguments, "kv_cache", chosen.kv_cache),
            draft_model=_draft_model(arguments, library) or chosen.draft_model,
        )
        draft = DraftModels(library).choose(model.path, load)
    trial = trial_of(paths)
    with Engine(backends=trial.backends() if trial else None) as engine:
        system = storable(_first(arguments, "system", chosen.system_prompt))
        making = Making(model.path, load, _reply_options(arguments, chosen), system)
        yield Session(engine, making, draft, output, loads_anyway=getattr(arguments, "load_anyway", False))


def check_memory(model: Path, options: LoadOptions, *, uses_cards: bool = True) -> None:
    """UserError, with the options that help, where loading would make the computer swap."""
    try:
        MemoryGuard().check(model, options, uses_cards=uses_cards)
    except WouldSwap as error:
        ways = [f"--context {error.context_length}"] if error.context_length is not None else []
        ways += ["--kv-cache half"] if error.half_fits else []
        listed = ", ".join([*ways, "--load-anyway"])
        raise UserError(error.message, f"{error.hint} Options: {listed}.") from error


def _draft_model(arguments: argparse.Namespace, library: Library) -> str | None:
    """As LoadOptions wants it; None: nothing was asked for."""
    asked: str | None = getattr(arguments, "draft_model", None)
    return asked if asked in (None, AUTOMATIC, OFF) else str(library.find(asked).path)


def _reply_options(arguments: argparse.Namespace, settings: Settings) -> ReplyOptions:
    sampling = settings.reply_options().sampling
    return ReplyOptions(
        sampling=Sampling(
            temperature=_first(arguments, "temperature", sampling.temperature),
            top_k=sampling.top_k,
            top_p=sampling.top_p,
            min_p=sampling.min_p,
            repeat_penalty=sampling.repeat_penalty,
            seed=_first(arguments, "seed", sampling.seed),
        ),
        max_tokens=_first(arguments, "max_tokens", settings.max_answer_tokens),
        candidates=_first(arguments, "candidates", 0),
    )


def _first(arguments: argparse.Namespace, name: str, otherwise: Any) -> Any:
    given = getattr(arguments, name, None)
    return otherwise if given is None else given
