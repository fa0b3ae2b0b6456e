"""TeX formulas as SVG pictures, drawn in a process of their own.

What a model writes between dollar signs can be anything. A thread that draws it could not be stopped, and
it would share the interpreter's lock with the window; the process here has limits of time and memory, and
ends by itself when nothing was asked of it for a while.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import re
import signal
import threading
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import psutil

from app.errors import UserError
from app.network_guard import guard

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

INK = "#010203"
"""The colour in the pictures, to be replaced by the one that is wanted."""

TIME_LIMIT_S = 2.0  # of processor time for one formula; usual ones take 10 to 60 ms
MEMORY_LIMIT_BYTES = 300 << 20
_START_LIMIT_S = 60.0  # by the clock: on a busy computer the process may be slow to start
_IDLE_S = 60.0
_LONGEST = 2000  # characters of TeX
_DEEPEST = 40  # braces within braces
_LARGEST_PX = 6000.0
_LARGEST_SVG = 2 << 20

_VIEW_BOX = re.compile(r'viewBox="(-?[\d.]+) (-?[\d.]+) (-?[\d.]+) (-?[\d.]+)"')
_NUMBERING = re.compile(r"\\(?:tag\*?|label|eqref|ref)\{[^{}]*\}|\\nonumber|\\notag")
_ENVIRONMENT = re.compile(r"\\begin\{(equation|displaymath|math)\*?\}(.*)\\end\{\1\*?\}\s*$", re.DOTALL)
_ALIGNED = re.compile(r"\\(begin|end)\{(?:align|eqnarray|gather|multline|split)\*?\}")
_NEEDS_ROWS = re.compile(r"\\\\|(?<!\\)&")


@dataclass(frozen=True, slots=True)
class Formula:
    """A picture in INK. Sizes in pixels at the size that was asked for; ascent: above the baseline."""

    svg: bytes
    width: float
    height: float
    ascent: float


class FormulaProcess:
    """Draws one formula after the other. Any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def draw(self, tex: str, size_px: float, is_inline: bool = False) -> Formula:
        """Raises UserError with the reason when this formula cannot be drawn."""
        if len(tex) > _LONGEST or _depth(tex) > _DEEPEST:
            raise UserError("This formula is too long to be drawn.")
        with self._lock:
            try:
                pipe = self._started()
                pipe.send((_tidied(tex), size_px, is_inline))
                self._wait(pipe)
                answer = pipe.recv()
            except (EOFError, OSError) as error:
                self._end()
                raise UserError("This formula takes too much to be drawn.") from error
            except UserError:
                self._end()
                raise
        if not isinstance(answer, str):
            raise UserError(
                "This formula could not be drawn: it is not complete, or not TeX as it is known here."
            )
        return _measured(answer)

    def close(self) -> None:
        """End the process at once; a formula that is being drawn is given up."""
        process = self._process
        if process is not None:
            with contextlib.suppress(ValueError):  # ended by another thread in this moment
                process.kill()
        with self._lock:
            self._end()

    def _started(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._end()
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs,), name="formulas", daemon=True)
            process.start()
            self._process = process
            theirs.close()
            if not self._pipe.poll(_START_LIMIT_S):
                raise UserError("Formulas cannot be drawn now: this computer is too busy.")
            self._pipe.recv()
        return self._pipe

    def _wait(self, pipe: Connection) -> None:
        """Until the answer is there."""
        if pipe.poll(0.1):
            return
        assert self._process is not None
        until = time.monotonic() + _START_LIMIT_S
        with contextlib.suppress(psutil.Error):  # it is gone: its pipe tells
            process = psutil.Process(self._process.pid)
            enough = _cpu_seconds(process) + TIME_LIMIT_S
            while not pipe.poll(0.05):
                too_much = process.memory_info().rss > MEMORY_LIMIT_BYTES or _cpu_seconds(process) > enough
                if too_much or time.monotonic() > until:
                    raise UserError("This formula takes too much to be drawn.")

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _depth(tex: str) -> int:
    depth = deepest = 0
    for character in tex:
        depth += (character == "{") - (character == "}")
        deepest = max(deepest, depth)
    return deepest


def _tidied(tex: str) -> str:
    """Without what belongs to the page around a formula, and rows only where there is a table for them."""
    tex = _NUMBERING.sub("", tex).strip()
    if found := _ENVIRONMENT.match(tex):
        tex = found[2].strip()
    tex = _ALIGNED.sub(r"\\\1{aligned}", tex)
    if "\\begin" not in tex and _NEEDS_ROWS.search(tex):
        tex = rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return tex


def _measured(svg: str) -> Formula:
    found = _VIEW_BOX.search(svg)
    _, top, width, height = (float(part) for part in found.groups()) if found else (0.0, 0.0, 0.0, 0.0)
    if not (0 < width < _LARGEST_PX and 0 < height < _LARGEST_PX and len(svg) < _LARGEST_SVG):
        raise UserError("This formula could not be drawn.")
    return Formula(svg.encode(), width, height, -top)


def _serve(pipe: Connection) -> None:
    """The process's whole life: one answer for each question. None: it cannot be drawn."""
    guard()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the program, not for us
    for standard in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), standard)
    from ziamath.config import config

    config.svg2 = False  # what QtSvg understands
    _svg("x", 17, is_inline=False)  # reads the font
    with contextlib.suppress(OSError, EOFError):
        pipe.send("ready")
        while pipe.poll(_IDLE_S):
            tex, size_px, is_inline = pipe.recv()
            try:
                answer = _svg(tex, size_px, is_inline)
            except Exception:  # whatever it makes of what is no TeX
                answer = None
            pipe.send(answer)


def _svg(tex: str, size_px: float, is_inline: bool) -> str:
    """In this process. Raises anything."""
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    tree = ElementTree.fromstring(tex2mml(tex, inline=is_inline))
    _correct(tree)
    tree.set("mathcolor", INK)
    return str(Math(ElementTree.tostring(tree, encoding="unicode"), size_px).svg())


def _correct(element: ElementTree.Element) -> None:
    """What ziamath 0.13 would draw otherwise than TeX does.

    Its brackets around a matrix grow with the whole line unless they stand in a row of their own with it, and
    sums in a fraction are as large as those beside it.
    """
    children = list(element)
    for child in children:
        _correct(child)
    names = [child.tag.rpartition("}")[2] for child in children]
    for place in range(1, len(children) - 1):
        if names[place - 1 : place + 2] == ["mo", "mtable", "mo"]:
            row = ElementTree.Element("mrow")
            row.extend(children[place - 1 : place + 2])
            index = list(element).index(children[place - 1])
            for child in row:
                element.remove(child)
            element.insert(index, row)
    if element.tag.endswith("mfrac"):
        for child in element:
            child.set("displaystyle", "false")
