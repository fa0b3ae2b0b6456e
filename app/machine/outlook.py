"""What a person can expect of a model on this computer, before it is downloaded and after it has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.engine.events import LoadOptions
from app.hub.names import Tier, active_parameters
from app.hub.repository import FoundModel, ModelFile
from app.machine.fit import Fit, estimate, estimate_unseen
from app.machine.hardware import Memory
from app.machine.speed import ComputerSpeed, Speed, estimated_work, predict
from app.models import catalog
from app.models.catalog import CatalogModel
from app.models.gguf import Outline
from app.models.gguf_tensors import Work
from app.models.library import InstalledModel
from app.quantities import readable_memory
from app.words import Marked, later, tr

Label = Literal["Runs well", "Fits", "Slow", "Tight", "Does not fit"]
LABELS: dict[Label, Marked] = {
    "Runs well": later("Runs well"),
    "Fits": later("Fits"),
    "Slow": later("Slow"),
    "Tight": later("Tight"),
    "Does not fit": later("Does not fit"),
}

_AUTOMATIC = LoadOptions()
_SLOWEST_WORDS_PER_S = 3.0  # people read four words a second; below three an answer keeps them waiting
_SLOWEST_PAGE_S = 60.0
_SEARCHED = "Q4_K_M"  # what is assumed of a repository whose files are not known yet


@dataclass(frozen=True, slots=True)
class Outlook:
    """Whether a model fits and how fast it is. speed None: this computer was not measured yet, or the model
    does not fit."""

    fit: Fit
    speed: Speed | None

    @property
    def label(self) -> Label:
        """In one or two words."""
        if self.fit.verdict == "too_large":
            return "Does not fit"
        if self.fit.verdict == "tight":
            return "Tight"
        if self.speed is None:
            return "Fits"  # whether it runs well is not known before this computer was measured
        return "Slow" if self.is_slow else "Runs well"

    @property
    def is_slow(self) -> bool:
        """Whether reading along, or a page of text to read first, would try a person's patience."""
        if self.speed is None:
            return False
        writes_slowly = 0 < self.speed.words_per_s < _SLOWEST_WORDS_PER_S
        return writes_slowly or self.speed.page_s > _SLOWEST_PAGE_S

    @property
    def reason(self) -> str:
        """Why it has this label, in whole sentences, as for a tool tip."""
        if self.speed is None:
            return self.fit.reason
        if self.speed.words_per_s >= _SLOWEST_WORDS_PER_S and self.is_slow:
            verdict = tr("It reads long messages slowly.")
        elif self.is_slow:
            verdict = tr("It writes more slowly than people read.")
        else:
            verdict = tr("It writes at least as fast as people read.")
        if self.speed.is_measured:
            source = tr("Measured with its own answers: {speed}.", speed=self.speed.sentence)
        else:
            source = tr("Predicted for this computer: {speed}.", speed=self.speed.sentence)
        return f"{verdict} {source} {self.fit.reason}"

    @property
    def sentence(self) -> str:
        """As "about 9 words a second; a page read in 30 s; 5.1 of your 16 GB"."""
        memory = _of(self.fit.needed_bytes, self.fit.total_bytes)
        if self.fit.on_graphics:
            memory = tr("{memory} of graphics memory", memory=memory)
        return f"{self.speed.sentence}; {memory}" if self.speed else memory


def as_json(outlook: Outlook | None) -> dict[str, object] | None:
    """{"label", "reason", "sentence", "read_tokens_per_s", "write_tokens_per_s", "is_measured"}; the last
    three are null where the speed is not known."""
    if outlook is None:
        return None
    speed = outlook.speed
    return {
        "label": outlook.label,
        "reason": outlook.reason,
        "sentence": outlook.sentence,
        "read_tokens_per_s": round(speed.read_tokens_per_s, 2) if speed else None,
        "write_tokens_per_s": round(speed.write_tokens_per_s, 2) if speed else None,
        "is_measured": speed.is_measured if speed else None,
    }


