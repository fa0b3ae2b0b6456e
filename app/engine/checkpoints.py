"""Places that a model can be taken back to whose memory cannot forget only its newest tokens.

Recurrent models (Mamba, RWKV) and hybrid ones (Qwen 3.5, Jamba, Granite 4) keep one state that each token
changes. So the state itself is kept at the ends of turns: to answer again, to edit a question, to go on after
reasoning that is not sent again, only what comes after such a place is read. Of a hybrid model this is the
recurrent part alone, a few MB (LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY of llama.h); its attention can forget.
"""

from __future__ import annotations

import ctypes
from typing import Any

from app.engine.llama import Bindings

_BUDGET_BYTES = 256 << 20
_MOST = 32


class Checkpoints:
    """Of the one sequence of one context. One thread changes them; any may ask for best()."""

    def __init__(self, llama: Bindings, context: int) -> None:
        self._llama = llama
        self._context = context
        self._states: dict[int, Any] = {}  # by how many tokens the model had read, ascending

    def save(self, tokens: int) -> None:
        """Keep the present state, of so many tokens; the oldest ones make room."""
        llama, flags = self._llama, self._llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
        if tokens in self._states or tokens <= 0:
            return
        size = llama.llama_state_seq_get_size_ext(self._context, 0, flags)
        if not size or size > _BUDGET_BYTES:
            return
        state = (ctypes.c_uint8 * size)()
        if llama.llama_state_seq_get_data_ext(self._context, state, size, 0, flags) != size:
            return
        kept = {place: one for place, one in self._states.items() if place < tokens}
        kept[tokens] = state
        while len(kept) > _MOST or sum(map(len, kept.values())) > _BUDGET_BYTES:
            del kept[next(iter(kept))]
        self._states = kept

    def best(self, tokens: int) -> int:
        """The last place at which the model had read at most so many tokens; 0: there is none."""
        return max((place for place in self._states if place <= tokens), default=0)

    def restore(self, tokens: int) -> bool:
        """Go back to the place after so many tokens; what was kept after it is void then."""
        llama, state = self._llama, self._states.get(tokens)
        if state is None:
            return False
        self._states = {place: one for place, one in self._states.items() if place <= tokens}
        flags = llama.LLAMA_STATE_SEQ_FLAGS_PARTIAL_ONLY
        return bool(llama.llama_state_seq_set_data_ext(self._context, state, len(state), 0, flags))

    def clear(self) -> None:
        """Other tokens are read from now on."""
        self._states = {}
