"""What each command of the command line does."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from app.chat import alternating
from app.commands.sent import lines as sent_lines
from app.commands.terminal import Output, columns, printable, visible, write, write_json
from app.engine.events import (
    NOTHING_DONE,
    ChatMessage,
    Finished,
    LoadOptions,
    Piece,
    ReplyOptions,
    Sampling,
    SentPrompt,
    Token,
)
from app.errors import UserError
from app.hub.problems import readable_size
from app.machine.before_loading import MemoryGuard, WouldSwap
from app.machine.outlook import Outlook, as_json, of_installed
from app.machine.speed import ComputerSpeed
from app.machine.speed_store import SpeedStore
from app.machine.variant_store import VariantStore
from app.machine.variants import EngineTrial
from app.models.library import InstalledModel, Library
from app.paths import Paths
from app.store.database import Database, storable
from app.store.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from app.engine.client import Engine

DONE, FAILED, INTERRUPTED = 0, 1, 130
"""Exit statuses."""


def ask(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    question = argument_or_input(" ".join(arguments.question))
    if not question.strip():
        raise UserError("The question is empty.", 'Write it behind the command: inglenook ask "Who are you?"')
    with _session(arguments, paths, output) as session:
        return DONE if session.answer(question) else INTERRUPTED


def chat(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    by_a_person = sys.stdin is not None and sys.stdin.isatty()
    if by_a_person:
        output.note("One message a line. Ctrl+C stops an answer, Ctrl+D ends the chat.")
    with _session(arguments, paths, output) as session:
        for question in _typed_lines() if by_a_person else _input_lines():
            if not question.strip():
                continue
            try:
                if not session.answer(question) and not by_a_person:
                    return INTERRUPTED
            except UserError as error:
                if not by_a_person:
                    raise
                output.error(error)
    return DONE


def tokens(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    text = argument_or_input(arguments.text)
    with _session(arguments, paths, output) as session:
        tokens = session.tokens(text)
    if arguments.json:
        listed = [{"id": token.id, "piece": token.piece} for token in tokens]
        write_json({"count": len(tokens), "tokens": listed})
        return DONE
    for token in tokens:
        write(f"{token.id:>8}  {visible(token.piece)}\n")
    write(f"{len(tokens):,} token{'' if len(tokens) == 1 else 's'}\n")
    return DONE


def prompt(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: {"count", "text", "tokens": [{"id", "piece", "special", "role"}]}; role null: the template."""
    text = argument_or_input(arguments.text)
    with _session(arguments, paths, output) as session:
        sent = session.sent(text)
    if arguments.json:
        listed = [
            {"id": token.id, "piece": token.text, "special": token.is_special, "role": token.role}
            for token in sent.tokens
        ]
        write_json({"count": len(sent.tokens), "text": sent.text, "tokens": listed})
        return DONE
    if arguments.show:
        write("".join(f"{line}\n" for line in sent_lines(sent)))
    else:
        write(f"{printable(sent.text)}\n")
    output.note(f"{len(sent.tokens):,} tokens.")
    return DONE


