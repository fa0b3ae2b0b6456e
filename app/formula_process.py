"""TeX formulas as SVG pictures, drawn in a process of their own.

What a model writes between dollar signs can be anything. A thread that draws it could not be stopped, and
it would share the interpreter's lock with the window; the process here has limits of time and memory, and
ends by itself when nothing was asked of it for a while.
"""

from __future__ import annotations

import contextlib
import re
from multiprocessing.connection import Connection
from xml.etree import ElementTree

from app import confined
from app.confined import ConfinedProcess, Limits, TooBusy, TooMuch
from app.errors import UserError
from app.formula import INK, Formula
from app.words import tr

TIME_LIMIT_S = 2.0  # of processor time for one formula; usual ones take 10 to 60 ms
MEMORY_LIMIT_BYTES = 300 << 20
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


class FormulaProcess:
    """Draws one formula after the other. Any thread may call it."""

    def __init__(self) -> None:
        self._process = ConfinedProcess(_serve, "formulas", Limits(TIME_LIMIT_S, MEMORY_LIMIT_BYTES))

    def draw(self, tex: str, size_px: float, is_inline: bool = False) -> Formula:
        """Raises UserError with the reason when this formula cannot be drawn."""
        if len(tex) > _LONGEST or _depth(tex) > _DEEPEST:
            raise UserError(tr("This formula is too long to be drawn."))
        try:
            answer = self._process.ask((_tidied(tex), size_px, is_inline))
        except TooMuch as error:
            raise UserError(tr("This formula takes too much to be drawn.")) from error
        except TooBusy as error:
            raise UserError(tr("Formulas cannot be drawn now: this computer is too busy.")) from error
        if not isinstance(answer, str):
            raise UserError(
                tr("This formula could not be drawn: it is not complete, or not TeX as it is known here.")
            )
        return _measured(answer)

    def close(self) -> None:
        """End the process at once; a formula that is being drawn is given up."""
        self._process.close()


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
        raise UserError(tr("This formula could not be drawn."))
    return Formula(svg.encode(), width, height, -top)


def _serve(pipe: Connection) -> None:
    """The process's whole life: one answer for each question. None: it cannot be drawn."""
    confined.begin()
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
