"""What the program is made of: each part with its version, licence and the licence's text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.licences import Component
from app.words import tr
from ui.controls import Label
from ui.dialog import Dialog
from ui.reading_box import as_reading_box, box_sheet
from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

_ROW_PX = 26


class LicencesDialog(Dialog):
    """The parts in a list, the chosen one's licence beside it."""

    def __init__(self, theme: Theme, components: Sequence[Component], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._components = components
        self._list = self._make_list()
        self._facts = Label(theme, font_px=13, ink="muted", wraps=True)
        self._facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text = QPlainTextEdit()
        as_reading_box(self._text, theme, tr("Text of the licence"), font_px=11)
        self._style()
        self._lay_out()
        self._fill()
        self._list.currentRowChanged.connect(self._show)
        self._list.setCurrentRow(0)
        self.resize(860, 560)
        self._list.setFocus()

    def _make_list(self) -> QListWidget:
        parts = QListWidget()
        parts.setAccessibleName(tr("Parts of the program"))
        parts.setFixedWidth(220)
        parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        parts.setVerticalScrollBar(SlimScrollBar(self._theme, "surface"))
        return parts

    def _style(self) -> None:
        colors = self._theme.colors
        self.setStyleSheet(
            box_sheet(self._theme, (6, 6)) + "QListWidget::item { padding: 0 6px; border-radius: 6px; }"
            f"QListWidget::item:selected {{ background: {colors.accent}; color: {colors.on_accent}; }}"
        )

    def _lay_out(self) -> None:
        told = tr(
            "What Inglenook is made of. Qt is used under the LGPL, as libraries of its own in the PySide6 "
            "folder: they can be replaced by other builds of the same version, whose sources are at "
            "download.qt.io."
        )
        column = self.begin_column(tr("Licences"), told)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._facts)
        right.addWidget(self._text, 1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._list)
        both.addLayout(right, 1)
        column.addLayout(both, 1)
        column.addWidget(self.make_close(), 0, Qt.AlignmentFlag.AlignRight)

    def _fill(self) -> None:
        for part in self._components:
            row = QListWidgetItem(f"{part.name} {part.version}".strip())
            row.setSizeHint(QSize(0, _ROW_PX))  # the style's own comes too late for the first layout
            self._list.addItem(row)

    def _show(self, row: int) -> None:
        part = self._components[row]
        facts = (f"{part.name} {part.version}".strip(), part.licence, part.home)
        self._facts.set_text(" · ".join(fact for fact in facts if fact))
        self._text.setPlainText(part.text or tr("It brings no text of its licence along."))
