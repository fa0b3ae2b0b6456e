"""The options of a conversation's answers, in one small dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from app.engine.events import ModelDescription
from app.machine.fit import CACHE_SHARES
from app.quantities import readable_memory
from app.store.all_settings import Settings
from app.words import digits, tr
from ui import formats
from ui.controls import Label, TextButton
from ui.dialog import Dialog
from ui.fields import Choice, field_sheet
from ui.theme import Theme

_EDGE_PX = 24
_DEFAULT_TEMPERATURE = 0.8
_ANSWER_LENGTHS = (128, 512, 2048)
_CONTEXT_LENGTHS = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536, 131072)


class OptionsDialog(Dialog):
    """Shows the settings as they hold in a conversation; `saved` tells what is to be changed there. Nothing
    changes before that."""

    saved = Signal(dict)
    reset_pressed = Signal()

    def __init__(
        self, theme: Theme, settings: Settings, model: ModelDescription | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._model = model
        self.setWindowTitle(tr("Options of this conversation"))
        self.setMinimumWidth(460)
        self.setStyleSheet(field_sheet(theme))
        self._prompt = QPlainTextEdit(settings.system_prompt)
        self._prompt.setPlaceholderText(tr("For example: Answer in short sentences."))
        self._prompt.setTabChangesFocus(True)
        self._prompt.setFixedHeight(88)
        self._temperature = TemperatureField(theme, settings.temperature, model)
        self._answer_length = Choice(
            theme, _answer_lengths(settings.max_answer_tokens), settings.max_answer_tokens
        )
        self._context = Choice(
            theme, _context_lengths(settings.context_length, model), settings.context_length
        )
        self._reset = TextButton(theme, "", look="link", font_px=13, height_px=34)
        self._reset.hide()
        self._reload_note = Label(theme, font_px=12, ink="muted", wraps=True)
        self._reload_note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._save = TextButton(theme, tr("Save"), look="accent", font_px=14, height_px=34)
        self._cancel = TextButton(theme, tr("Cancel"), look="plain", font_px=14, height_px=34)
        self._lay_out()
        self._context.currentIndexChanged.connect(self._show_reload_note)
        self._save.clicked.connect(self._on_save)
        self._cancel.clicked.connect(self.reject)
        self._reset.clicked.connect(self._on_reset)
        self._keep_room_for_note()
        self._show_reload_note()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_EDGE_PX, 20, _EDGE_PX, 20)
        column.setSpacing(6)
        self._add_field(
            column,
            tr("System prompt"),
            tr("What the model is told first in this conversation."),
            self._prompt,
        )
        self._add_field(
            column,
            tr("Temperature"),
            tr("Higher is more varied; 0 always takes the likeliest word."),
            self._temperature,
        )
        self._add_field(column, tr("Answer length"), tr("Where an answer is cut off."), self._answer_length)
        self._add_field(
            column,
            tr("Context length"),
            tr("How much of the conversation the model sees at once. More takes more memory."),
            self._context,
        )
        column.addWidget(self._reload_note)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self._reset)
        row.addStretch(1)
        row.addWidget(self._cancel)
        row.addWidget(self._save)
        column.addLayout(row)

    def offer_reset(self, words: str) -> None:
        """A button that gives up what is the conversation's own."""
        self._reset.setText(words)
        self._reset.setAccessibleName(words)
        self._reset.show()

    def _on_reset(self) -> None:
        self.reset_pressed.emit()
        self.reject()

    def _memory_note(self, length: int | None) -> str:
        """What a length takes, as the KV cache is kept and as it could be."""
        model = self._model
        if model is None:
            return ""
        length = length or model.context_length
        taken = model.cache_bytes / model.context_length * length
        if model.kv_cache == "half":
            return tr(
                "It takes {memory} of memory beside the model; with the full KV cache it would be {full}.",
                memory=readable_memory(taken),
                full=readable_memory(taken / CACHE_SHARES["half"]),
            )
        return tr(
            "It takes {memory} of memory beside the model, or {half} with the KV cache in half the memory, "
            "which the settings have under Engine.",
            memory=readable_memory(taken),
            half=readable_memory(taken * CACHE_SHARES["half"]),
        )

    def _add_field(self, column: QVBoxLayout, name: str, help_text: str, field: QWidget) -> None:
        field.setAccessibleName(name)
        field.setAccessibleDescription(help_text)
        column.addWidget(Label(self._theme, name, font_px=14, weight=600))
        if help_text:
            explanation = Label(self._theme, help_text, font_px=12, ink="muted", wraps=True)
            column.addWidget(explanation)
        column.addWidget(field)
        column.addSpacing(10)

    def _show_reload_note(self) -> None:
        self._reload_note.set_text(self._note(self._context.currentData()))

    def _note(self, length: int | None) -> str:
        """What is told of a context length."""
        now = self._settings.context_length
        memory = self._memory_note(length) if length is not None or now is None else ""
        told = tr("The model is loaded again with the new context length.") if length != now else ""
        return f"{told} {memory}".strip()

    def _keep_room_for_note(self) -> None:
        """For the longest one: what stands below must not move away when another length is chosen."""
        width = self.minimumWidth() - 2 * _EDGE_PX
        shown = self._reload_note.whole_text()
        heights = []
        for place in range(self._context.count()):
            self._reload_note.set_text(self._note(self._context.itemData(place)))
            heights.append(self._reload_note.heightForWidth(width))
        self._reload_note.set_text(shown)
        self._reload_note.setMinimumHeight(max(heights))

    def _on_save(self) -> None:
        values = {
            "system_prompt": self._prompt.toPlainText().strip(),
            "temperature": self._temperature.value(),
            "max_answer_tokens": self._answer_length.currentData(),
            "context_length": self._context.currentData(),
        }
        changes = {name: value for name, value in values.items() if value != getattr(self._settings, name)}
        if changes:
            self.saved.emit(changes)
        self.accept()


