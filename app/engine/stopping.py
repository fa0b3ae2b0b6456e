"""How work is ended from outside, also from another process: a decode by a flag, other work by who waits."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from typing import Any

from app.engine.llama import Bindings

IsUnwanted = Callable[[], bool]
"""Whether what is being done is not wanted any more."""


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
