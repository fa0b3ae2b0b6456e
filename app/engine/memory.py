"""What a context's one sequence has read, as llama.cpp keeps it: moved up, cut, gone back in, put away."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

from app.engine.checkpoints import Checkpoints
from app.engine.llama import Bindings
from app.engine.written import Continuation, Written

_ALL = 1 << 30  # tokens; more than any context has


class Memory:
    """Changes `written` together with llama.cpp's memory. One thread changes them; any may ask reachable().

    can_move: whether what follows a block can move up over it. can_take_back: whether the newest tokens can
    surely be forgotten.
    """

    def __init__(self, llama: Bindings, weights: int, context: int, written: Written) -> None:
        """weights, context: a llama_model, and a llama_context of it."""
        self._llama = llama
        self._context = context
        self._memory = llama.llama_get_memory(context)
        self._written = written
        has_state = llama.llama_model_is_recurrent(weights) or llama.llama_model_is_hybrid(weights)
        self._has_state = has_state
        self._window: int = 0 if has_state else llama.llama_model_n_swa(weights)
        self._first = 0  # the first token that layers with a sliding window still have
        self._checkpoints = Checkpoints(llama, context) if has_state else None
        # llama.cpp moves a recurrent state by moving its position: what was left out would still be in it.
        self.can_move: bool = not has_state and llama.llama_memory_can_shift(self._memory)
        self.can_take_back = not (has_state or self._window)
        self._is_moving = False

    def move(self, kept: int, removed: int) -> None:
        """Take `removed` tokens out after the first `kept`; what follows moves up."""
        if removed:
            self._llama.llama_memory_seq_rm(self._memory, 0, kept, kept + removed)
            self._llama.llama_memory_seq_add(self._memory, 0, kept + removed, -1, -removed)
            self._is_moving = True  # llama.cpp does it with the next decode
            self._look()

    def decoded(self) -> None:
        """A batch was computed."""
        self._is_moving = False
        self._look()

    def reachable(self, prompt: Continuation, reused: int) -> int:
        """How many of the `reused` tokens in memory, with which the prompt begins, need not be read again:
        all, where the model can forget the rest."""
        first = self._first
        if prompt.removed and first > prompt.kept:  # once it is moved
            first = max(prompt.kept, first - prompt.removed)
        if self._can_go_on(reused, self._written.in_memory, first):
            return reused
        return self._checkpoints.best(reused) if self._checkpoints is not None else 0

    def reachable_in(self, written: Written, reused: int) -> int:
        """The same of a state on the disk, of `written`. Of a sliding window llama.cpp puts only what the
        next token sees into it (llama_kv_cache::state_write)."""
        in_memory = written.in_memory
        return reused if self._can_go_on(reused, in_memory, max(0, in_memory - self._window)) else 0

    def cut(self, keep: int) -> None:
        """Forget all but the first `keep` tokens; everything where the model cannot forget a part."""
        if keep and (self._forget_after(keep) or self._go_back(keep)):
            self._written.in_memory = keep
        else:
            self.clear()
            self._written.in_memory = 0

    def take_back(self) -> None:
        """Forget what was read beyond what counts as written."""
        self._forget_after(self._written.in_memory)

    def drop_partial_batch(self) -> None:
        """After an abort: only what earlier calls read is known to be complete. Of a state that each token
        changes, only what was kept."""
        self._look()
        keep = self._written.in_memory if self._checkpoints is None else self._checkpoints.best(_ALL)
        is_back = keep and (self._checkpoints is None or self._go_back(keep))
        if is_back and self._forget_after(keep):
            self._written.in_memory = keep
        else:
            self.clear()
            self._written.in_memory = 0

    def clear(self) -> None:
        """Forget everything. `written` is for the caller to change."""
        self._llama.llama_memory_clear(self._memory, True)
        self._first = 0
        if self._checkpoints is not None:
            self._checkpoints.clear()

    def keep_place(self) -> None:
        """The end of a turn: a place to come back to."""
        if self._checkpoints is not None:
            self._checkpoints.save(self._written.in_memory)

    def until_place(self, tokens: int) -> int:
        """How many of the prompt's next tokens may be read at once: the last one, which is read again for
        another answer, comes alone where the place before it is kept."""
        return tokens if self._checkpoints is None or tokens == 1 else tokens - 1

    def state_bytes(self) -> int:
        """Size of the state on the disk."""
        size: int = self._llama.llama_state_seq_get_size(self._context, 0)
        return size

    def save_state(self, path: Path) -> bool:
        """Write what was read into a file; False when that fails."""
        return not self._is_moving and bool(
            self._llama.llama_state_seq_save_file(self._context, os.fsencode(path), 0, None, 0)
        )

    def restore_state(self, path: Path, written: Written) -> bool:
        """Read a state back, of `written`. When that fails nothing is in memory afterwards."""
        self._is_moving = False
        self.clear()
        tokens, count = (self._llama.llama_token * 1)(), ctypes.c_size_t()  # there are none in the file
        arguments = (self._context, os.fsencode(path), 0, tokens, 0, ctypes.byref(count))
        is_read = self._llama.llama_state_seq_load_file(*arguments)
        if not is_read or self._llama.llama_memory_seq_pos_max(self._memory, 0) + 1 != written.in_memory:
            self.clear()
            self._written.clear()
            return False
        self._written.become(written)
        self._look()
        return True

    def _look(self) -> None:
        """What of a sliding window is left. What no later token sees is written over soon after a move(), and
        is in no state on the disk. llama.cpp would go on without it, and answer wrongly."""
        if self._window:
            self._first = max(0, self._llama.llama_memory_seq_pos_min(self._memory, 0))

    def _can_go_on(self, keep: int, in_memory: int, first: int) -> bool:
        """Whether all is there that the token after the first `keep` is computed from. first: as _first."""
        if self._has_state:
            return keep >= in_memory
        return not self._window or first <= max(0, keep - self._window + 1)

    def _forget_after(self, keep: int) -> bool:
        """False where the model cannot forget a part."""
        is_whole = self._can_go_on(keep, keep, self._first)
        return is_whole and bool(self._llama.llama_memory_seq_rm(self._memory, 0, keep, -1))

    def _go_back(self, keep: int) -> bool:
        """Where a part cannot be forgotten: take up the state that was kept after `keep` tokens."""
        return self._checkpoints is not None and self._checkpoints.restore(keep) and self._forget_after(keep)
