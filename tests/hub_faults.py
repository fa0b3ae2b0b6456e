"""Every fault that a download can meet: what HubServer.fail() is given."""

from __future__ import annotations

import time

from tests.hub_server import Answering, Fault

_MOST_SILENT_S = 60.0


def status(code: int, error: str = "", **headers: str) -> Fault:
    return lambda answering: answering.refuse(code, error, **headers)


def cut_after(count: int, *, reset: bool = False) -> Fault:
    """Announces everything, sends `count` bytes and hangs up."""

    def fault(answering: Answering) -> None:
        content = answering.content()
        start, end = answering.wanted(len(content))
        answering.start(206, answering.range_headers(start, end, len(content)))
        answering.send(content[start : start + count])
        if reset:
            answering.reset()
        answering.close_connection = True

    return fault


def silence(answering: Answering) -> None:
    """Says nothing until the other side hangs up; TimeoutError if it does not."""
    answering.close_connection = True
    answering.connection.settimeout(_MOST_SILENT_S)
    answering.connection.recv(1)


def stall_after(count: int) -> Fault:
    """Sends `count` bytes, then nothing."""

    def fault(answering: Answering) -> None:
        content = answering.content()
        start, end = answering.wanted(len(content))
        answering.start(206, answering.range_headers(start, end, len(content)))
        answering.send(content[start : start + count])
        silence(answering)

    return fault


def drip(bytes_per_s: float) -> Fault:
    """A byte now and then, so that no read ever times out."""

    def fault(answering: Answering) -> None:
        content = answering.content()
        start, end = answering.wanted(len(content))
        answering.start(206, answering.range_headers(start, end, len(content)))
        answering.close_connection = True
        while start < end:
            answering.send(content[start : start + 1])
            start += 1
            time.sleep(1 / bytes_per_s)

    return fault


def flipped(at: int) -> Fault:
    """The right bytes, one bit of one of them turned."""

    def fault(answering: Answering) -> None:
        content = bytearray(answering.content())
        content[at] ^= 1
        answering.answer_bytes(bytes(content))

    return fault


def whole_file(answering: Answering) -> None:
    """A server that knows no ranges: 200 and everything."""
    answering.answer(200, answering.content())


def wrong_range(shift: int) -> Fault:
    """206 for another range than the one asked for."""

    def fault(answering: Answering) -> None:
        content = answering.content()
        start, end = answering.wanted(len(content))
        start = max(0, start + shift)
        answering.start(206, answering.range_headers(start, end, len(content)))
        answering.send(content[start:end])

    return fault


def short_length(answering: Answering) -> None:
    """A Content-Length and total that are not the file's."""
    answering.answer_bytes(answering.content()[:-10])


def surplus(answering: Answering) -> None:
    """No length announced, and more than the file sent."""
    content = answering.content()
    start, end = answering.wanted(len(content))
    answering.start(206, {"Content-Range": f"bytes {start}-{end - 1}/{len(content)}", "Connection": "close"})
    answering.send(content[start:end] + bytes(100_000))
    answering.close_connection = True


def compressed(answering: Answering) -> None:
    content = answering.content()
    start, end = answering.wanted(len(content))
    answering.start(206, {**answering.range_headers(start, end, len(content)), "Content-Encoding": "gzip"})
    answering.send(content[start:end])


def sign_in_page(answering: Answering) -> None:
    """A captive portal answers instead of the server."""
    answering.answer(200, b"<html>Please sign in to Cafe Wi-Fi</html>", **{"Content-Type": "text/html"})


def sign_in_redirect(answering: Answering) -> None:
    answering.answer(302, Location=f"{answering.hub.bytes_origin}/cdn/sign-in")


def page_as_bytes(answering: Answering) -> None:
    """The announced length and range, but a page in it."""
    content = answering.content()
    answering.answer_bytes(b"<html>" + bytes(len(content) - 6))


def resolve_with(**changes: str) -> Fault:
    return lambda answering: answering.answer_resolve(**changes)
