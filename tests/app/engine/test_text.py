"""Bytes of tokens become text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.engine.text import TextStream


def test_a_character_split_over_tokens_comes_out_once_and_whole() -> None:
    stream = TextStream()
    assert [stream.add(bytes([byte])) for byte in "é€😀".encode()] == ["", "é", "", "", "€", "", "", "", "😀"]


def test_bytes_that_are_no_text_are_replaced_and_do_not_hold_the_rest_back() -> None:
    stream = TextStream()
    assert stream.add(b"\xffab") == "\ufffdab"
    assert stream.add(b"\xe2\x82") == ""
    assert stream.add(b"!") == "\ufffd!"


def test_half_a_character_at_the_end_is_dropped() -> None:
    stream = TextStream()
    assert stream.add(b"a\xf0\x9f") == "a"
    assert stream.rest() == ""


def test_a_stop_text_ends_the_answer_and_never_shows() -> None:
    stream = TextStream(["<|im_end|>"])
    assert stream.add(b"Hello<|im") == "Hello"
    assert stream.add(b"_end|>\n<|im_start|>user") == ""
    assert stream.stopped
    assert stream.rest() == ""


def test_what_only_looks_like_a_stop_text_comes_out() -> None:
    stream = TextStream(["<|im_end|>"])
    assert stream.add(b"a <") == "a "
    assert stream.add(b"b> c<|im") == "<b> c"
    assert stream.rest() == "<|im"


@given(text=st.text(), sizes=st.lists(st.integers(1, 5)), stops=st.lists(st.text(min_size=1), max_size=2))
def test_any_cutting_gives_the_text_up_to_the_first_stop(
    text: str, sizes: list[int], stops: list[str]
) -> None:
    data = text.encode()
    stream = TextStream(stops)
    heard = ""
    for size in [*sizes, len(data)]:
        piece, data = data[:size], data[size:]
        if not stream.stopped:
            heard += stream.add(piece)
    heard += stream.rest()
    ends = [text.find(stop) for stop in stops if stop in text]
    if not ends:
        assert heard == text
    else:
        assert text.startswith(heard)
        assert stream.stopped