class TemperatureField(QWidget):
    """A slider from 0 to 2; until it is moved the model's own value counts."""

    def __init__(self, theme: Theme, value: float | None, model: ModelDescription | None) -> None:
        super().__init__()
        recommended = model.recommended.temperature if model else None
        self._default = _DEFAULT_TEMPERATURE if recommended is None else recommended
        self._origin = tr("as usual") if recommended is None else tr("the model's own")
        self._value = value
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, 20)
        self._slider.setPageStep(2)
        self._label = Label(theme, font_px=13)
        self._label.setMinimumWidth(120)
        self._reset = TextButton(theme, tr("Reset"), look="link", font_px=13, height_px=28)
        self._reset.setToolTip(tr("Back to what suits the model"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._slider, 1)
        row.addWidget(self._label)
        row.addWidget(self._reset)
        self._show()
        self.setFocusProxy(self._slider)
        self._slider.valueChanged.connect(self._on_moved)
        self._reset.clicked.connect(self._on_reset)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._slider.setAccessibleName(name)

    def value(self) -> float | None:
        return self._value

    def _show(self) -> None:
        shown = self._default if self._value is None else self._value
        self._slider.blockSignals(True)
        self._slider.setValue(round(shown * 10))
        self._slider.blockSignals(False)
        self._label.set_text(
            f"{digits(shown, 1)}, {self._origin}" if self._value is None else digits(shown, 1)
        )
        self._reset.setEnabled(self._value is not None)

    def _on_moved(self, tenths: int) -> None:
        self._value = tenths / 10
        self._show()

    def _on_reset(self) -> None:
        self._value = None
        self._show()


def _answer_lengths(value: int | None) -> list[tuple[str, int | None]]:
    lengths = sorted({*_ANSWER_LENGTHS, *([value] if value else [])})
    return [
        (tr("When the model ends it"), None),
        *((f"{formats.tokens(length)}, {formats.words(length)}", length) for length in lengths),
    ]


def _context_lengths(value: int | None, model: ModelDescription | None) -> list[tuple[str, int | None]]:
    longest = model.trained_context_length if model else max(_CONTEXT_LENGTHS)
    lengths = {length for length in _CONTEXT_LENGTHS if length <= longest}
    lengths |= {longest} | ({value} if value else set())
    automatic = tr("Chosen for this computer and model")
    if model and value is None:
        tokens = formats.tokens(model.context_length)
        automatic = tr("Chosen for this computer and model ({tokens})", tokens=tokens)
    return [(automatic, None), *((formats.tokens(length), length) for length in sorted(lengths))]
