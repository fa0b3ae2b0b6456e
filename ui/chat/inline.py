"""The inside of a paragraph: Markdown's inline marks -> text and the styles of its parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the parser is loaded with the first message that needs it, not before the window
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class Style:
    """What a piece of text looks like: these bits together, an int. Not an enum.Flag, whose "and" and "or"
    take a microsecond each, several of them for each piece of a text."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    STRIKE = 4
    CODE = 8
    LINK = 16
    SUB = 32
    SUP = 64
    IMAGE = 128


@dataclass(slots=True)
class Inline:
    """Text as it is shown. spans, links and formulas: (first character, one past the last, what).

    formulas: the TeX of each; the text has Unicode's signs for it.
    """

    text: str = ""
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)
    formulas: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str, style: int = Style.PLAIN) -> None:
        if style and text:
            self.spans.append((len(self.text), len(self.text) + len(text), style))
        self.text += text


LINE_BREAK = "\u2028"  # what QTextLayout breaks a line at

# Strings: re compiles a pattern when it is first looked for, and keeps it. Most texts have none of these.
_BREAK_TAG = r"(?i)<br\s*/?>"
_BARE_LINK = r"https?://[^\s<>\"'`|\\^{}]+[^\s<>\"'`|\\^{}.,;:!?*_~]"
_SAFE_LINK = r"(?i)(?:https?|mailto):"
_MARKS = {
    "strong_open": Style.BOLD,
    "em_open": Style.ITALIC,
    "s_open": Style.STRIKE,
}


def parse(source: str, is_open: bool = False) -> Inline:
    """is_open: more is coming; marks that are not closed yet are taken as closed at the end."""
    if is_open:
        from ui.chat.open_marks import close_marks  # with the first answer that is written

        source = close_marks(source)
    if (simple := read_simple(source)) is not None:
        return simple
    return read_all(source)


def plain(source: str) -> Inline:
    """Text in which nothing but its lines and its links means anything."""
    inline = Inline()
    _add_text(inline, source.replace("\n", LINE_BREAK), Style.PLAIN)
    return inline


# The marks of most paragraphs leave no doubt: bold, italics, code and links that stand by themselves and have
# nothing inside. These are read here, so that neither the window nor an answer waits for the parser, which
# takes as long to import as the window to be painted. All that may mean something else is left to it.
_WORDS = r"(?:[^*_`\[\]<&\\~!$\n\r\0]++|(?<=[^\W_])_(?=[^\W_])|!(?!\[))++"
_BEGINS, _ENDS = r"(?<![^ \n(])", r"(?![^ \n.,;:!?)])"
_SIMPLE = re.compile(
    rf"(?P<words>{_WORDS})"
    r"|(?P<line>(?<![ \t])\n(?![ \t]))"
    rf"|{_BEGINS}\*\*(?!\s)(?P<bold>{_WORDS})(?<!\s)\*\*{_ENDS}"
    rf"|{_BEGINS}\*(?!\s)(?P<italic>{_WORDS})(?<!\s)\*{_ENDS}"
    r"|(?<!`)`(?! )(?P<code>[^`\n\r\0]+)(?<! )`(?!`)"
    rf"|\[(?!\s)(?P<label>{_WORDS})(?<!\s)\]"
    r"\((?P<address>https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9_./#=?-]*)?)\)"
)


def read_simple(source: str) -> Inline | None:
    """What read_all finds, or None where there may be more in it than is looked for here."""
    inline = Inline()
    position = 0
    while position < len(source):
        found = _SIMPLE.match(source, position)
        if found is None:
            return None
        position = found.end()
        kind = found.lastgroup
        if kind == "words":
            _add_text(inline, found[0], Style.PLAIN)
        elif kind == "line":
            inline.add(LINE_BREAK)
        elif kind == "address":
            start = len(inline.text)
            inline.add(found["label"], Style.LINK)
            inline.links.append((start, len(inline.text), found["address"]))
        elif kind == "code":
            inline.add(found["code"], Style.CODE)
        elif kind == "bold":
            _add_text(inline, found["bold"], Style.BOLD)
        else:
            _add_text(inline, found["italic"], Style.ITALIC)
    return inline


