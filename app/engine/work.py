"""Work of the engine's child that its inference thread can leave, or end, when it is not wanted any more."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import Generic, TypeVar

from app.engine.stopping import IsUnwanted, Stopped

if sys.platform != "win32":
    import resource

_Result = TypeVar("_Result")

_LOOK_S = 0.02  # how often who waits looks whether it is wanted still
_MOST_AT_ONCE = 16  # calls that nobody waits for any more, each the planning of a huge prompt
_LONG_FILE_BYTES = 64 << 20  # the log is shorter, and what is as short is written before anybody waits

# The same few threads each time: with each new one the C library keeps more memory.
_threads = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix="work")


class Work(Generic[_Result]):
    """A call on another thread. It begins at once, but for the rare moment when all threads are taken."""

    def __init__(self, call: Callable[[], _Result]) -> None:
        self._outcome = _threads.submit(call)

    def result(self, is_unwanted: IsUnwanted) -> _Result:
        """What the call gives or raises; Stopped as soon as it is unwanted, though it goes on."""
        while not wait([self._outcome], _LOOK_S).done:
            if is_unwanted():
                raise Stopped
        return self._outcome.result()

    def await_end(self) -> None:
        """Until then it uses what it was given."""
        wait([self._outcome])


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
