"""Places that a model can be taken back to whose memory cannot forget only its newest tokens.

Recurrent models (Mamba, RWKV) and hybrid ones (Qwen 3.5, Jamba, Granite 4) keep one state that each token
changes. So the state itself is kept where other prompts may part from this one: to answer again, to edit a
question, to go on after reasoning that is not sent again, only what comes after such a place is read. Of a
hybrid model this is the recurrent part alone, up to about 50 MB (LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY of
llama.h); its attention can forget. Of a model with a sliding window (Gemma 3, gpt-oss) it is what the window
sees there, which is only needed once the model was read back from the disk.

Some places go to the disk with the conversation: behind llama.cpp's own data, one after the other.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.engine.llama import Bindings

# Best first: the end of the last question, where reading it began, and the end of the system prompt, with
# which other conversations begin, too.
_ON_DISK = (-1, -2, 0)
_MOST_BYTES_ON_DISK = 192 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """One that is in a file. tokens: that the model had read there."""

    tokens: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Of what is kept in memory."""

    places: int
    size_bytes: int


OF_STATES = Limits(32, 256 << 20)
OF_WINDOWS = Limits(3, 64 << 20)  # they are of use on the disk alone


class Checkpoints:
    """Of the one sequence of one context. One thread changes them; any may ask for best().

    is_of_use: whether a place of this model is small enough to be kept.
    """

    def __init__(self, llama: Bindings, context: int, limits: Limits) -> None:
        self._llama = llama
        self._context = context
        self._limits = limits
        self._states: dict[int, Any] = {}  # by how many tokens the model had read, ascending
        self.is_of_use = True

    def save(self, tokens: int) -> None:
        """Keep the present state, of so many tokens; older ones make room, but for the very first."""
        llama, flags = self._llama, self._llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
        if tokens in self._states or tokens <= 0 or not self.is_of_use:
            return
        size = llama.llama_state_seq_get_size_ext(self._context, 0, flags)
        self.is_of_use = size <= self._limits.size_bytes
        if not size or not self.is_of_use:
            return
        state = (ctypes.c_uint8 * size)()
        if llama.llama_state_seq_get_data_ext(self._context, state, size, 0, flags) != size:
            return
        kept = {place: one for place, one in self._states.items() if place < tokens}
        kept[tokens] = state
        while len(kept) > self._limits.places or sum(map(len, kept.values())) > self._limits.size_bytes:
            older = list(kept)[:-1]
            del kept[older[min(1, len(older) - 1)]]
        self._states = kept

    def best(self, tokens: int) -> int:
        """The last place at which the model had read at most so many tokens; 0: there is none."""
        return max((place for place in self._states if place <= tokens), default=0)

    def restore(self, tokens: int) -> bool:
        """Go back to the place after so many tokens."""
        llama, state = self._llama, self._states.get(tokens)
        if state is None:
            return False
        flags = llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
        return bool(llama.llama_state_seq_set_data_ext(self._context, state, len(state), 0, flags))

    def forget_after(self, tokens: int) -> None:
        """Other tokens are read from there on."""
        self._states = {place: one for place, one in self._states.items() if place <= tokens}

    def bytes_on_disk(self, in_memory: int) -> int:
        """What write() adds to a file."""
        return sum(len(state) for state in self._for_disk(in_memory).values())

    def write(self, path: Path, in_memory: int) -> tuple[Place, ...]:
        """Add the most useful places to a file with the state after `in_memory` tokens. Raises OSError."""
        places = []
        with path.open("ab") as file:
            for tokens, state in self._for_disk(in_memory).items():
                places.append(Place(tokens, file.tell(), len(state)))
                file.write(state)
        return tuple(places)

    def read(self, path: Path, places: Sequence[Place]) -> None:
        """Take those over that write() has put there, in place of all others. Raises OSError."""
        states = {}
        with path.open("rb") as file:
            for place in places:
                file.seek(place.offset)
                state = (ctypes.c_uint8 * place.size)()
                if file.readinto(state) == place.size:
                    states[place.tokens] = state
        self._states = states

    def _for_disk(self, in_memory: int) -> dict[int, Any]:
        """The end itself is no place: that is the state."""
        there = [place for place in self._states if place < in_memory]
        left, chosen = _MOST_BYTES_ON_DISK, set[int]()
        for index in _ON_DISK[: len(there)]:
            size = len(self._states[there[index]])
            if there[index] not in chosen and size <= left:
                chosen.add(there[index])
                left -= size
        return {place: self._states[place] for place in sorted(chosen)}
