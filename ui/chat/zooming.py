"""Ctrl + / - / 0 and Ctrl with the wheel: the conversation grows and shrinks around what is read."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from ui.chat.lens import ZOOM_STEPS, Lens, next_step
from ui.chat.settling import Settling

_NOTCH = 120  # of a wheel; touch pads send a little at a time


class Zooming(QObject):
    """From 75 to 200 %."""

    changed = Signal(int)  # percent

    def __init__(self, lens: Lens, settling: Settling, parent: QObject) -> None:
        super().__init__(parent)
        self._lens = lens
        self._settling = settling
        self._wheel_angle = 0

    def set(self, percent: int) -> None:
        percent = min(max(percent, ZOOM_STEPS[0]), ZOOM_STEPS[-1])
        if percent == self._lens.percent:
            return
        anchor = self._settling.anchor()
        if anchor:
            # The anchor's place is counted in the conversation's units: the same pixel is another one now.
            anchor = anchor._replace(y=anchor.y * self._lens.percent / percent)
        self._lens.percent = percent
        self._settling.fit_width(anchor)
        self.changed.emit(percent)

    def step(self, *, is_up: bool) -> None:
        self.set(next_step(self._lens.percent, is_up=is_up))

    def turn_wheel(self, angle: int) -> None:
        self._wheel_angle += angle
        if abs(self._wheel_angle) >= _NOTCH:
            self.step(is_up=self._wheel_angle > 0)
            self._wheel_angle = 0
