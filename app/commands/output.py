"""What a command tells while it runs, to a person in a terminal or, one JSON object a line, to a program."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import asdict

from app.commands.terminal import (
    OutputClosed,
    columns,
    is_terminal,
    printable,
    say,
    visible,
    write,
    write_json,
)
from app.downloads.events import (
    Cancelled,
    Checking,
    Done,
    DownloadEvent,
    Paused,
    Progress,
    Verifying,
    Waiting,
)
from app.engine.events import (
    Choice,
    Choices,
    Finished,
    LeftOut,
    Loaded,
    Loading,
    Piece,
    Reading,
    ReplyEvent,
    Resumed,
    Statistics,
    TemplateProblem,
)
from app.errors import UserError
from app.hub.problems import HubProblem
from app.quantities import readable_size

Event = Loading | Loaded | ReplyEvent | DownloadEvent

_ENDINGS = {
    "end": "",
    "length": ", cut off at the limit for answers",
    "context": ", cut off because the context is full",
    "stopped": ", stopped",
}


class TextOutput:
    """The answer to standard output as it is written, all else to standard error."""

    def __init__(self) -> None:
        self._line_is_open = False
        self._status_length = 0
        self._for_a_person = is_terminal(sys.stdout)
        self._choices: list[Choice] = []

    def show(self, event: Event) -> None:
        match event:
            case Loading(fraction):
                self._status(f"Loading the model: {fraction:.0%}")
            case Reading(done, total, _):
                self._status(f"Reading: {done:,} of {total:,} tokens")
            case Resumed(tokens):
                self.note(f"Resumed: {tokens:,} tokens not read again.")
            case LeftOut(message_count):
                self.note(
                    f"The context is full: the model no longer sees the oldest {message_count} messages."
                )
            case Piece(text):
                self._status("")
                write(printable(text) if self._for_a_person else text)
                self._line_is_open = not text.endswith("\n") if text else self._line_is_open
            case Choices():
                self._choices.extend(event.choices)
            case Finished(statistics, reason):
                self._end_line()
                if self._choices:
                    self.note(columns([_choice_row(choice) for choice in self._choices]).rstrip("\n"))
                    self._choices = []
                self.note(_sentence(statistics) + _ENDINGS[reason] + ".")
            case Loaded() | TemplateProblem():  # who asks tells the problem, and only once
                self._status("")
            case _:
                self._show_download(event)

    def _show_download(self, event: DownloadEvent) -> None:
        match event:
            case Checking(done_bytes, total_bytes):
                self._status(f"Checking what is here: {done_bytes / max(1, total_bytes):.0%}")
            case Progress():
                self._status(_progress(event))
            case Waiting(_, sentence, _, _):
                self.note(sentence)
            case Verifying(path):
                self._status(f"Verifying {printable(path)}")
            case Paused():
                self.note("Paused. The same command goes on where it was.")
            case Cancelled():
                self.note("Cancelled.")
            case Done(path):
                self._status("")
                write(f"{path}\n")

    def progress(self, text: str) -> None:
        """A passing line on how far a command is; empty: none any more."""
        self._status(text)

    def error(self, error: UserError) -> None:
        self._end_line()
        self.note(error.message)
        if error.hint:
            self.note(error.hint)

    def note(self, text: str) -> None:
        self._status("")
        say(text + "\n")

    def _end_line(self) -> None:
        if self._line_is_open:
            self._line_is_open = False
            with contextlib.suppress(OutputClosed, UserError):
                write("\n")

    def _status(self, text: str) -> None:
        """Shows or, when empty, removes a passing line; nothing where nobody watches."""
        if is_terminal(sys.stderr) and (text or self._status_length):
            say("\r" + text.ljust(self._status_length) + ("" if text else "\r"))
            self._status_length = len(text)


class JsonOutput:
    """One object a line to standard output; errors to standard error as well."""

    def show(self, event: Event) -> None:
        match event:
            case Loading(fraction):
                write_json({"event": "loading", "fraction": round(fraction, 4)})
            case Reading(done, total, reused):
                write_json({"event": "reading", "done": done, "total": total, "reused": reused})
            case LeftOut(message_count):
                write_json({"event": "left_out", "messages": message_count})
            case TemplateProblem(problem):
                write_json({"event": "template_problem", "problem": problem})
            case Piece(text):
                write_json({"event": "piece", "text": text})
            case Finished(statistics, reason):
                write_json({"event": "finished", "reason": reason, **_numbers(statistics)})
            case Choices():
                write_json({"event": "choices", **asdict(event)})
            case Loaded():
                pass
            case Done(path):
                write_json({"event": "done", "path": str(path)})
            case _:
                write_json({"event": type(event).__name__.lower(), **_rounded(asdict(event))})

    def progress(self, text: str) -> None:
        pass

    def error(self, error: UserError) -> None:
        TextOutput().error(error)
        with contextlib.suppress(OutputClosed, UserError):
            kind = {"kind": error.kind} if isinstance(error, HubProblem) else {}
            write_json({"event": "error", **kind, "message": error.message, "hint": error.hint})

    def note(self, text: str) -> None:
        say(text + "\n")


Output = TextOutput | JsonOutput


def _sentence(statistics: Statistics) -> str:
    answer = f"{_tokens(statistics.answer_tokens)} written"
    if statistics.write_tokens_per_s:
        answer += f" at {statistics.write_tokens_per_s:,.1f} tokens/s"
    if statistics.answer_tokens:
        answer += f", first word after {statistics.first_token_s:.2f} s"
    prompt = f"{_tokens(statistics.prompt_tokens)} sent, {statistics.reused_tokens:,} of them already known"
    return f"{answer}; {prompt}; {statistics.total_s:.2f} s in all"


def _choice_row(choice: Choice) -> tuple[str, ...]:
    """A written token and its probability, then the likeliest ones at its place."""
    others = [f"{visible(one.piece)} {one.probability:.1%}" for one in choice.candidates]
    return (visible(choice.text), f"{choice.probability:.1%}", *others)


def _progress(event: Progress) -> str:
    done, total = readable_size(event.done_bytes), readable_size(event.total_bytes)
    text = f"{done} of {total} ({event.done_bytes / max(1, event.total_bytes):.0%})"
    if event.bytes_per_s:
        text += f", {readable_size(event.bytes_per_s)}/s"
    if event.seconds_left is not None:
        minutes = event.seconds_left / 60
        text += f", {minutes:.0f} min left" if minutes >= 1.5 else f", {event.seconds_left:.0f} s left"
    return text


def _rounded(values: dict[str, object]) -> dict[str, object]:
    return {name: round(value, 3) if isinstance(value, float) else value for name, value in values.items()}


def _tokens(count: int) -> str:
    return f"{count:,} token{'' if count == 1 else 's'}"


def _numbers(statistics: Statistics) -> dict[str, int | float]:
    return {
        "prompt_tokens": statistics.prompt_tokens,
        "reused_tokens": statistics.reused_tokens,
        "answer_tokens": statistics.answer_tokens,
        "first_token_s": round(statistics.first_token_s, 4),
        "read_tokens_per_s": round(statistics.read_tokens_per_s, 2),
        "write_tokens_per_s": round(statistics.write_tokens_per_s, 2),
        "total_s": round(statistics.total_s, 4),
        "drafted_tokens": statistics.drafted_tokens,
        "accepted_tokens": statistics.accepted_tokens,
        "model_drafted_tokens": statistics.model_drafted_tokens,
        "model_accepted_tokens": statistics.model_accepted_tokens,
    }
