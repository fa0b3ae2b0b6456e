"""What can be written behind `inglenook`: the commands, their options, and the help on both."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from app.engine.events import MOST_CANDIDATES
from app.errors import UserError
from app.store.settings import checked

_HUB = "Another server than huggingface.co is taken from HF_ENDPOINT."
_SORTS = ("downloads", "likes", "trendingScore", "lastModified", "createdAt")
_NOT_KEPT = (
    "The answer goes to standard output, statistics to standard error; neither is kept among the window's "
    "conversations. What is not given here is as in the window's settings."
)


class WrongUsage(UserError):
    """There is no such command or option, or a value does not fit."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise WrongUsage(f"{message[:1].upper()}{message[1:]}.", f"See: {self.prog} --help")


def new_parser() -> argparse.ArgumentParser:
    """Its result has `run`: the command, called with it, the paths and the output; None: the window opens.

    Parsing raises WrongUsage.
    """
    parser = _Parser(
        prog="inglenook",
        description="Private chat with language models that run on your own computer. "
        "Without a command the window opens.",
        epilog="Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped with Ctrl+C.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"Inglenook {version('inglenook')}")
    parser.set_defaults(run=None, file=None)
    _add_home(parser, default=None)
    _add_offline(parser, default=False)
    group = parser.add_subparsers(title="commands", metavar="COMMAND")

    opening = _add_command(group, "open", None, "open the window, as without a command, on a model file")
    opening.add_argument("file", nargs="?", type=Path, metavar="FILE", help="a GGUF file, used where it lies")

    _add_asking(group)
    _add_models(group)
    _add_hub(group)
    _add_records(group)
    _add_exchange(group)
    _add_computer(group)
    return parser


def _add_asking(group: Any) -> None:
    ask = _add_command(group, "ask", _later("chat", "ask"), "answer one question", _NOT_KEPT)
    ask.add_argument("question", nargs="+", metavar="QUESTION", help='the question; "-": standard input')
    ask.add_argument(
        "--candidates",
        type=_candidates,
        metavar="N",
        help="tell with each token of the answer how likely it was, and the N likeliest at its place",
    )
    _add_reply_options(ask)

    chat = _add_command(
        group, "chat", _later("chat", "chat"), "talk, one message a line of standard input", _NOT_KEPT
    )
    _add_reply_options(chat)

    tokens = _add_command(
        group, "tokens", _later("chat", "tokens"), "show how a model splits a text into tokens"
    )
    tokens.add_argument("text", metavar="TEXT", help='the text; "-": standard input')
    _add_model(tokens)

    prompt = _add_command(
        group, "prompt", _later("chat", "prompt"), "show what a model is sent for a question"
    )
    prompt.add_argument("text", metavar="TEXT", help='the question; "-": standard input')
    _add_model(prompt)
    prompt.add_argument("--system", metavar="TEXT", help="the system prompt")
    prompt.add_argument("--show", action="store_true", help="token by token with ids, and who says what")

    forecast = _add_command(
        group,
        "forecast",
        _later("forecast", "forecast"),
        "tell what answering a question would take, before it is asked",
        "Tokens to read, the first word, a typical answer: from what this model's last answers took here.",
    )
    forecast.add_argument("text", metavar="TEXT", help='the question; "-": standard input')
    _add_model(forecast)
    forecast.add_argument("--system", metavar="TEXT", help="the system prompt")
    forecast.add_argument("--conversation", metavar="TITLE|ID", help="as the next question in this one")


def _add_models(group: Any) -> None:
    models = _add_command(
        group,
        "models",
        _later("models", "show"),
        "list the models on this computer, * is the one that answers; or change the list",
    )
    models.add_argument(
        "--found",
        action="store_true",
        help="list those that other programs have instead; `models add` uses one",
    )
    changes = models.add_subparsers(title="changes", metavar="CHANGE")
    add = _add_command(changes, "add", _later("models", "add"), "use a GGUF file where it lies")
    add.add_argument("path", metavar="PATH")
    remove = _add_command(
        changes,
        "remove",
        _later("models", "remove"),
        "take a model off the list; a downloaded one to the bin",
    )
    remove.add_argument("name", metavar="NAME")
    move = _add_command(
        changes,
        "move",
        _later("models", "move"),
        "keep the models in another folder from now on",
        "Ctrl+C leaves them where they are, the same command goes on.",
    )
    move.add_argument("folder", type=Path, metavar="DIR")
    verify = _add_command(
        changes, "verify", _later("models", "verify"), "compare a downloaded model with its SHA-256"
    )
    verify.add_argument("name", metavar="NAME")


def _add_hub(group: Any) -> None:
    search = _add_command(group, "search", _later("hub", "search"), "search Hugging Face for models", _HUB)
    search.add_argument("text", nargs="*", metavar="TEXT")
    search.add_argument("--sort", choices=_SORTS, default="downloads", help="the first shown has most of it")
    search.add_argument("--limit", type=_positive, default=20, metavar="N", help="show N models at most")
    search.add_argument("--license", metavar="NAME", help="only models with this licence, as apache-2.0")
    search.add_argument("--not-gated", action="store_true", help="only models that need no account")
    search.add_argument("--fits", action="store_true", help="only models that fit this computer's memory")

    files = _add_command(group, "files", _later("hub", "files"), "list the models of a repository", _HUB)
    files.add_argument("repo", metavar="REPO", help="org/name, or a link to huggingface.co")

    download = _add_command(
        group,
        "download",
        _later("hub", "download"),
        "download a model",
        "Ctrl+C pauses, the same command goes on where it was. " + _HUB,
    )
    download.add_argument("repo", metavar="REPO", help="org/name, or a link to huggingface.co")
    download.add_argument(
        "file", nargs="?", metavar="FILE", help="a file's name or its quantization; else the recommended one"
    )


def _add_records(group: Any) -> None:
    network = _add_command(
        group,
        "network",
        _later("network", "show"),
        "list every connection that Inglenook made",
        "It makes one only for search, files, download and the window's Models page.",
    )
    network.add_argument("--limit", type=_positive, default=100, metavar="N", help="the newest N of them")
    network.add_argument("--clear", action="store_true", help="forget them all")
    _add_command(
        group,
        "stats",
        _later("stats", "show"),
        "show what answers took: tokens, time, energy; by week, model and conversation",
        "With a price of tokens in the settings also what a service would have taken for the same.",
    )


def _add_exchange(group: Any) -> None:
    export = _add_command(
        group,
        "export",
        _later("exchange", "export"),
        "write conversations to a file",
        "JSON holds all of them with all their branches, and can be imported again.",
    )
    export.add_argument("path", type=Path, metavar="PATH")
    export.add_argument("--title", metavar="TEXT", help="only conversations with this in their title")
    export.add_argument(
        "--markdown", action="store_true", help="Markdown: a file for one, a folder of files for several"
    )
    import_ = _add_command(
        group,
        "import",
        _later("exchange", "import_"),
        "add conversations from files",
        "Files of this program, of ChatGPT's export (conversations.json or the zip it is in), of LM Studio.",
    )
    import_.add_argument("path", nargs="+", type=Path, metavar="FILE")


def _add_computer(group: Any) -> None:
    _add_command(
        group,
        "measure",
        _later("speed", "run"),
        "measure how fast this computer is, to predict how fast each model will be",
        "It takes less than a minute and is best done while nothing else runs.",
    )
    doctor = _add_command(
        group,
        "doctor",
        _later("doctor", "show"),
        "show versions, processor, memory, graphics cards and folders",
    )
    doctor.add_argument(
        "--measure",
        action="store_true",
        help="first find out which variant of the engine is the fastest that works here, in half a minute",
    )


def _later(module: str, function: str) -> Callable[..., int]:
    """A command whose module is imported when it runs: HTTP takes a while to load."""

    def run(*arguments: object) -> int:
        status: int = getattr(importlib.import_module(f"app.commands.{module}"), function)(*arguments)
        return status

    return run


def _positive(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1000")
    return number


def _candidates(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_CANDIDATES:
        raise argparse.ArgumentTypeError(f"give a number from 1 to {MOST_CANDIDATES}")
    return number


def _add_command(
    group: Any, name: str, run: Callable[..., int] | None, summary: str, more: str = ""
) -> argparse.ArgumentParser:
    """run None: it opens the window."""
    command: argparse.ArgumentParser = group.add_parser(
        name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}. {more}", allow_abbrev=False
    )
    command.set_defaults(run=run)
    command.add_argument("--json", action="store_true", help="write JSON, one object a line")
    # Suppressed, so that they may stand before the command, too.
    _add_home(command, default=argparse.SUPPRESS)
    _add_offline(command, default=argparse.SUPPRESS)
    return command


def _add_offline(parser: argparse.ArgumentParser, default: Any) -> None:
    parser.add_argument(
        "--offline",
        action="store_true",
        default=default,
        help="open no connection; without it only search, files, download and the Models page do",
    )


def _add_home(parser: argparse.ArgumentParser, default: Any) -> None:
    parser.add_argument(
        "--home",
        type=Path,
        metavar="DIR",
        default=default,
        help="folder for all that Inglenook keeps (or set INGLENOOK_HOME)",
    )


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model", metavar="NAME|PATH", help="a name that `inglenook models` lists, or a GGUF file"
    )


def _add_reply_options(parser: argparse.ArgumentParser) -> None:
    _add_model(parser)
    parser.add_argument("--system", metavar="TEXT", help="what the model is told first")
    for option, name, kind, help in (
        ("--max-tokens", "max_answer_tokens", int, "end the answer after N tokens at most"),
        ("--context", "context_length", int, "tokens the model can see at once"),
        ("--temperature", "temperature", float, "0: always the likeliest token; higher: more varied"),
        ("--seed", "seed", int, "the same seed gives the same answer again"),
    ):
        parser.add_argument(
            option, type=_number(name, kind), metavar="X" if kind is float else "N", help=help
        )
    parser.add_argument(
        "--kv-cache", choices=["full", "half"], help="half: what was read takes half the memory"
    )
    parser.add_argument(
        "--draft-model",
        metavar="NAME|PATH|automatic|off",
        help="a much smaller model with the same vocabulary that guesses the next words",
    )
    parser.add_argument(
        "--load-anyway", action="store_true", help="load a model for which there is too little memory"
    )


def _number(setting: str, kind: type[int] | type[float]) -> Callable[[str], object]:
    """Reads an option with the range of the setting that it stands for."""

    def read(text: str) -> object:
        try:
            return checked(setting, kind(text))
        except ValueError:
            whole = "a whole number" if kind is int else "a number"
            raise argparse.ArgumentTypeError(f"{text!r} is not {whole}") from None
        except UserError as error:
            raise argparse.ArgumentTypeError(error.message.rstrip(".")) from None

    return read
