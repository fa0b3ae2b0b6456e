"""The engine's child process: llama.cpp runs here and nowhere else.

Two threads, two pipes. The main thread answers quick questions at once; the inference thread serves load
and reply, and sends their events. The stop flag is shared memory that the other side writes.
"""

from __future__ import annotations

import contextlib
import faulthandler
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from app.engine.backends import Backends
from app.engine.drafter import load_drafter
from app.engine.events import Loaded, LoadEvent, Loading, ReplyEvent
from app.engine.llama import Library, Log, cards, open_library
from app.engine.messages import Answer, Done, Failed, Hello, Keep, Load, Question, Request
from app.engine.model import Model
from app.engine.reply import Chat
from app.engine.snapshots import Snapshots
from app.engine.stopping import IsUnwanted, StopFlag, Stopped
from app.engine.templates import TemplateProcess
from app.errors import UserError
from app.network.filter import refuse_sockets
from app.network.guard import guard
from app.words import tr

_IDLE_S = 2.0  # without a request: time to put what was read on the disk
_OOM_SCORE = "800"  # of 1,000: when memory ends, Linux is to choose this process, not the desktop


def run(work: Connection, quick: Connection, stop: Any, log_path: Path, backends: Backends) -> None:
    """The child's whole life. It ends when the other end of `quick` is closed, in whatever way."""
    guard()
    refuse_sockets()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, not for us
    if hasattr(signal, "SIGXFSZ"):
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # no_long_files(): it is an error, not the end
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # blocked while we were started
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_OOM_SCORE, encoding="ascii")
    log = Log(_log_to(log_path))
    worker = _Worker(work, StopFlag(stop), log, backends)
    threading.Thread(target=worker.serve, name="inference", daemon=True).start()
    # The end of this pipe is noticed even while a decode runs. (PR_SET_PDEATHSIG would not do: it goes
    # off when the *thread* that started us ends, and the program's threads come and go.)
    with contextlib.suppress(EOFError, OSError):
        while True:
            quick.send(worker.answer(quick.recv()))
    worker.close()
    os._exit(0)  # without destructors, for the inference thread may be inside llama.cpp


class _Worker:
    """What both threads share: the loaded model."""

    def __init__(self, work: Connection, stop: StopFlag, log: Log, backends: Backends) -> None:
        self._work = work
        self._stop = stop
        self._log = log
        self._backends = backends
        self._templates = TemplateProcess()
        self._chat: Chat | None = None

    def serve(self) -> None:
        """The inference thread: one request after the other."""
        library = self._open_library()
        if isinstance(library, Library):
            self._work.send(Hello(library.variant, bool(cards(library.bindings))))
        # EOFError, OSError: the program is gone; the main thread notices it too and ends the process
        with contextlib.suppress(EOFError, OSError):
            while True:
                if not self._work.poll(_IDLE_S):
                    self._keep(self._work.poll)  # a request goes first; it is tried again after that
                request: Request = self._work.recv()
                self._work.send(library if isinstance(library, Failed) else self._carry_out(library, request))

    def answer(self, question: Question) -> Answer | Failed:
        """The main thread: one quick question."""
        if self._chat is None:
            return Failed(UserError(tr("No model is loaded yet."), tr("Choose a model first.")))
        try:
            return Answer(getattr(self._chat, question.name)(*question.arguments))
        except UserError as error:
            return Failed(error)
        except Exception:
            return Failed(None, traceback.format_exc())

    def close(self) -> None:
        self._templates.close()

    def _open_library(self) -> Library | Failed:
        try:
            return open_library(self._log, self._backends)
        except UserError as error:
            return Failed(error)
        except Exception:
            return Failed(None, traceback.format_exc())

    def _carry_out(self, library: Library, request: Request) -> Done | Failed:
        try:
            for event in self._events(library, request):
                self._work.send(event)
        except Stopped:
            return Done()
        except UserError as error:
            return Failed(error)
        except (EOFError, OSError):
            raise
        except Exception:
            return Failed(None, traceback.format_exc())
        return Done()

    def _keep(self, is_unwanted: IsUnwanted) -> None:
        """While nothing is asked: so that a crash later on costs no reading."""
        if self._chat is not None:
            with contextlib.suppress(UserError, Stopped):
                self._chat.keep(is_unwanted)

    def _events(self, library: Library, request: Request) -> Iterator[LoadEvent | ReplyEvent]:
        if isinstance(request, Load):
            yield from self._load(library, request)
        elif isinstance(request, Keep):
            self._keep(self._stop.is_set)
        elif self._chat is None:
            raise UserError(tr("No model is loaded yet."), tr("Choose a model first."))
        else:
            yield from self._chat.reply(request.messages, request.options, request.conversation)

    def _load(self, library: Library, request: Load) -> Iterator[LoadEvent]:
        yield Loading(0.0)
        self._templates.start()
        percent, wanted, options = 0, request.draft_model, request.options
        share = _share(request.path, wanted.path)

        def show(fraction: float) -> None:
            nonlocal percent
            if int(fraction * 100) > percent:
                percent = int(fraction * 100)
                self._work.send(Loading(fraction))

        model = Model(
            library, request.path, options, stop=self._stop, on_progress=lambda done: show(share * done)
        )
        drafter, draft_model = load_drafter(
            library,
            wanted,
            model,
            options,
            stop=self._stop,
            on_progress=lambda done: show(share + (1 - share) * done),
        )
        snapshots = Snapshots(request.snapshots, model.identity) if request.snapshots else None
        self._chat = Chat(model, self._templates, snapshots, drafter, draft_model)
        yield Loaded(self._chat.describe())


def _share(model: Path, draft_model: Path | None) -> float:
    """The first one's part of the bytes that are loaded."""
    if draft_model is None:
        return 1.0
    with contextlib.suppress(OSError, ZeroDivisionError):
        size = model.stat().st_size
        return size / (size + draft_model.stat().st_size)
    return 1.0


def _log_to(path: Path) -> io.TextIOWrapper:
    """The log file, which also takes what C code prints, most of all before it aborts.

    Standard output would otherwise be the program's own, which other programs may read.
    """
    file = open(path, "a", encoding="utf-8", buffering=1)  # noqa: PTH123, SIM115 (open until the end)
    for standard in (1, 2):
        os.dup2(file.fileno(), standard)
    sys.stderr = file
    faulthandler.enable(file)
    return file
