"""The presets: a row for each, to change, delete, or begin new conversations with; and a dialog for one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.store.presets import OPTIONS, Preset, Presets
from app.store.settings import Declared, shown_settings
from app.words import later, tr, translated
from ui.asking import confirm
from ui.controls import IconButton, Label, TextButton
from ui.dialog import Dialog
from ui.fields import LineField, TextField, field_sheet
from ui.settings.section import SearchedRow, Section
from ui.theme import Theme

_HELP = later(
    "A preset is a name for a system prompt and how words are chosen. Choose one for a conversation with the "
    "sign beside the model's name. What a preset does not say is as in the settings; what is automatic there "
    "is as the model's maker recommends."
)


class PresetsSection(Section):
    """Shows the presets as they are stored; `changed` when one of them is another now."""

    changed = Signal()

    def __init__(self, theme: Theme, presets: Presets) -> None:
        super().__init__(theme, tr("Presets"), "presets")
        self._theme = theme
        self._presets = presets
        self._show()

    def _show(self) -> None:
        self.clear()
        self.add(NewPresetRow(self._theme, self._new))
        for preset in self._presets.all():
            row = PresetRow(self._theme, preset)
            row.edit_pressed.connect(self._edit)
            row.delete_pressed.connect(self._ask_to_delete)
            row.default_pressed.connect(self._set_default)
            self.add(row)

    def _new(self) -> None:
        dialog = PresetDialog(self._theme, None, self.window())
        dialog.saved.connect(lambda name, options: self._save(dialog, None, name, options))
        dialog.open()

    def _edit(self, preset: Preset) -> None:
        dialog = PresetDialog(self._theme, preset, self.window())
        dialog.saved.connect(lambda name, options: self._save(dialog, preset, name, options))
        dialog.open()

    def _save(
        self, dialog: PresetDialog, preset: Preset | None, name: str, options: dict[str, object]
    ) -> None:
        try:
            if preset is None:
                self._presets.add(name, options)
            else:
                self._presets.change(preset.id, name, options)
        except UserError as error:
            dialog.show_problem(error)
            return
        dialog.accept()
        self._on_change()

    def _ask_to_delete(self, preset: Preset) -> None:
        def delete() -> None:
            self._presets.delete(preset.id)
            self._on_change()

        told = tr("Conversations that use it go on with what the settings say.")
        confirm(
            self._theme,
            tr("Delete the preset “{name}”?", name=preset.name),
            told,
            tr("Delete"),
            self.window(),
            delete,
        )

    def _set_default(self, preset: Preset) -> None:
        self._presets.set_default(None if preset.is_default else preset.id)
        self._on_change()

    def _on_change(self) -> None:
        self._show()
        self.changed.emit()


class NewPresetRow(SearchedRow):
    def __init__(self, theme: Theme, make: Callable[[], None]) -> None:
        super().__init__(tr("Presets"), tr("New preset…"), translated(_HELP))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(24)
        told = Label(theme, translated(_HELP), font_px=12, ink="muted", wraps=True)
        new = TextButton(theme, tr("New preset…"), icon="plus", height_px=34)
        new.clicked.connect(lambda: make())
        row.addWidget(told, 1)
        row.addWidget(new)


class PresetRow(SearchedRow):
    edit_pressed = Signal(object)  # Preset
    delete_pressed = Signal(object)
    default_pressed = Signal(object)

    def __init__(self, theme: Theme, preset: Preset) -> None:
        prompt = str(preset.options.get("system_prompt", ""))
        super().__init__(preset.name, prompt, tr("Preset"))
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(Label(theme, preset.name, weight=500))
        told = Label(theme, _summary(preset), font_px=12, ink="muted", wraps=True)
        texts.addWidget(told)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(4)
        row.addLayout(texts, 1)
        row.addSpacing(12)
        words = tr("For new chats") if preset.is_default else tr("Use for new chats")
        default = TextButton(theme, words, look="link", font_px=13, height_px=30)
        default.setCheckable(True)
        default.setChecked(preset.is_default)
        default.setAccessibleName(f"{words}: {preset.name}")
        default.setToolTip(
            tr("New chats begin with this preset; press to end that")
            if preset.is_default
            else tr("Begin new chats with this preset")
        )
        default.clicked.connect(lambda: self.default_pressed.emit(preset))
        edit = IconButton(theme, "pencil", tr("Edit {name}", name=preset.name))
        edit.clicked.connect(lambda: self.edit_pressed.emit(preset))
        delete = IconButton(theme, "trash", tr("Delete {name}", name=preset.name))
        delete.clicked.connect(lambda: self.delete_pressed.emit(preset))
        for button in (default, edit, delete):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)


def _summary(preset: Preset) -> str:
    """What it sets, in one or two lines."""
    parts = [
        f"{declared.title} {declared.words(preset.options[declared.name])}"
        for declared in _numbers()
        if declared.name in preset.options
    ]
    prompt = str(preset.options.get("system_prompt", "")).strip()
    return "\n".join(part for part in (prompt, " · ".join(parts)) if part) or tr("As in the settings")


def _numbers() -> list[Declared]:
    """The options that are numbers."""
    return [one for one in shown_settings() if one.name in OPTIONS and one.kind in (int, float)]


class PresetDialog(Dialog):
    """A preset's name and options; `saved` tells them. What is left empty is as in the settings."""

    saved = Signal(str, dict)

    def __init__(self, theme: Theme, preset: Preset | None, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(tr("Preset"))
        self.setFixedWidth(560)
        self.setStyleSheet(field_sheet(theme))
        self._options = dict(preset.options) if preset else {}
        self._name = QLineEdit(preset.name if preset else "")
        self._name.setMaxLength(60)
        self._prompt = TextField(str(self._options.get("system_prompt", "")))
        self._prompt.setPlaceholderText(tr("For example: Answer in short sentences."))
        self._fields = [(declared, self._make_field(declared)) for declared in _numbers()]
        self._problem = Label(theme, font_px=13, ink="danger", wraps=True)
        self._problem.hide()
        save = TextButton(theme, tr("Save"), look="accent", height_px=34)
        cancel = TextButton(theme, tr("Cancel"), look="plain", height_px=34)
        save.clicked.connect(self._on_save)
        cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 20, 20)
        column.setSpacing(6)
        fields = self.add_fields(column, 6)
        self._add(fields, tr("Name"), self._name)
        self._add(fields, tr("System prompt"), self._prompt)
        fields.addLayout(self._make_grid())
        column.addWidget(self._problem)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(save)
        column.addLayout(row)
        self._name.setFocus()

    def _make_field(self, declared: Declared) -> LineField:
        value = self._options.get(declared.name)
        field = LineField("" if value is None else declared.words(value))
        field.setPlaceholderText(tr("As in the settings"))
        field.setAccessibleName(declared.title)
        field.setToolTip(declared.help)
        return field

    def _make_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for number, (declared, field) in enumerate(self._fields):
            row, side = divmod(number, 2)
            cell = QVBoxLayout()
            cell.setSpacing(4)
            cell.addWidget(Label(self._theme, declared.title, font_px=13, weight=500))
            cell.addWidget(field)
            grid.addLayout(cell, row, side)
        return grid

    def _add(self, column: QVBoxLayout, name: str, field: QWidget) -> None:
        field.setAccessibleName(name)
        column.addWidget(Label(self._theme, name, font_px=13, weight=500))
        column.addWidget(field)
        column.addSpacing(6)

    def show_problem(self, error: UserError) -> None:
        self._problem.set_text(f"{error.message} {error.hint}".strip())
        self._problem.show()

    def _on_save(self) -> None:
        options: dict[str, object] = {}
        try:
            for declared, field in self._fields:
                if (value := declared.read(field.text())) is not None:
                    options[declared.name] = value
        except UserError as error:
            self.show_problem(error)
            return
        if prompt := self._prompt.toPlainText().strip():
            options["system_prompt"] = prompt
        self.saved.emit(self._name.text(), options)
