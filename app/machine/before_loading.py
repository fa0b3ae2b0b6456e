"""Before a model is loaded: whether it would push other programs out of memory, and what would not."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

from app.engine.events import ANSWER_SHARE, LoadOptions
from app.engine.overlong import longest_prompt
from app.errors import UserError
from app.machine import hardware
from app.machine.offload import Card
from app.machine.room import Room, room_for, wanted_room
from app.models.gguf import Header, read_header
from app.quantities import readable_memory
from app.words import tr

_CONTEXTS = tuple(1 << power for power in range(20, 8, -1))  # offered, the longest first


class WouldSwap(UserError):
    """Loading would make the system put memory on the disk. Tells what there is and what would fit.

    context_length: the longest that fits, with the cache as it was asked for. half_fits: whether the wanted
    one does with the cache in half the memory. None and False: nothing helps but another model.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint, "another_model")
        self.path = Path()
        self.options = LoadOptions()
        self.needed_bytes = self.available_bytes = 0
        self.context_length: int | None = None
        self.half_fits = False


class MemoryGuard:
    """Asks once: what a person wants loaded nevertheless is loaded, as long as the program runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._accepted: set[tuple[Path, LoadOptions]] = set()

    def accept(self, path: Path, options: LoadOptions) -> None:
        """The person wants this, whatever it does to the computer."""
        with self._lock:
            self._accepted.add((path, options))

    def check(
        self, path: Path, options: LoadOptions, held_bytes: int = 0, *, uses_cards: bool = True
    ) -> None:
        """Raises WouldSwap unless it fits or was accepted. held_bytes: what will be given back before.
        uses_cards: whether graphics cards compute, where there are some."""
        with self._lock:
            if (path, options) in self._accepted:
                return
        check(read_header(path), options, _memory(held_bytes, uses_cards=uses_cards))


def check(header: Header, options: LoadOptions, memory: hardware.Memory) -> None:
    """Raises WouldSwap when a model, loaded with these options, needs more than is free.

    Where no context length was asked for, the engine chooses one of those it usually takes.
    """
    cards = _cards(options, memory)

    def room(options: LoadOptions, length: int) -> Room:
        return room_for(header, options, length, memory.available_bytes, cards)

    wanted = wanted_room(header, options, memory.available_bytes, cards)
    if wanted.is_enough:
        return
    error = WouldSwap(
        tr(
            "{name} needs about {needed} of memory, and {free} are free: loading it now would make this "
            "computer very slow, as the system has to put memory on the disk.",
            name=header.name,
            needed=readable_memory(wanted.needed_bytes),
            free=readable_memory(wanted.free_bytes),
        )
    )
    error.path, error.options = header.path, options
    error.needed_bytes, error.available_bytes = wanted.needed_bytes, wanted.free_bytes
    shorter = (length for length in _CONTEXTS if length < wanted.length)
    error.context_length = next((length for length in shorter if room(options, length).is_enough), None)
    if options.kv_cache == "full":
        error.half_fits = room(replace(options, kv_cache="half"), wanted.length).is_enough
    error.hint = _hint(error)
    raise error


def _memory(held_bytes: int, *, uses_cards: bool) -> hardware.Memory:
    """What there will be to load into."""
    memory = hardware.memory()
    if not uses_cards:
        memory = replace(memory, graphics_bytes=0, graphics_free_bytes=0)
    return replace(memory, available_bytes=memory.available_bytes + held_bytes)


def _cards(options: LoadOptions, memory: hardware.Memory) -> list[Card]:
    """All that the engine can use, as one: of what they have room for, nothing is needed in the computer's
    own memory."""
    if options.gpu_layers == 0 or not memory.graphics_free_bytes:
        return []
    return [Card("", memory.graphics_free_bytes, memory.graphics_bytes)]


def _hint(error: WouldSwap) -> str:
    parts = []
    if error.context_length is not None:
        parts.append(tr("A context of {count} tokens would fit.", count=error.context_length))
    if error.half_fits:
        parts.append(tr("So would this one with its KV cache in half the memory."))
    parts.append(tr("Closing other programs, or a smaller model, helps too."))
    return " ".join(parts)


def longer_context(
    path: Path,
    options: LoadOptions,
    now: int,
    held_bytes: int = 0,
    *,
    needed_tokens: int = 0,
    uses_cards: bool = True,
) -> int | None:
    """Twice the present length, or so often twice that a prompt of needed_tokens and an answer have room in
    it; all that the model was made for if that is less. None where that is no more, does not fit, or has no
    room for the prompt. held_bytes: what the loaded model gives back before. uses_cards: as for check()."""
    wanted = 2 * now
    while wanted - wanted // ANSWER_SHARE < needed_tokens:
        wanted *= 2
    memory = _memory(held_bytes, uses_cards=uses_cards)
    room = room_for(read_header(path), options, wanted, memory.available_bytes, _cards(options, memory))
    is_of_use = room.length > now and longest_prompt(room.length) >= needed_tokens
    return room.length if is_of_use and room.is_enough else None
