"""One repository that a search found."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.hub.repository import FoundModel
from app.machine import outlook
from app.machine.speed import ComputerSpeed
from app.words import tr, translated
from ui import formats
from ui.controls import Button, Label, paint_focus_ring
from ui.models import wording
from ui.models.card import RADIUS_PX
from ui.models.outlook_line import OutlookLine
from ui.theme import Theme


class FoundRow(Button):
    """The whole row is the button that opens the repository."""

    def __init__(self, theme: Theme, model: FoundModel, computer: ComputerSpeed | None) -> None:
        super().__init__(theme, model.repo)
        self.model = model
        name = model.repo.partition("/")[2]
        facts = _facts(model)
        self._outlook = OutlookLine(theme, has_sentence=False)
        title = QHBoxLayout()
        title.setSpacing(8)
        title.addWidget(Label(theme, name, font_px=14, weight=600, is_elided=True, keeps_end=True), 1)
        title.addWidget(self._outlook)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 11)
        column.setSpacing(2)
        column.addLayout(title)
        column.addWidget(Label(theme, _origin(model), font_px=12, ink="muted", is_elided=True))
        column.addSpacing(2)
        column.addWidget(Label(theme, facts, font_px=13, ink="muted", is_elided=True))
        for label in self.findChildren(Label):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setForegroundRole(QPalette.ColorRole.WindowText)  # not the button's
        self.show_computer(computer)

    def show_computer(self, computer: ComputerSpeed | None) -> None:
        known = outlook.of_found(self.model, computer)
        self._outlook.show_outlook(known)
        label = f"{translated(outlook.LABELS[known.label])}. {known.reason} " if known else ""
        self.setAccessibleDescription(f"{label}{_facts(self.model)}, {_origin(self.model)}")

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.setPen(QPen(self._theme.color("border"), 1))
        painter.setBrush(self._theme.color("hover" if self._backdrop() else "surface"))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        if self._shows_focus:
            paint_focus_ring(painter, rect, RADIUS_PX, self._theme.colors.accent)


def _origin(model: FoundModel) -> str:
    """by maker · updated 3 October 2026"""
    updated = wording.day(model.updated_at)
    maker = tr("by {maker}", maker=model.repo.partition("/")[0])
    return wording.facts(maker, tr("updated {day}", day=updated) if updated else "")


def _facts(model: FoundModel) -> str:
    return wording.facts(
        wording.size_facts(model.parameter_count),
        tr("access on request") if model.gate else "",
        wording.license_name(model.license),
        tr("{count} downloads", count=formats.short_count(model.downloads)) if model.downloads else "",
        tr("{count} likes", count=formats.short_count(model.likes)) if model.likes else "",
    )
