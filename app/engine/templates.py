"""Chat templates: programs in the Jinja2 language that come inside model files, from strangers.

They run in a process of their own, in Jinja2's sandbox, under a limit of time and memory. Only a process
can be stopped at any point: a template may loop for ever in Python code or fill the memory inside
one C function, and a thread that does so can be neither interrupted nor measured.
"""

from __future__ import annotations

import contextlib
import json
import signal
from collections.abc import Callable, Mapping
from datetime import datetime
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

import psutil

from app import confined
from app.confined import ConfinedProcess, Limits, TooBusy, TooMuch
from app.words import later, tr, translated

if TYPE_CHECKING:
    from jinja2 import Template

TIME_LIMIT_S = 2.0
"""Processor time of one rendering. Not the clock's: on a busy computer an innocent template waits."""
WAIT_LIMIT_S = 60.0
"""By the clock, for a process that hardly gets to run."""
MEMORY_LIMIT_BYTES = 384 << 20
_OUTPUT_LIMIT = 64 << 20  # characters
_LONGEST_REASON = 500  # characters of what a template says of itself
_HARM = {
    "time": later("This model's chat template did not come to an end."),
    "memory": later("This model's chat template used too much memory."),
    "died": later("This model's chat template used too much time or memory."),
}


class TemplateError(Exception):
    """A template cannot be used; the text is a sentence for the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TemplateFault(TemplateError):
    """It failed with these variables; with others it may work."""


class TemplateHarm(TemplateError):
    """It was stopped at a limit; it should not be tried again."""


class TemplateBusy(TemplateError):
    """It did not get to run; nothing is known of the template itself."""


class TemplateProcess:
    """Renders templates in a process that is started when needed and ended when it misbehaves."""

    def __init__(self) -> None:
        limits = Limits(TIME_LIMIT_S, MEMORY_LIMIT_BYTES, WAIT_LIMIT_S)
        self._process = ConfinedProcess(_serve, "templates", limits)

    @property
    def pid(self) -> int | None:
        """Of the process; None while there is none."""
        return self._process.pid

    def start(self) -> None:
        """Begin to start the process, so that it is there when first needed."""
        self._process.start()

    def render(self, source: str, variables: Mapping[str, Any]) -> str:
        """The text of the template `source`. Raises TemplateError."""
        try:
            is_text, answer = self._process.ask((source, dict(variables)))
        except TooMuch as error:
            raise TemplateHarm(translated(_HARM[error.kind])) from error
        except TooBusy as error:
            raise TemplateBusy(
                tr("This model's chat template could not be run, for this computer is too busy.")
            ) from error
        if not is_text:
            raise TemplateFault(answer)
        return str(answer)

    def close(self) -> None:
        """End the process."""
        self._process.close()


def render(source: str, variables: Mapping[str, Any], compiled: dict[str, Template] | None = None) -> str:
    """Render here and now, in the sandbox but without limits. Raises TemplateFault.

    variables: messages, bos_token, eos_token, ... as Hugging Face's apply_chat_template passes them.
    """
    import jinja2

    compiled = {} if compiled is None else compiled
    try:
        if source not in compiled:
            compiled[source] = _environment().from_string(source)
        text = compiled[source].render(**variables)
    except _Refused as error:
        raise TemplateFault(
            tr("This model's chat template refused the conversation: {reason}", reason=_reason(error))
        ) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateFault(
            tr(
                "This model's chat template has an error in line {line}: {reason}",
                line=error.lineno,
                reason=_reason(error.message),
            )
        ) from error
    except MemoryError as error:
        raise TemplateFault(translated(_HARM["memory"])) from error
    except RecursionError as error:
        raise TemplateFault(translated(_HARM["time"])) from error
    except Exception as error:  # any error may come out of a stranger's program
        raise TemplateFault(
            tr("This model's chat template failed: {reason}", reason=_reason(error) or type(error).__name__)
        ) from error
    if len(text) > _OUTPUT_LIMIT:
        raise TemplateFault(translated(_HARM["memory"]))
    return text


def _reason(said: object) -> str:
    return str(said)[:_LONGEST_REASON]


class _Refused(Exception):
    """raise_exception() was called by the template."""


def _environment() -> Any:
    """Jinja2 as Hugging Face's transformers sets it up for chat templates."""
    from jinja2.ext import Extension, loopcontrols
    from jinja2.nodes import Node
    from jinja2.parser import Parser
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class GenerationBlock(Extension):
        """{% generation %}, which marks answers for training, is passed through."""

        tags = {"generation"}  # noqa: RUF012 (Jinja2 reads it from the class)

        def parse(self, parser: Parser) -> Node | list[Node]:
            next(parser.stream)
            return parser.parse_statements(("name:endgeneration",), drop_needle=True)

    def refuse(message: object) -> None:
        raise _Refused(str(message))

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=[GenerationBlock, loopcontrols]
    )
    environment.filters["tojson"] = _to_json
    environment.globals["raise_exception"] = refuse
    environment.globals["strftime_now"] = lambda format_: datetime.now().strftime(format_)
    return environment


def _to_json(value: object, ensure_ascii: bool = False, **options: Any) -> str:
    # Jinja2's own filter escapes for HTML.
    allowed = {name: options[name] for name in ("indent", "separators", "sort_keys") if name in options}
    return json.dumps(value, ensure_ascii=ensure_ascii, **allowed)


def _serve(pipe: Connection) -> None:
    """The process's whole life: one answer for each question, until the other end is closed."""
    confined.begin()
    compiled: dict[str, Template] = {}
    render("", {}, compiled)  # loads Jinja2, before any clock runs
    begin, end = _self_limits()
    pipe.send("ready")
    while True:
        try:
            source, variables = pipe.recv()
        except (EOFError, OSError):
            return
        begin()
        try:
            answer = (True, render(source, variables, compiled))
        except TemplateFault as error:
            answer = (False, error.sentence)
        end()
        pipe.send(answer)


def _self_limits() -> tuple[Callable[[], None], Callable[[], None]]:
    """(begin, end) of a rendering: limits that the kernel keeps, where there are any.

    They hold even when the process that waits for us is gone.
    """
    if not hasattr(signal, "setitimer"):
        return (lambda: None), (lambda: None)
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        room = psutil.Process().memory_info().vms + MEMORY_LIMIT_BYTES
        resource.setrlimit(resource.RLIMIT_AS, (room, room))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)  # the default ends the process, wherever it is

    def begin() -> None:
        signal.setitimer(signal.ITIMER_PROF, TIME_LIMIT_S + 0.5)

    def end() -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    return begin, end
