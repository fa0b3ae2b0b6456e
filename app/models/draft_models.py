"""Which of the models on this computer may guess for another: much smaller ones with the same vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from app.engine.events import NO_DRAFT_MODEL, DraftModel, LoadOptions
from app.errors import UserError
from app.machine import hardware
from app.machine.fit import PROGRAM_BYTES, SPARE, estimate
from app.models.gguf import Header, read_header
from app.models.library import InstalledModel, Library
from app.models.vocabularies import have_same_vocabulary
from app.words import tr

AUTOMATIC, OFF = "automatic", "off"
"""Values of LoadOptions.draft_model that are no path."""

_LARGEST_SHARE = 1 / 3  # of the other's bytes: a guess has to cost much less than what it may save
_PADDING = 1024  # places without a token that vocabularies of one kind differ by


class DraftModels:
    """Finds the model that guesses for another, as LoadOptions.draft_model wants it."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def suiting(self, model: Path) -> list[InstalledModel]:
        """Those that can guess for this model, the smallest first; whether they fit is another question."""
        installed = self._library.list()
        asked = next((one for one in installed if one.path == model), None)
        return [] if asked is None else _suiting(asked, installed)

    def choose(self, model: Path, options: LoadOptions, held_bytes: int = 0) -> DraftModel:
        """Who guesses for this model when it is loaded so; nobody, and why, where a chosen one cannot.

        held_bytes: memory that is given back before. Automatic is the smallest that fits beside the model.
        """
        wanted = options.draft_model
        if wanted == OFF or wanted == str(model):
            return NO_DRAFT_MODEL
        try:
            header = read_header(model)
            memory = hardware.memory()
            free = replace(memory, available_bytes=memory.available_bytes + held_bytes)
            if wanted != AUTOMATIC:
                return _chosen(header, read_header(Path(wanted)), options, free)
            for one in self.suiting(model):
                if fits_beside(header, read_header(one.path), options, free):
                    return DraftModel(one.path, one.name)
        except UserError as error:
            if wanted != AUTOMATIC:
                return _refused(f"{error.message} {error.hint}".strip())
        return NO_DRAFT_MODEL


def fits_beside(model: Header, draft: Header, options: LoadOptions, memory: hardware.Memory) -> bool:
    """Whether both go into what is free, each with a context of the wanted length."""
    wanted = estimate(model.size_bytes, model.outline, options.context_length, memory, options.kv_cache)
    beside = estimate(draft.size_bytes, draft.outline, wanted.context_length, memory, options.kv_cache)
    needed = wanted.needed_bytes + beside.needed_bytes
    needed -= sum(PROGRAM_BYTES for fit in (wanted, beside) if not fit.on_graphics)  # it is running already
    return needed <= wanted.available_bytes * SPARE


def _suiting(model: InstalledModel, installed: Sequence[InstalledModel]) -> list[InstalledModel]:
    found = []
    for other in sorted(installed, key=lambda one: (one.size_bytes, one.path)):
        if model.outline is None or other.outline is None or other.path == model.path:
            continue
        if other.size_bytes > model.size_bytes * _LARGEST_SHARE:
            break
        # What makes reading the whole vocabulary of every small model needless.
        if abs(other.outline.vocabulary_size - model.outline.vocabulary_size) > _PADDING:
            continue
        try:
            if have_same_vocabulary(model.path, other.path):
                found.append(other)
        except UserError:  # choosing that model will tell what is wrong with it
            continue
    return found


def _chosen(model: Header, draft: Header, options: LoadOptions, memory: hardware.Memory) -> DraftModel:
    names = {"draft": draft.name, "model": model.name}
    if not have_same_vocabulary(model.path, draft.path):
        return _refused(
            tr("{draft} cannot guess for {model}: they do not have the same vocabulary.", **names)
        )
    if draft.size_bytes > model.size_bytes * _LARGEST_SHARE:
        return _refused(
            tr("{draft} is not much smaller than {model}, so its guesses would gain nothing.", **names)
        )
    if not fits_beside(model, draft, options, memory):
        return _refused(tr("There is not enough memory for {draft} beside {model}.", **names))
    return DraftModel(draft.path, draft.name)


def _refused(problem: str) -> DraftModel:
    return DraftModel(problem=tr("No draft model is in use: {reason}", reason=problem))
