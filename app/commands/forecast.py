"""What `forecast` of the command line does.

forecast --json: {"model", "new_tokens", "reused_tokens", "prompt_tokens", "context_length", "answer_tokens",
"first_word_s", "answer_s", "accuracy"}; the two times are null where nothing is known of the model's speed,
accuracy is {"answers", "median_error", "ninth_decile_error"} of the first word, or null before three answers.
"""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator

from app.commands.ending import DONE, stopped_by_interrupt
from app.commands.output import Output
from app.commands.stored import library_of
from app.commands.terminal import printable, write, write_json
from app.commands.written import argument_or_input
from app.engine.client import Engine
from app.engine.events import LoadOptions, PromptSize
from app.engine.snapshots import SnapshotOptions
from app.errors import UserError
from app.machine.forecast import Accuracy, Forecaster
from app.machine.timing import Forecast
from app.next_prompt import turns_before_next
from app.paths import Paths
from app.store.all_settings import Settings
from app.store.conversations import Conversations
from app.store.database import Database, MemoryDatabase
from app.store.messages import Message
from app.store.presets import Presets
from app.store.settings import SettingsStore


def forecast(arguments: argparse.Namespace, paths: Paths, output: Output) -> int:
    text = argument_or_input(arguments.text)
    with library_of(paths, output) as (library, settings), _stored(paths) as database:
        model = library.find(arguments.model) if arguments.model else library.default(settings)
        if model.problem:
            raise UserError(model.problem, "Choose another model with --model.")
        thread, settings, name = _asked(arguments.conversation, database)
        system = settings.system_prompt if arguments.system is None else arguments.system
        messages = [turn.message for turn in turns_before_next(thread, system)]
        with Engine(snapshots=SnapshotOptions(paths.snapshots)) as engine, stopped_by_interrupt() as stop:
            load = LoadOptions(context_length=settings.context_length)
            with contextlib.closing(engine.load(model.path, load, stop)) as events:
                for event in events:
                    output.show(event)
            loaded = engine.description()
            if loaded is None:
                raise KeyboardInterrupt
            size = engine.measure(messages, text, settings.max_answer_tokens, name)
        forecaster = Forecaster(database)
        told = forecaster.foretell(size, model.path, loaded.name, settings.max_answer_tokens)
        accuracy = forecaster.accuracy(loaded.name)
    if arguments.json:
        write_json({"model": loaded.name, **_as_json(told, size, accuracy)})
        return DONE
    write(f"{printable(_sentence(told))}\n")
    if not told.answer_s:
        output.note("This model has not answered here yet; `inglenook measure` lets its speed be predicted.")
    if accuracy is not None:
        output.note(accuracy.sentence)
    return DONE


@contextlib.contextmanager
def _stored(paths: Paths) -> Iterator[Database]:
    """What is stored; where nothing ever was, nothing is created."""
    with Database(paths.database) if paths.database.is_file() else MemoryDatabase() as database:
        yield database


def _asked(named: str | None, database: Database) -> tuple[list[Message], Settings, str | None]:
    """The conversation that would go on: its messages, settings, and the name of what was read of it."""
    presets = Presets(database, SettingsStore(database))
    if named is None:
        return [], presets.settings_for(None), None
    conversations = Conversations(database)
    found = [one for one in conversations.all() if named in (str(one.id), one.title)]
    found = found or [one for one in conversations.all() if named.casefold() in one.title.casefold()]
    if len(found) != 1:
        what = f"{len(found)} conversations have" if found else "No conversation has"
        raise UserError(f"{what} {named!r} in the title.", "Write more of the title, or all of it.")
    conversation_id = found[0].id
    thread = conversations.thread(conversation_id)
    return thread, presets.settings_for(conversation_id), str(conversation_id)


def _as_json(told: Forecast, size: PromptSize, accuracy: Accuracy | None) -> dict[str, object]:
    return {
        "new_tokens": told.new_tokens,
        "reused_tokens": told.reused_tokens,
        "prompt_tokens": size.prompt_tokens,
        "context_length": size.context_length,
        "answer_tokens": told.answer_tokens,
        "first_word_s": round(told.first_word_s, 4) if told.answer_s else None,
        "answer_s": round(told.answer_s, 4) if told.answer_s else None,
        "accuracy": None
        if accuracy is None
        else {
            "answers": accuracy.count,
            "median_error": round(accuracy.median, 4),
            "ninth_decile_error": round(accuracy.ninth_decile, 4),
        },
    }


def _sentence(told: Forecast) -> str:
    """As "Reads 60 new tokens (1,180 already read), first word in about 2 s, ..."."""
    parts = [f"Reads {told.new_tokens:,} new token{'' if told.new_tokens == 1 else 's'}"]
    if told.reused_tokens:
        parts[0] += f" ({told.reused_tokens:,} already read)"
    if told.answer_s:
        parts.append(f"first word in about {_seconds(told.first_word_s)}")
        parts.append(f"a typical answer of {told.answer_tokens:,} tokens in about {_seconds(told.answer_s)}")
    return ", ".join(parts)


def _seconds(duration_s: float) -> str:
    if duration_s < 0.1:
        return f"{max(1, round(duration_s * 1000))} ms"
    if duration_s < 9.95:
        return f"{duration_s:.2g} s"
    return f"{duration_s:.0f} s" if duration_s < 90 else f"{duration_s / 60:.0f} min"