def models(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    """--json: a list of what model_as_json tells; with --found as app.commands.models.found."""
    if arguments.found:
        from app.commands.models import found

        return found(arguments, paths, output)
    computer = computer_of(paths)
    with library_of(paths, output) as (library, settings):
        models = library.list()
        default = library.default(settings).path if models else None
    expected = [of_installed(model, computer, context_length=settings.context_length) for model in models]
    told = list(zip(models, expected, strict=True))
    if arguments.json:
        write_json([model_as_json(model, model.path == default, outlook) for model, outlook in told])
        return DONE
    rows: list[tuple[str, ...]] = [
        ("", "NAME", "SIZE", "WEIGHTS", "PARAMETERS", "CONTEXT", "WORDS/S", "FILE")
    ]
    rows += [_as_row(model, model.path == default, outlook) for model, outlook in told]
    write(columns(rows, right=(2, 4, 5, 6)))
    for model in models:
        if model.problem:
            output.note(f"{model.name}: {model.problem}")
    return DONE


def doctor(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    from app.commands.doctor import examine, lines, measured

    with library_of(paths, output) as (_, settings):
        paths = paths.with_models(settings.models_folder)
    if arguments.measure and not measured(paths, output):
        return INTERRUPTED
    report = examine(paths, trial_of(paths))
    if arguments.json:
        write_json(report)
    else:
        write("\n".join(lines(report)) + "\n")
    problem = report["engine"]["problem"]
    if problem:
        raise UserError(problem, report["engine"]["hint"])
    return DONE


# A loaded model and what was said


class _Session:
    """The turns of one command. Nothing of them is written to the disk."""

    def __init__(
        self,
        engine: Engine,
        model: Path,
        load: LoadOptions,
        reply: ReplyOptions,
        system: str,
        output: Output,
        *,
        loads_anyway: bool,
    ) -> None:
        """loads_anyway: also where there is too little memory."""
        self._loads_anyway = loads_anyway
        self._engine = engine
        self._model = model
        self._load = load
        self._reply = reply
        self._output = output
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
                with contextlib.closing(self._engine.reply(messages, self._reply, stop)) as events:
                    for event in events:
                        if isinstance(event, Piece):
                            said.append(event.text)
                        self._output.show(event)
            finally:
                self._messages.append(ChatMessage("assistant", "".join(said)))
            return not stop.is_set()

    def tokens(self, text: str) -> list[Token]:
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
                check_memory(self._model, self._load)
            with contextlib.closing(self._engine.load(self._model, self._load, stop)) as events:
                for event in events:
                    self._output.show(event)
            description = self._engine.description()
            if description is not None and description.template_problem:
                self._output.note(f"{description.template_problem} A plain one stands in.")
        return self._engine.description() is not None


@contextlib.contextmanager
def _session(arguments: argparse.Namespace, paths: Paths, output: Output) -> Iterator[_Session]:
    from app.engine.client import Engine

    with library_of(paths, output) as (library, settings):
        named = arguments.model
        model = library.find(named) if named is not None else library.default(settings)
    if model.problem:
        raise UserError(model.problem, "Choose another model with --model.")
    chosen = settings if arguments.run is not tokens else Settings(context_length=512)
    trial = trial_of(paths)
    with Engine(backends=trial.backends() if trial else None) as engine:
        yield _Session(
            engine,
            model.path,
            LoadOptions(
                context_length=_first(arguments, "context", chosen.context_length),
                kv_cache=_first(arguments, "kv_cache", chosen.kv_cache),
            ),
            _reply_options(arguments, chosen),
            storable(_first(arguments, "system", chosen.system_prompt)),
            output,
            loads_anyway=getattr(arguments, "load_anyway", False),
        )


def check_memory(model: Path, options: LoadOptions) -> None:
    """UserError, with the options that help, where loading would make the computer swap."""
    try:
        MemoryGuard().check(model, options)
    except WouldSwap as error:
        ways = [f"--context {error.context_length}"] if error.context_length is not None else []
        ways += ["--kv-cache half"] if error.half_fits else []
        listed = ", ".join([*ways, "--load-anyway"])
        raise UserError(error.message, f"{error.hint} Options: {listed}.") from error


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


@contextlib.contextmanager
def library_of(paths: Paths, output: Output) -> Iterator[tuple[Library, Settings]]:
    """The models and the settings. Where nothing was ever stored, nothing is created."""
    try:
        database = Database(paths.database) if paths.database.is_file() else None
        settings = SettingsStore(database).get() if database else Settings()
    except UserError as error:
        # The conversations are not needed here, so a question can be answered without them.
        output.note(f"{error.message} Its settings and models are left out.")
        database, settings = None, Settings()
    with database or contextlib.nullcontext():
        yield Library(paths.with_models(settings.models_folder), database), settings


def computer_of(paths: Paths) -> ComputerSpeed | None:
    """What was measured of this computer; None before, and where the database cannot be read."""
    with contextlib.suppress(UserError):
        if paths.database.is_file():
            with Database(paths.database) as database:
                return SpeedStore(database).computer()
    return None


def trial_of(paths: Paths) -> EngineTrial | None:
    """What was found out about the engine's back ends; None before, and where the database cannot be read."""
    with contextlib.suppress(UserError):
        if paths.database.is_file():
            with Database(paths.database) as database:
                return VariantStore(database).trial()
    return None


@contextlib.contextmanager
def stopped_by_interrupt() -> Iterator[threading.Event]:
    """Ctrl+C sets the event instead of ending the program; a second one ends it."""
    stop = threading.Event()

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


# Input


def argument_or_input(text: str) -> str:
    """What was written behind the command; "-": standard input."""
    if text != "-":
        return storable(text)  # an argument in another encoding arrives with half surrogate pairs
    if sys.stdin is None:
        return ""
    return _decoded(sys.stdin.buffer.read()).strip("\r\n")


def _input_lines() -> Iterator[str]:
    if sys.stdin is not None:
        yield from (_decoded(line).strip("\r\n") for line in sys.stdin.buffer)


def _typed_lines() -> Iterator[str]:
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - input() then has a history and can be edited
    while True:
        try:
            yield input("\n> ")
        except EOFError:
            write("\n")
            return


def _decoded(line: bytes) -> str:
    return storable(line.decode("utf-8-sig", "replace"))


# Models as text


def model_as_json(model: InstalledModel, is_default: bool, outlook: Outlook | None) -> dict[str, object]:
    """What is known of a model. used_at: its last answer in the window, seconds since 1970, or null.
    outlook: as app.outlook.as_json, null for a model with a problem."""
    return {
        "name": model.name,
        "path": str(model.path),
        "size_bytes": model.size_bytes,
        "architecture": model.architecture,
        "quantization": model.quantization,
        "parameter_count": model.parameter_count,
        "context_length": model.context_length,
        "is_guide": model.is_guide,
        "is_default": is_default,
        "problem": model.problem,
        "used_at": model.use.used_at if model.use else None,
        "outlook": as_json(outlook),
    }


def _as_row(model: InstalledModel, is_default: bool, outlook: Outlook | None) -> tuple[str, ...]:
    speed = outlook.speed if outlook else None
    return (
        "*" if is_default else "",
        model.name,
        readable_size(model.size_bytes),
        model.quantization or "-",
        readable_count(model.parameter_count) if model.parameter_count else "-",
        f"{model.context_length:,}" if model.context_length else "-",
        f"{'' if speed.is_measured else '~'}{speed.words_per_s:,.1f}" if speed else "-",
        str(model.path),
    )


def readable_count(number: float) -> str:
    """As 7.6 B: how models are named by their parameters."""
    steps, units = 0, ("", "K", "M", "B", "T")
    while number >= 999.5 and steps < len(units) - 1:
        number, steps = number / 1000, steps + 1
    return f"{number:.3g} {units[steps]}".rstrip()
