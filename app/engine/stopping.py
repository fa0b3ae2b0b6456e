"""How work is ended from outside, also from another process: a decode by a flag, other work by who waits."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from app.engine.llama import Bindings

if sys.platform != "win32":
    import resource

_Result = TypeVar("_Result")
IsUnwanted = Callable[[], bool]
"""Whether what is being done is not wanted any more."""

_LOOK_S = 0.02  # how often that is looked at
_LONG_FILE_BYTES = 64 << 20  # the log is shorter, and what is as short is written before anybody waits


class Stopped(Exception):
    """What was asked for is not wanted any more. What was read into memory before stays there."""


class StopFlag:
    """One byte of memory that says "stop": 1 or 0. Shared with another process, or our own."""

    def __init__(self, memory: ctypes.Array[ctypes.c_char] | None = None) -> None:
        # Two bytes: flag and a zero, so that together they are a C string of length one or zero.
        self.memory = memory if memory is not None else (ctypes.c_char * 2)()
        self.address = ctypes.addressof(self.memory)

    def is_set(self) -> bool:
        return self.memory[0] != b"\0"

    def set(self) -> None:
        self.memory[0] = b"\1"

    def clear(self) -> None:
        self.memory[0] = b"\0"


def abort_callback(llama: Bindings) -> Any:
    """A ggml_abort_callback that tells, without taking the GIL, whether the StopFlag is raised whose address
    it is given.

    It is called after every node of the graph. strlen of the flag's two bytes is 1 or 0: true or false.
    """
    c_library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
    address = ctypes.cast(c_library.strlen, ctypes.c_void_p).value
    return llama.ggml_abort_callback(address)


class Work(Generic[_Result]):
    """A call on a thread of its own: who waits for it can leave. It begins at once."""

    def __init__(self, call: Callable[[], _Result]) -> None:
        self._outcome: Future[_Result] = Future()
        threading.Thread(target=self._do, args=(call,), name="work", daemon=True).start()

    def result(self, is_unwanted: IsUnwanted) -> _Result:
        """What the call gives or raises; Stopped as soon as it is unwanted, though it goes on."""
        while not wait([self._outcome], _LOOK_S).done:
            if is_unwanted():
                raise Stopped
        return self._outcome.result()

    def await_end(self) -> None:
        wait([self._outcome])

    def _do(self, call: Callable[[], _Result]) -> None:
        try:
            self._outcome.set_result(call())
        except BaseException as error:
            self._outcome.set_exception(error)


@contextmanager
def no_long_files() -> Iterator[None]:
    """Meanwhile nothing is added to a long file, so that C code that writes one soon ends with an error.

    Where a system knows no such limit (RLIMIT_FSIZE) it comes to its end as always.
    """
    if sys.platform == "win32":
        yield
        return
    soft, hard = limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    most = _LONG_FILE_BYTES if soft == resource.RLIM_INFINITY else min(soft, _LONG_FILE_BYTES)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
