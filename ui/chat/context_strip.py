"""What the model will be sent, above the box: a bar with a segment for each part, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.next_prompt import NextPrompt
from app.store.messages import Sending
from app.words import tr
from ui.announcing import announce
from ui.chat.segment_bar import SegmentBar
from ui.chat.segments import (
    Effect,
    Segment,
    effect_line,
    how_to_read,
    name_of,
    told_of,
    what_it_means,
    whole_line,
)
from ui.controls import IconButton, Label, TextButton
from ui.ground import OpenedPanel
from ui.theme import Theme

_EFFECT_AFTER_MS = 120
_LETTERS = {"P": "pinned", "X": "left_out"}


class ContextStrip(OpenedPanel):
    """Hidden until it is asked for."""

    message_requested = Signal(int)  # to be shown in the conversation
    sending_requested = Signal(int, str)  # message, app.store.messages.Sending
    effect_requested = Signal(object)  # Segment: what would the next question take without it

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, radius=14)
        self._prompt: NextPrompt | None = None
        self._wants_keyboard = False
        self._wants_leaving = False
        self._bar = SegmentBar(theme)
        self._name = Label(theme, font_px=13, is_elided=True)
        self._told = Label(theme, font_px=13, ink="muted")
        self._effect = Label(theme, font_px=12, ink="muted")
        self._effect.setWordWrap(True)
        self._show = TextButton(theme, tr("Show", "go to"), look="link", font_px=13, height_px=26)
        self._pin = TextButton(theme, tr("Pin"), look="link", font_px=13, height_px=26)
        self._leave_out = TextButton(theme, tr("Leave out"), look="link", font_px=13, height_px=26)
        self._close = IconButton(theme, "close", tr("Close"), size_px=26, icon_px=15)
        self._why = ("", "")  # nothing is shown: the reason, and what can be done
        self._pin.setToolTip(tr("Send this message with each question, whatever else has to leave"))
        self._effect_delay = QTimer(self, singleShot=True, interval=_EFFECT_AFTER_MS)
        self._lay_out()
        self._bar.pointed_at.connect(self._on_pointed)
        self._bar.pressed.connect(self._go_to)
        self._bar.key_pressed.connect(lambda segment, letter: self._change(segment, letter))
        self._show.clicked.connect(lambda: self._go_to(self._bar.current()))
        self._pin.clicked.connect(lambda: self._change(self._bar.current(), "P"))
        self._leave_out.clicked.connect(lambda: self._change(self._bar.current(), "X"))
        self._close.clicked.connect(self.close_panel)
        self._effect_delay.timeout.connect(self._ask_effect)
        self.setAccessibleName(tr("What the model will be sent"))
        self._say()
        self.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 6, 10, 10)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._bar, 1)
        top.addWidget(self._close)
        column.addLayout(top)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._name, 1)
        middle.addSpacing(10)
        middle.addWidget(self._told)
        middle.addSpacing(4)
        for button in (self._show, self._pin, self._leave_out):
            middle.addWidget(button)
        column.addLayout(middle)
        column.addWidget(self._effect)
        self._name.setMinimumHeight(26)
        # Two lines: the bar must not move away below the pointer when more is to be said.
        self._effect.setMinimumHeight(2 * self._effect.fontMetrics().lineSpacing())
        self._effect.setAlignment(Qt.AlignmentFlag.AlignTop)

    def open_panel(self) -> None:
        """With the keyboard in it."""
        self._wants_keyboard = True  # once there are segments
        self.show()

    def point_at_leaving(self) -> None:
        """At the first message that leaves with the next question, then the one after it; open it before, if
        need be."""
        self._wants_leaving = True
        if self.isHidden():
            self.open_panel()
        elif self._prompt is not None:
            self._point_at_leaving()

    def _point_at_leaving(self) -> None:
        self._wants_leaving = False
        leaving = [segment for segment in self._bar.segments() if segment.fate == "leaves"]
        if leaving:
            keys, current = [segment.key for segment in leaving], self._bar.current()
            place = keys.index(current.key) + 1 if current is not None and current.key in keys else 0
            self._bar.point_at(leaving[place % len(leaving)])
            self._bar.take_keyboard(shows_it=True)

    def close_panel(self) -> None:
        self._wants_leaving = False
        self.hide()
        self._bar.point_at(None)
        self._say()
        super().close_panel()

    def show_prompt(self, prompt: NextPrompt) -> None:
        self._take(prompt, ("", ""))
        if self.isHidden():
            return
        self._effect_delay.start()
        if self._wants_leaving:
            self._point_at_leaving()
        elif self._wants_keyboard and prompt.parts:
            self._bar.take_keyboard()
        self._wants_keyboard = False

    def show_nothing(self, why: str, hint: str = "") -> None:
        """It is not known what would be sent. hint: what can be done."""
        if self._bar.has_keyboard():
            self._wants_keyboard = True
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take(None, (why, hint))

    def _take(self, prompt: NextPrompt | None, why: tuple[str, str]) -> None:
        self._prompt, self._why = prompt, why
        self._bar.show_prompt(prompt)
        self._say()

    def show_effect(self, segment: Segment, effect: Effect | None) -> None:
        """What the next question takes with this segment and without it; None: that cannot be told."""
        current = self._bar.current()
        if current is None or current.key != segment.key or effect is None:
            return
        line = _joined(what_it_means(segment), effect_line(effect, current.fate))
        if line != self._effect.whole_text():
            self._effect.set_text(line)
            announce(self, line)

    def text(self) -> str:
        """What is told of the segment pointed at, or of all of it."""
        texts = (self._name.whole_text(), self._told.whole_text(), self._effect.whole_text())
        return "\n".join(text for text in texts if text)

    def segments(self) -> list[Segment]:
        return self._bar.segments()

    def _on_pointed(self, _segment: Segment) -> None:
        self._effect.set_text("")
        self._say()
        self._effect_delay.start()

    def _say(self) -> None:
        segment, prompt = self._bar.current(), self._prompt
        (name, effect), told = self._why, ""
        if prompt is not None and segment is None:
            name, effect = whole_line(prompt), how_to_read(prompt)
        elif prompt is not None and segment is not None:
            name, told = name_of(segment), told_of(segment, prompt.size.context_length)
            can_change = _sending_of(segment) is not None
            effect = what_it_means(segment) if can_change else _about(segment)
        self._name.set_text(name)
        self._told.set_text(told)
        if not self._effect.whole_text().startswith(effect) or not effect:  # what was found out stays
            self._effect.set_text(effect)
        self._effect.setVisible(prompt is not None or bool(effect))
        self._offer(segment)

    def _offer(self, segment: Segment | None) -> None:
        """The buttons for what can be done with it."""
        can_change = segment is not None and _sending_of(segment) is not None
        fate = segment.fate if segment is not None else "sent"
        self._show.setVisible(segment is not None and segment.message_id is not None)
        self._pin.setVisible(can_change and fate != "left_out")
        self._leave_out.setVisible(can_change and fate in ("sent", "left_out"))
        self._pin.set_text(tr("Unpin") if fate == "pinned" else tr("Pin"))
        self._leave_out.set_text(tr("Send it again") if fate == "left_out" else tr("Leave out"))

    def _go_to(self, segment: Segment | None) -> None:
        if segment is not None and segment.message_id is not None:
            self.message_requested.emit(segment.message_id)

    def _change(self, segment: Segment | None, letter: str) -> None:
        """Pin or leave out, or undo just that."""
        if segment is None or segment.message_id is None or _sending_of(segment) is None:
            return
        button = self._pin if letter == "P" else self._leave_out
        if button.isHidden():
            return
        wanted = _LETTERS[letter]
        sending = "usual" if segment.fate == wanted else wanted
        self.sending_requested.emit(segment.message_id, sending)

    def _ask_effect(self) -> None:
        segment = self._bar.current()
        if segment is not None and _sending_of(segment) is not None:
            self.effect_requested.emit(segment)


def _sending_of(segment: Segment) -> Sending | None:
    """How it is with the message of a segment; None: it is none that could be pinned or left out."""
    part = segment.part
    if part is None or part.message_id is None:
        return None
    return "pinned" if part.fate == "pinned" else "left_out" if part.fate == "left_out" else "usual"


def _about(segment: Segment) -> str:
    """What is told of a part with which nothing can be done here."""
    part = segment.part
    if segment.is_kept:
        return tr(
            "No message may fill it, for the model needs room to answer. A shorter answer length keeps less."
        )
    if not segment.parts:
        return tr("For what comes next, or a longer answer. When it is used up, the oldest messages leave.")
    if part is None:
        if segment.is_sent:
            return tr("Too many to show each: they are one part.")
        return tr("Too many to show each: they are one part. Striped, as the model does not see them.")
    if part.kind == "system":
        return tr("It comes first in each question. It is set in the options of the conversation.")
    if part.kind == "summary":
        return tr("It stands for messages that are no longer sent themselves.")
    return tr("It goes along with what you are writing.")


def _joined(first: str, second: str) -> str:
    return tr("{first} {second}", first=first, second=second) if second else first
