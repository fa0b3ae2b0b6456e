"""What computes with the engine: what the loaded model uses, what is fastest here, and how that was found."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.engine.client import Engine
from app.engine.cores import threads_for
from app.engine.events import ModelDescription
from app.machine.engine_trial import CARDS, EngineTrial, VariantTrial
from app.machine.offload import told
from app.words import digits, later, tr, translated
from ui import formats
from ui.chat.model_choice import ModelChoice
from ui.controls import Label, TextButton
from ui.engine_choice import EngineChoice
from ui.progress_bar import ProgressBar
from ui.settings.section import SearchedRow, Section
from ui.settings.your_data import ActionRow
from ui.theme import Theme

_OBSTACLES = {
    "engine": later(
        "Models go first. The comparison goes on by itself, about a minute after one last computed."
    ),
    "busy": later("Other programs keep this computer busy. The comparison goes on by itself after that."),
    "battery": later(
        "This computer runs on its battery. The comparison goes on by itself when it is plugged in."
    ),
    "person": later("Stopped. What is finished of it is kept until Inglenook is closed."),
}
_NEEDED = {  # what a processor has to know for each of our build's parts (pyproject.toml, packaging/engine)
    "x64": later("any processor"),
    "default": later("AVX2"),
    "icelake": later("AVX-512"),
}


class EngineSection(Section):
    """Up to date while it is seen."""

    def __init__(self, theme: Theme, choice: EngineChoice, engine: Engine, models: ModelChoice) -> None:
        super().__init__(theme, tr("Engine"), "about")
        self._choice = choice
        self._engine = engine
        self._models = models
        self._in_use = ActionRow(theme, tr("Engine in use"), "")
        self._comparison = ComparisonRow(theme, choice, engine)
        self._variants = VariantsRow(theme)
        for row in (self._in_use, self._comparison, self._variants):
            self.add(row)
        choice.changed.connect(self._show_if_seen)
        models.changed.connect(self._show_if_seen)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show_if_seen(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        self._in_use.tell(self._told_in_use())
        self._comparison.refresh()
        self._variants.show_trial(self._choice.trial, self._engine.backends.refused)

    def _told_in_use(self) -> str:
        model = self._models.description
        if model is None:
            return tr("No model is loaded.")
        parts = [
            tr(
                '{model} computes with the part "{variant}". Threads: {read} for reading, '
                "{write} for writing.",
                model=model.name,
                variant=model.variant,
                read=model.read_threads,
                write=model.threads,
            ),
            told(model.on_card),
            self._told_next(model),
        ]
        return " ".join(part for part in parts if part)

    def _told_next(self, model: ModelDescription) -> str:
        """What the model would be loaded with now, if that is something else; "" if not, or not known."""
        backends, options = self._engine.backends, self._engine.loaded_with
        if not backends.variant or backends.variant in backends.refused or options is None:
            return ""
        threads = threads_for(model.size_bytes, backends, options.threads)
        if (backends.variant, threads.read, threads.write) == (
            model.variant,
            model.read_threads,
            model.threads,
        ):
            return ""
        return tr(
            'From its next load on: the part "{variant}", {read} for reading, {write} for writing.',
            variant=backends.variant,
            read=threads.read,
            write=threads.write,
        )


class ComparisonRow(SearchedRow):
    """What is fastest, how the comparison goes, and a button to begin or stop it."""

    def __init__(self, theme: Theme, choice: EngineChoice, engine: Engine) -> None:
        title = tr("The fastest part for this processor")
        super().__init__(title, tr("Compare now"), tr("Engine"))
        self._choice = choice
        self._engine = engine
        self._told = Label(theme, font_px=12, ink="muted", wraps=True)
        self._told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = ProgressBar(theme, tr("Progress of comparing"))
        self._progress = QWidget()
        around = QVBoxLayout(self._progress)
        around.setContentsMargins(0, 6, 0, 0)
        around.addWidget(self._bar)
        self._button = TextButton(theme, tr("Compare now"), height_px=34)
        self._button.clicked.connect(self._on_button)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(theme, title, weight=500))
        texts.addWidget(self._told)
        texts.addWidget(self._progress)
        texts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        row.addLayout(texts, 1)
        row.addWidget(self._button)

    def refresh(self) -> None:
        fraction = self._choice.fraction
        self._told.set_text(" ".join(part for part in (self._told_found(), self._told_now()) if part))
        self._progress.setVisible(fraction is not None)
        self._bar.show_fraction(fraction or 0.0)
        self._button.set_text(tr("Compare now") if fraction is None else tr("Stop"))
        self._button.setAccessibleName(
            tr("Compare the engine's parts now") if fraction is None else tr("Stop comparing")
        )

    def _on_button(self) -> None:
        if self._choice.fraction is None:
            self._choice.compare()
        else:
            self._choice.stop()

    def _told_found(self) -> str:
        trial = self._choice.trial
        if trial is None and self._choice.fraction is not None:
            return tr("The engine has a part for each kind of processor.")
        if trial is None:
            return tr("The engine has a part for each kind of processor. They were not compared here yet.")
        if not trial.variant:
            return tr("No part could be measured here, so the engine chooses one itself.")
        if trial.variant in self._engine.backends.refused:
            return tr(
                'That would be "{name}", but it crashed with a model: another one computes.',
                name=trial.variant,
            )
        parts = [tr('On this computer that is "{name}".', name=trial.variant)]
        if trial.uses_cards and any(one.name == CARDS for one in trial.variants):
            parts.append(tr("The graphics card computes, too."))
        if trial.is_disturbed:
            parts.append(
                tr("Other programs computed meanwhile, so it is compared again by itself after that.")
            )
        return " ".join(parts)

    def _told_now(self) -> str:
        fraction, problem, obstacle = self._choice.fraction, self._choice.problem, self._choice.obstacle
        if fraction is not None:
            return tr(
                "Comparing: {percent}. It stops as soon as a model is wanted.",
                percent=formats.percent(fraction),
            )
        if problem is not None:
            return f"{problem.message} {problem.hint}".rstrip()
        if obstacle:
            return translated(_OBSTACLES[obstacle])
        if self._choice.trial is None:
            return tr("That happens by itself, about a minute after a model last computed.")
        return ""


class VariantsRow(SearchedRow):
    """Each part that was tried: how fast it is, or why it is left out. Hidden before that."""

    def __init__(self, theme: Theme) -> None:
        title = tr("What was compared")
        super().__init__(title, tr("Engine"))
        self._theme = theme
        self._trial: EngineTrial | None = None
        self._refused: tuple[str, ...] = ()
        self._is_wanted = True  # by the search
        self._lines: list[Label] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(2)
        column.addWidget(Label(theme, title, weight=500))
        column.addWidget(
            Label(
                theme,
                tr("With a made-up model, for all in the same way. Real models are faster or slower."),
                font_px=12,
                ink="muted",
                wraps=True,
            )
        )
        column.addSpacing(8)
        column.addLayout(self._grid)

    def show_trial(self, trial: EngineTrial | None, refused: tuple[str, ...]) -> None:
        """refused: parts that the engine passes over, also for what happened after the trial."""
        if (trial, refused) == (self._trial, self._refused):
            return
        self._trial, self._refused = trial, refused
        for line in self._lines:
            self._grid.removeWidget(line)
            line.deleteLater()
        self._lines = []
        if trial is not None:
            self._add_lines(trial, refused)
        self.setVisible(self._is_wanted)

    def _add_lines(self, trial: EngineTrial, refused: tuple[str, ...]) -> None:
        for number, one in enumerate(_sorted(trial)):
            name = Label(self._theme, _name(one, trial), font_px=13)
            result = Label(self._theme, _result(one, trial, refused), font_px=13, ink="muted", wraps=True)
            result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(result, number, 1)
            self._lines += [name, result]

    def setVisible(self, is_visible: bool) -> None:
        self._is_wanted = is_visible
        super().setVisible(is_visible and self._trial is not None)


def _sorted(trial: EngineTrial) -> list[VariantTrial]:
    """The fastest first; those that are left out at the end."""
    return sorted(trial.variants, key=lambda one: (bool(one.problem), one.speeds.turn_s))


def _name(one: VariantTrial, trial: EngineTrial) -> str:
    if one.name == CARDS:
        return tr("Graphics card")
    is_known = any(other.name == "x64" for other in trial.variants)  # else they are of another build
    words = translated(_NEEDED[one.name]) if is_known and one.name in _NEEDED else ""
    return " · ".join(filter(None, (one.name, words)))


def _result(one: VariantTrial, trial: EngineTrial, refused: tuple[str, ...]) -> str:
    if one.problem == "crashed":
        return f"{tr('Left out.')} {one.detail or tr('It crashed.')}"
    if one.problem == "wrong":
        return tr("Left out, for it computes wrongly.")
    if one.name in refused:
        return tr("Left out until Inglenook is closed, for it crashed with a model.")
    if one.speeds.read:
        parts = [
            tr(
                "Reads {read} and writes {write} tokens a second.",
                read=round(one.speeds.read),
                write=digits(one.speeds.write, 1),
            )
        ]
        if one.name == trial.variant:
            parts.append(tr("The fastest."))
        if one.name == CARDS and not trial.uses_cards:
            parts.append(tr("Not used, for the processor alone is faster."))
        return " ".join(parts)
    if any(other.speeds.read for other in trial.variants):
        return tr("Works, but is much slower than the fastest.")
    return tr("Works. Its speed could not be measured.")
