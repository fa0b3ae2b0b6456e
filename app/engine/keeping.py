"""What a model has read, as part of a conversation: it goes to the disk, and comes back from there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from app.engine.events import Resumed
from app.engine.model import Model
from app.engine.prompts import Plan
from app.engine.snapshots import Snapshot, Snapshots
from app.engine.stopping import IsUnwanted, Stopped
from app.engine.written import Written


class Keeping:
    """Whose tokens are in a model's memory, and whether they are on the disk. One thread changes it."""

    def __init__(self, model: Model, snapshots: Snapshots | None) -> None:
        """snapshots: where conversations are kept; None: nowhere."""
        self._model = model
        self._snapshots = snapshots
        self._conversation: str | None = None  # whose tokens are in memory; None: to be kept nowhere
        self._is_kept = True
        self._left_out = 0

    def begin(self, conversation: str | None, left_out: int) -> None:
        """From now on tokens of this conversation are read, without so many of its messages."""
        self._conversation, self._is_kept, self._left_out = conversation, False, left_out

    def keep(self, is_unwanted: IsUnwanted) -> None:
        """Put what was read of the present conversation on the disk, if that is worth it.

        Raises Stopped when that is not wanted any more: then nothing is there, and it can be tried again.
        """
        conversation, snapshots = self._conversation, self._snapshots
        if self._is_kept or conversation is None or snapshots is None:
            return
        model, speed = self._model, self._model.read_tokens_per_s
        if snapshots.is_worth(model.written.in_memory, speed):
            snapshots.save(
                conversation,
                model.written,
                model.memory.state_bytes(),
                partial(model.memory.save_state, is_unwanted=is_unwanted),
                is_unwanted,
                left_out=self._left_out,
                context_length=model.context_length,
                read_tokens_per_s=speed,
            )
            if self._conversation != conversation:  # forgotten while it was being written
                snapshots.forget(conversation)
        self._is_kept = True

    def forget(self, conversation: str) -> None:
        """What is in memory of it is not put on the disk any more, unless it is answered again.

        Any thread may ask.
        """
        if self._conversation == conversation:
            self._conversation = None
        if self._snapshots is not None:
            self._snapshots.forget(conversation)

    def change_to(
        self, conversation: str | None, plan_with: Callable[[Written], Plan], is_unwanted: IsUnwanted
    ) -> Iterator[Resumed]:
        """Another conversation is answered: keep the one in memory, and take this one's snapshot, or that of
        one with the same system prompt, if more of the prompt is in it than in memory.

        plan_with: what would be sent, given what was read. Raises Stopped.
        """
        if conversation == self._conversation:
            return
        self.keep(is_unwanted)
        self._conversation = None  # until it is known what is sent: what is in memory is nobody's
        self._model.written.forget_moved()
        yield from self._resume(conversation, plan_with, is_unwanted)

    def _resume(
        self, conversation: str | None, plan_with: Callable[[Written], Plan], is_unwanted: IsUnwanted
    ) -> Iterator[Resumed]:
        snapshots, model = self._snapshots, self._model
        if snapshots is None:
            return
        prompt = plan_with(model.written).prompt
        here = model.memory.reachable(prompt, prompt.reused)
        if (found := self.snapshot_to_use(conversation, prompt.tokens, here)) is None:
            return
        there = self.reachable_in(found, plan_with(found.written))
        is_worth = snapshots.is_worth(there - here, found.read_tokens_per_s)
        if not is_worth or not snapshots.is_whole(found, is_unwanted):
            return
        if is_unwanted():
            raise Stopped
        if not model.memory.restore_state(found.path, found.written, found.places):
            snapshots.discard(found)
            return
        if found.path.stem != conversation:
            model.written.forget_moved()
        speed = model.read_tokens_per_s or found.read_tokens_per_s
        model.read_tokens_per_s = speed
        yield Resumed(there - here, (there - here) / speed if speed else 0.0)

    def reachable_in(self, snapshot: Snapshot, plan: Plan) -> int:
        """How many tokens of what is sent, planned with the snapshot, need not be read once it is back. Any
        thread may ask."""
        in_memory = snapshot.written.in_memory
        return self._model.memory.reachable_in(plan.prompt.reused, in_memory, snapshot.places)

    def left_out_before(self, conversation: str | None) -> int:
        """How many of its messages were left out of what is on the disk of a conversation that is not the one
        in memory. In a longer context than that was made for, other ones fit. Any thread may ask."""
        if self._snapshots is None or conversation is None or conversation == self._conversation:
            return 0
        own = self._snapshots.find(conversation)
        return own.left_out if own is not None and own.context_length >= self._model.context_length else 0

    def snapshot_to_use(
        self, conversation: str | None, tokens: Sequence[int], reused: int
    ) -> Snapshot | None:
        """The conversation's snapshot, if it is not the one in memory; else one that begins with more of
        these tokens than the `reused` in memory. Any thread may ask."""
        if self._snapshots is None or (conversation is not None and conversation == self._conversation):
            return None
        own = self._snapshots.find(conversation) if conversation is not None else None
        return own or self._snapshots.sharing(tokens, reused, self._model.memory.reachable_in)