def read_all(source: str) -> Inline:
    """By the parser."""
    inline = Inline()
    _add_tokens(inline, _parser().parseInline(source)[0].children or [])
    return inline


def warm_up() -> None:
    """Import and make the parser, which takes as long as two pictures. For another thread."""
    _parser()


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin

    # breaks: models mean a new line when they write one; they do not wrap their text.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    parser.inline.ruler.before("escape", "bracket_math", _bracket_math)
    return parser


def _bracket_math(state: StateInline, silent: bool) -> bool:
    r"""\(...\) and \[...\]"""
    opening = state.src[state.pos : state.pos + 2]
    if opening not in ("\\(", "\\["):
        return False
    end = state.src.find("\\)" if opening == "\\(" else "\\]", state.pos + 2)
    if end < 0:
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content = state.src[state.pos + 2 : end]
    state.pos = end + 2
    return True


def _add_tokens(inline: Inline, tokens: list[Token]) -> None:
    open_styles: list[int] = []
    link_start = 0
    href = ""
    for token in tokens:
        style = Style.PLAIN
        for each in open_styles:
            style |= each
        if token.type in _MARKS:
            open_styles.append(_MARKS[token.type])
        elif token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            link_start = len(inline.text)
            open_styles.append(Style.LINK if re.match(_SAFE_LINK, href) else Style.PLAIN)
        elif token.type.endswith("_close"):
            if open_styles:
                open_styles.pop()
            if token.type == "link_close" and re.match(_SAFE_LINK, href):
                inline.links.append((link_start, len(inline.text), href))
        elif token.type == "code_inline":
            inline.add(token.content, style | Style.CODE)
        elif token.type in ("math_inline", "math_inline_double"):
            add_formula(inline, token.content, style)
        elif token.type in ("softbreak", "hardbreak"):
            inline.add(LINE_BREAK)
        elif token.type == "image":
            _add_image(inline, token, style)
        else:
            _add_text(inline, token.content, style)


def _add_text(inline: Inline, text: str, style: int) -> None:
    text = re.sub(_BREAK_TAG, LINE_BREAK, text) if "<" in text else text
    if style & Style.LINK or "http" not in text:
        inline.add(text, style)
        return
    end = 0
    for found in re.finditer(_BARE_LINK, text):
        inline.add(text[end : found.start()], style)
        address = found[0]
        if address.endswith(")") and "(" not in address:
            address = address[:-1]
        start = len(inline.text)
        inline.add(address, style | Style.LINK)
        inline.links.append((start, len(inline.text), address))
        end = found.start() + len(address)
    inline.add(text[end:], style)


def _add_image(inline: Inline, token: Token, style: int) -> None:
    """Its words stand for it: showing it would tell a server who reads this, and when."""
    source = str(token.attrs.get("src", ""))
    start = len(inline.text)
    is_link = bool(re.match(_SAFE_LINK, source))
    inline.add(
        _words(token).strip() or "picture", style | Style.IMAGE | (Style.LINK if is_link else Style.PLAIN)
    )
    if is_link:
        inline.links.append((start, len(inline.text), source))


def _words(token: Token) -> str:
    """The text in a picture's description, without its marks."""
    if not token.children:
        return token.content
    return "".join(map(_words, token.children))


def add_formula(inline: Inline, source: str, style: int = Style.PLAIN) -> None:
    from ui.chat import tex  # most conversations have no formula, and the window does not wait for it

    start = len(inline.text)
    for piece in tex.to_pieces(source.strip()):
        level = {"": Style.PLAIN, "sub": Style.SUB, "sup": Style.SUP}[piece.level]
        slope = Style.ITALIC if piece.is_italic else Style.PLAIN
        inline.add(piece.text.replace("\n", LINE_BREAK), style | level | slope)
    if len(inline.text) > start:
        inline.formulas.append((start, len(inline.text), source.strip()))
