"""The inside of a paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ui.chat import tex
from ui.chat.inline import LINE_BREAK, Style, parse, plain, read_all, read_simple
from ui.chat.open_marks import close_marks


def styles(source: str, is_open: bool = False) -> dict[str, Style]:
    found = parse(source, is_open)
    return {found.text[start:end]: style for start, end, style in found.spans}


def test_marks_become_styles() -> None:
    assert styles("a **b** *c* ~~d~~ `e` ***f***") == {
        "b": Style.BOLD,
        "c": Style.ITALIC,
        "d": Style.STRIKE,
        "e": Style.CODE,
        "f": Style.BOLD | Style.ITALIC,
    }


def test_html_is_text_and_a_line_break_tag_a_line_break() -> None:
    assert parse("<b>x</b><script>").text == "<b>x</b><script>"
    assert parse("one<br>two<BR/>three").text == LINE_BREAK.join(["one", "two", "three"])


def test_links_carry_their_target_and_only_safe_ones_are_links() -> None:
    assert parse("see [this](https://a.b/c)").links == [(4, 8, "https://a.b/c")]
    assert parse("see https://a.b/c(d). And").links == [(4, 20, "https://a.b/c(d)")]
    assert parse("(https://a.b/c)").links == [(1, 14, "https://a.b/c")]
    for source in (
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "[x](data:text/html,a)",
        "[x](y.md)",
    ):
        assert parse(source).links == []


def test_a_picture_is_its_words() -> None:
    found = parse("![a cat](https://a.b/cat.png)")
    assert (found.text, found.links) == ("a cat", [(0, 5, "https://a.b/cat.png")])
    assert parse("![](https://a.b/cat.png)").text == "picture"


def test_money_is_not_a_formula() -> None:
    assert parse("from $5 to $10").text == "from $5 to $10"
    assert parse("it costs $5-$10").text == "it costs $5-$10"


def test_plain_text_keeps_its_marks_and_finds_addresses() -> None:
    found = plain("**a** https://a.b/c\nd")
    assert found.text == f"**a** https://a.b/c{LINE_BREAK}d"
    assert [link for _, _, link in found.links] == ["https://a.b/c"]


@pytest.mark.parametrize(
    ("half", "shown", "style"),
    [
        ("some **bo", "some bo", {"bo": Style.BOLD}),
        ("some **bold*", "some bold", {"bold": Style.BOLD}),
        ("some *it", "some it", {"it": Style.ITALIC}),
        ("some `co", "some co", {"co": Style.CODE}),
        ("some ``co`", "some co", {"co": Style.CODE}),
        ("some *", "some", {}),
        ("some **", "some", {}),
        ("some `", "some ", {}),
        ("a [label](https://exa", "a label", {}),
        ("2 * 3 and", "2 * 3 and", {}),
        ("snake_case", "snake_case", {}),
        ("done **bold**", "done bold", {"bold": Style.BOLD}),
    ],
)
def test_what_is_begun_looks_finished(half: str, shown: str, style: dict[str, Style]) -> None:
    found = parse(half, is_open=True)
    assert found.text.rstrip() == shown.rstrip()
    assert {found.text[start:end]: kind for start, end, kind in found.spans} == style


@settings(deadline=None)
@given(st.text(alphabet="ab *_`~[]()!$\\<>\n", max_size=60))
def test_any_marks_are_parsed(source: str) -> None:
    for is_open in (False, True):
        found = parse(source, is_open)
        previous = 0
        for start, end, _ in found.spans:
            assert previous <= start < end <= len(found.text)
            previous = end
    assert isinstance(close_marks(source), str)


_PIECES = (
    *("**", "*", "`", "_", "[", "]", "(", ")", "!", ".", ":", "-", "#", "$", "\\", "&amp;", "http://"),
    *(
        "**a b**",
        "*c*",
        "`d*`",
        "_x_",
        "[x](https://e.org/a)",
        "[a b](http://e-x.org)",
        "https://e.org/a_b#c",
    ),
    *("a", "B", "2", "é", "“", "世", "😀", " ", "  ", "\n", "\t", "\u00a0", "\x85"),
)


@settings(deadline=None, max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=9).map("".join))
def test_what_is_read_without_the_parser_is_what_the_parser_finds(source: str) -> None:
    found = read_simple(source)
    assert found is None or found == read_all(source)


def test_the_usual_marks_need_no_parser() -> None:
    for source in (
        "**Note:** use `pip install` (or *conda*), see [the pages](https://example.org/a).",
        "A snake_case name!\nAnd https://example.org.",
    ):
        assert read_simple(source) == read_all(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"x_{ij}^2 \in \mathbb{R}^{d}", "xij2 ∈ ℝd"),  # noqa: RUF001
        (r"\frac{a+b}{c}", "(a + b)/c"),
        (r"\frac12", "1/2"),
        (r"e^{-x^2}", "e−x²"),  # noqa: RUF001
        (r"\sqrt{x} \leq \alpha \cdot \beta", "√x ≤ α · β"),  # noqa: RUF001
        (r"\text{if } x > 0", "if x > 0"),
        (r"\left( a \right)", "(a)"),
        (r"\unknown{x}", r"\unknownx"),
        (r"\log x + \sin(y)", "log x + sin(y)"),
        (r"O(n \log n) = 2\sin x", "O(n log n) = 2 sin x"),
    ],
)
def test_formulas_are_readable(source: str, text: str) -> None:
    assert tex.to_text(source) == text


def test_subscripts_are_lowered() -> None:
    pieces = tex.to_pieces("x_i^2")
    assert [(piece.text, piece.level) for piece in pieces] == [("x", ""), ("i", "sub"), ("2", "sup")]


@settings(deadline=None)
@given(st.text(alphabet="\\frac{}^_ &xy1+-\\text\\sqrt\\hat", max_size=60))
def test_any_formula_is_shown(source: str) -> None:
    tex.to_text(source)
    tex.to_text("{" * 200 + source + "^" * 200)
