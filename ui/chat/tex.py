"""TeX formulas as Unicode text with subscripts and superscripts, for what QTextLayout can show by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Level = Literal["", "sub", "sup"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of a formula in one style."""

    text: str
    level: Level = ""
    is_italic: bool = False


_TOKEN = re.compile(r"\\[a-zA-Z]+\*?|\\.|[{}^_&~]|\s+|[^\\{}^_&~\s]", re.DOTALL)

# Command, sign, command, sign ...
_SIGN_TABLE = """
alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ
omicron ο pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi
Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω varepsilon ε vartheta ϑ varphi φ varrho ϱ varsigma ς times ×
cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ odot ⊙ wedge ∧ vee ∨ cap ∩ cup ∪
setminus ∖ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ ll ≪ gg ≫ in ∈
notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄
neg ¬ lnot ¬ land ∧ lor ∨ implies ⇒ iff ⇔ to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow
⇒ Leftarrow ⇐ Leftrightarrow ⇔ mapsto ↦ longrightarrow ⟶ uparrow ↑ downarrow ↓ infty ∞ partial ∂ nabla ∇
sum ∑ prod ∏ int ∫ iint ∬ oint ∮ angle ∠ perp ⊥ parallel ∥ mid | vert | Vert ‖ langle ⟨ rangle ⟩ lceil ⌈
rceil ⌉ lfloor ⌊ rfloor ⌋ ldots … cdots ⋯ dots … vdots ⋮ ddots ⋱ prime ′ hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ
degree ° top ⊤ bot ⊥ therefore ∴ because ∵ colon : checkmark ✓
"""  # noqa: RUF001
_NAME_TABLE = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log ln exp lim max min sup inf arg argmax
argmin det dim ker gcd Pr mod deg softmax
"""
_SILENT_TABLE = "left right big Big bigg Bigg displaystyle textstyle limits nolimits nonumber"
_UPRIGHT_TABLE = "text mathrm textbf mathbf textit operatorname mbox texttt mathtt mathsf"
_SIGNS = dict(zip(_SIGN_TABLE.split()[::2], _SIGN_TABLE.split()[1::2], strict=True))
_SIGNS |= dict.fromkeys(_SILENT_TABLE.split(), "")
_SIGNS |= {character: character for character in "{}%$#&_"}
_SIGNS |= {",": "\u2009", ":": "\u2009", ";": "\u2009", " ": " ", "!": "", "|": "‖", "\\": "\n"}
_SIGNS |= {"quad": "  ", "qquad": "    ", "tag": "  "}
_NAMES = set(_NAME_TABLE.split())
_RELATIONS = set("=<>≤≥≠≈≡∼≃≅∝≪≫∈∉∋⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶×÷±∓·∪∩∧∨+")  # noqa: RUF001
_UPRIGHT = {
    "text",
    "mathrm",
    "textbf",
    "mathbf",
    "textit",
    "operatorname",
    "mbox",
    "texttt",
    "mathtt",
    "mathsf",
}
_ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "underline": "\u0332",
}
_SUPERSCRIPTS = str.maketrans("0123456789+−-=()nixT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱˣᵀ")  # noqa: RUF001
_SUBSCRIPTS = str.maketrans("0123456789+−-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")  # noqa: RUF001
_DOUBLE = str.maketrans("CNPQRZEH1", "ℂℕℙℚℝℤ𝔼ℍ𝟙")  # noqa: RUF001
_SCRIPT = str.maketrans("BEFHILMRDNO", "ℬℰℱℋℐℒℳℛ𝒟𝒩𝒪")  # noqa: RUF001


_TALL = re.compile(
    r"\\(?:[dtc]?frac|d?binom|sqrt|sum|prod|i*int|oint|bigcup|bigcap|begin|left|substack|stackrel"
    r"|(?:over|under)(?:line|brace|set)|xrightarrow)(?![a-zA-Z])"
)
_SIMPLE_ROOT = re.compile(r"\\sqrt\s*(?:\{\s*\w\w?\s*\}|\w)")


def is_tall(tex: str) -> bool:
    """Whether it needs more than one line of signs: fractions, roots of more than a sign, sums, matrices."""
    return bool(_TALL.search(_SIMPLE_ROOT.sub("", tex)))


@lru_cache(maxsize=512)
def to_pieces(tex: str) -> tuple[Piece, ...]:
    """The formula in reading order. What is not known is shown as it was written."""
    parser = _Parser(tex)
    pieces = parser.group("")
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if last and (last.level, last.is_italic) == (piece.level, piece.is_italic):
            merged[-1] = Piece(last.text + piece.text, piece.level, piece.is_italic)
        elif piece.text:
            merged.append(piece)
    return tuple(merged)


def to_text(tex: str) -> str:
    """The formula as plain characters, for copying."""
    return "".join(piece.text for piece in to_pieces(tex))


class _Parser:
    def __init__(self, tex: str) -> None:
        self._tokens = _TOKEN.findall(tex)
        self._next = 0

    def group(self, level: Level, depth: int = 0) -> list[Piece]:
        """Up to the closing brace or the end."""
        pieces: list[Piece] = []
        while self._next < len(self._tokens):
            if self._tokens[self._next] == "}":
                self._next += 1
                break
            pieces += self.unit(level, depth)
        return pieces

    def unit(self, level: Level, depth: int) -> list[Piece]:
        """One character, command or group in braces."""
        token = self._tokens[self._next]
        self._next += 1
        if token == "{" and depth < 40:
            return self.group(level, depth + 1)
        if token in "^_":
            return self.script(token, level, depth)
        if token == "&" or token.isspace():
            return []
        if token == "~":
            return [Piece(" ", level)]
        if token.startswith("\\"):
            return self.command(token[1:], level, depth)
        if token.isalpha():
            return [Piece(token, level, is_italic=token.isascii())]
        return [self.spaced(token, level)]

    def spaced(self, sign: str, level: Level) -> Piece:
        """Relations stand with room around them; a sign before the first operand does not."""
        if level or sign not in _RELATIONS or self._next == 1:
            return Piece("−" if sign == "-" else sign, level)  # noqa: RUF001
        return Piece(f" {sign} ", level)

    def script(self, token: str, level: Level, depth: int) -> list[Piece]:
        """Raised or lowered; a second time by Unicode's own small characters, where there are some."""
        if not level:
            return self.argument("sup" if token == "^" else "sub", depth)
        inner = _plain(self.argument(level, depth))
        small = inner.translate(_SUPERSCRIPTS if token == "^" else _SUBSCRIPTS)
        if any(character in small for character in inner):
            small = token + (inner if len(inner) == 1 else f"({inner})")
        return [Piece(small, level)]

    def argument(self, level: Level, depth: int) -> list[Piece]:
        while self._next < len(self._tokens) and self._tokens[self._next].isspace():
            self._next += 1
        if self._next == len(self._tokens) or self._tokens[self._next] == "}" or depth > 40:
            return []
        return self.unit(level, depth + 1)

    def command(self, name: str, level: Level, depth: int) -> list[Piece]:
        if name in _SIGNS:
            return [self.spaced(_SIGNS[name], level)]
        if name in _NAMES:
            after = self._tokens[self._next : self._next + 1]
            room = "" if level or (after and after[0] in "_^({[") else " "
            return [Piece((" " if not level and self.follows_factor() else "") + name + room, level)]
        if name in ("frac", "dfrac", "tfrac", "cfrac"):
            above, below = self.argument(level, depth), self.argument(level, depth)
            return [*_bracketed(above, level), Piece("/", level), *_bracketed(below, level)]
        if name == "sqrt":
            return [Piece("√", level), *_bracketed(self.argument(level, depth), level)]
        if name == "binom":
            above, below = self.argument(level, depth), self.argument(level, depth)
            return [Piece("C(", level), *above, Piece(", ", level), *below, Piece(")", level)]
        if name in _UPRIGHT:
            return [Piece(self.raw_argument(), level)]
        if name in ("mathbb", "mathcal", "mathscr"):
            table = _DOUBLE if name == "mathbb" else _SCRIPT
            return [Piece(_plain(self.argument(level, depth)).translate(table), level)]
        if name in _ACCENTS:
            inner = _plain(self.argument(level, depth))
            return [Piece("".join(character + _ACCENTS[name] for character in inner), level, True)]
        if name in ("begin", "end"):
            self.raw_argument()
            return []
        return [Piece(f"\\{name}", level)]

    def follows_factor(self) -> bool:
        """Whether the command just read is multiplied with what stands before it."""
        place = self._next - 2
        while place >= 0 and self._tokens[place].isspace():
            place -= 1
        return place >= 0 and (self._tokens[place].isalnum() or self._tokens[place] in ")]}")

    def raw_argument(self) -> str:
        """The text of the group that follows, spaces included."""
        if self._next >= len(self._tokens) or self._tokens[self._next] != "{":
            return ""
        depth = 0
        text = ""
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            depth += (token == "{") - (token == "}")
            if depth == 0:
                break
            if token not in "{}":
                text += token.removeprefix("\\") if len(token) == 2 else token
        return text


def _plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _bracketed(pieces: list[Piece], level: Level) -> list[Piece]:
    text = _plain(pieces)
    if len(text) <= 1 or text.isalnum() or (text.startswith("(") and text.find(")") == len(text) - 1):
        return pieces
    return [Piece("(", level), *pieces, Piece(")", level)]