def of_catalog(
    model: CatalogModel, tier: Tier, computer: ComputerSpeed | None, memory: Memory | None = None
) -> Outlook:
    """Of a well-known model's file of that tier, before the Hub was asked."""
    fit = model.fit(tier, memory)
    work = estimated_work(
        fit.weights_bytes, parameter_count=model.parameters, active_parameters=model.active_parameters
    )
    return _outlook(fit, _predicted(work, fit, computer))


def recommended(
    models: Sequence[CatalogModel], computer: ComputerSpeed | None, memory: Memory | None = None
) -> CatalogModel | None:
    """The one to try first: the largest for everyday chat that runs well, the smallest where none does.
    None: none fits."""
    if computer is None:
        return catalog.recommended(models, memory)
    fitting = [
        (model, of_catalog(model, tier, computer, memory).label)
        for model in models
        if model.kind in catalog.EVERYDAY_KINDS and (tier := model.best_tier(memory)) is not None
    ]
    running = [model for model, label in fitting if label == "Runs well"]
    if running:
        return max(running, key=lambda model: model.parameters)
    return min((model for model, _ in fitting), key=lambda model: model.parameters, default=None)


def of_found(
    model: FoundModel, computer: ComputerSpeed | None, memory: Memory | None = None
) -> Outlook | None:
    """Of a row of a search, in the usual quantization; None when its size is not told."""
    if not model.parameter_count:
        return None
    fit = estimate_unseen(model.parameter_count, _SEARCHED, memory)
    work = estimated_work(
        fit.weights_bytes,
        parameter_count=model.parameter_count,
        active_parameters=active_parameters(model.repo),
    )
    return _outlook(fit, _predicted(work, fit, computer))


def of_file(
    file: ModelFile,
    outline: Outline | None,
    computer: ComputerSpeed | None,
    *,
    parameter_count: int = 0,
    options: LoadOptions = _AUTOMATIC,
    memory: Memory | None = None,
) -> Outlook:
    """Of a repository's file. outline: Hub.outline's, None as long as it is not known; parameter_count:
    the repository's; options: the settings'."""
    fit = estimate(file.size_bytes, outline, options.context_length, memory, options.kv_cache)
    work = estimated_work(
        file.size_bytes,
        parameter_count=parameter_count,
        active_parameters=0 if outline else active_parameters(file.parts[0].repo if file.parts else ""),
        quantization=file.quantization,
        outline=outline,
    )
    return _outlook(fit, _predicted(work, fit, computer))


def best_known(
    installed: InstalledModel | None,
    predicted: Outlook,
    computer: ComputerSpeed | None,
    options: LoadOptions = _AUTOMATIC,
) -> Outlook:
    """What was predicted for a file, until it is a model on this computer that has answered.

    installed: that model; None when it is not here."""
    if installed is None or installed.use is None:
        return predicted
    return of_installed(installed, computer, options=options) or predicted


def of_installed(
    model: InstalledModel,
    computer: ComputerSpeed | None,
    *,
    options: LoadOptions = _AUTOMATIC,
    memory: Memory | None = None,
) -> Outlook | None:
    """Of a model on the disk, with the speed of its own answers when it has given some; None for one with
    a problem. options: the settings'."""
    if model.outline is None or model.work is None:
        return None
    fit = estimate(model.size_bytes, model.outline, options.context_length, memory, options.kv_cache)
    speed = _predicted(model.work, fit, computer)
    measured = model.use.speed if model.use else None
    if measured is not None and measured.write_tokens_per_s:
        read = measured.read_tokens_per_s or (speed.read_tokens_per_s if speed else 0.0)
        speed = Speed(read, measured.write_tokens_per_s, is_measured=True)
    return _outlook(fit, speed)


def _predicted(work: Work, fit: Fit, computer: ComputerSpeed | None) -> Speed | None:
    return predict(work, fit.cache_bytes // fit.context_length, computer) if computer else None


def _outlook(fit: Fit, speed: Speed | None) -> Outlook:
    return Outlook(fit, None if fit.verdict == "too_large" else speed)


def _of(needed_bytes: int, total_bytes: int) -> str:
    """As "5.1 of your 16 GB"."""
    needed, total = readable_memory(needed_bytes), readable_memory(total_bytes)
    number, unit = needed.split()
    return tr("{needed} of your {total}", needed=number if total.endswith(unit) else needed, total=total)
