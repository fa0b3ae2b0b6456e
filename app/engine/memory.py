"""What a context's one sequence has read, as llama.cpp keeps it: moved up, cut, gone back in, put away."""

from __future__ import annotations

import contextlib
import ctypes
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from app.engine.checkpoints import OF_STATES, OF_WINDOWS, Checkpoints, Place
from app.engine.llama import Bindings
from app.engine.stopping import IsUnwanted, Stopped
from app.engine.work import Work, no_long_files
from app.engine.written import Continuation, Written

_ALL = 1 << 30  # tokens; more than any context has
_FIRST_PLACE = 32  # tokens; fewer are read again as fast


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
        self._checkpoints: Checkpoints | None = None
        if has_state or self._window:
            self._checkpoints = Checkpoints(llama, context, OF_STATES if has_state else OF_WINDOWS)
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
            self._forget_places_after(kept)
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
        if self._checkpoints is None:
            return 0
        return self._checkpoints.best(min(reused, prompt.kept) if prompt.removed else reused)

    def reachable_in(self, reused: int, in_memory: int, places: Sequence[Place]) -> int:
        """The same of a state on the disk, after `in_memory` tokens, that these places are with. Of a sliding
        window llama.cpp puts only what the next token sees into it (llama_kv_cache::state_write)."""
        if self._can_go_on(reused, in_memory, max(0, in_memory - self._window)):
            return reused
        return max((place.tokens for place in places if place.tokens <= reused), default=0)

    def cut(self, keep: int) -> None:
        """Forget all but the first `keep` tokens; everything where the model cannot forget a part."""
        if keep and (self._forget_after(keep) or self._go_back(keep)):
            self._written.in_memory = keep
            self._forget_places_after(keep)
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
        keep = self._written.in_memory
        if self._has_state and self._checkpoints is not None:
            keep = self._checkpoints.best(_ALL)
            if not self._go_back(keep):
                keep = 0
        if keep and self._forget_after(keep):
            self._written.in_memory = keep
        else:
            self.clear()
            self._written.in_memory = 0

    def clear(self) -> None:
        """Forget everything. `written` is for the caller to change."""
        self._llama.llama_memory_clear(self._memory, True)
        self._first = 0
        self._forget_places_after(0)

    def keep_place(self) -> None:
        """A place to come back to. What is still to move is not in it yet as it will be."""
        if self._checkpoints is not None and not self._is_moving:
            self._checkpoints.save(self._written.in_memory)

    def places_in(self, prompt_tokens: int, shared: Collection[int]) -> list[int]:
        """After how many of a prompt's tokens, ascending, to stop reading and keep the place. shared: where
        other prompts may part from it. Where none is known the last token comes alone, for another answer."""
        if self._checkpoints is None or not self._checkpoints.is_of_use:
            return []
        known = [place for place in shared if _FIRST_PLACE <= place < prompt_tokens]
        return sorted(known) or ([prompt_tokens - 1] if self._has_state else [])

    def state_bytes(self) -> int:
        """Size of the state on the disk."""
        size: int = self._llama.llama_state_seq_get_size(self._context, 0)
        if self._checkpoints is not None:
            size += self._checkpoints.bytes_on_disk(self._written.in_memory)
        return size

    def save_state(self, path: Path, is_unwanted: IsUnwanted) -> tuple[Place, ...] | None:
        """Write what was read into a file; the places that can be gone back to in it. None when that fails.

        Raises Stopped, and OSError.
        """
        if self._is_moving:
            return None
        if is_unwanted():
            raise Stopped
        arguments = (self._context, os.fsencode(path), 0, None, 0)
        writing = Work(lambda: self._llama.llama_state_seq_save_file(*arguments))
        try:
            is_saved = writing.result(is_unwanted)
        except Stopped:
            with no_long_files():
                writing.await_end()  # until then the context is in use
            raise
        if not is_saved:
            return None
        return self._checkpoints.write(path, self._written.in_memory) if self._checkpoints is not None else ()

    def restore_state(self, path: Path, written: Written, places: Sequence[Place]) -> bool:
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
        if self._checkpoints is not None:
            with contextlib.suppress(OSError):  # then there are none
                self._checkpoints.read(path, places)
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
        if self._checkpoints is None or not self._checkpoints.restore(keep):
            return False
        self._look()
        return self._forget_after(keep)

    def _forget_places_after(self, tokens: int) -> None:
        if self._checkpoints is not None:
            self._checkpoints.forget_after(tokens)
