"""What the model will see of the open conversation: the strip above the box, and what is done in it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.errors import UserError
from app.next_prompt import NextPrompt
from app.store.messages import Sending
from app.words import tr
from ui.chat.context_strip import ContextStrip
from ui.chat.entry import SENDINGS
from ui.chat.meter import Meter
from ui.chat.page import ChatPage
from ui.chat.segments import NO_ROOM, Segment
from ui.theme import Theme

_ACTIONS: dict[Sending, str] = {sending: name for name, sending in SENDINGS.items() if sending != "usual"}


class Seeing(QObject):
    """Belongs to one page. The parts are measured only while the strip is open."""

    def __init__(self, theme: Theme, page: ChatPage, meter: Meter) -> None:
        super().__init__(page)
        self._page = page
        self._meter = meter
        self.strip = ContextStrip(theme)
        page.add_above_box(self.strip)
        page.context_requested.connect(self._toggle)
        page.parts_requested.connect(self._open)
        page.leaving_requested.connect(self._show_leaving)
        page.opened.connect(lambda _: self._on_opened())
        meter.divided.connect(self._on_divided)
        meter.refused.connect(self._on_refused)
        self.strip.closed.connect(self._on_closed)
        self.strip.message_requested.connect(page.show_message)
        self.strip.sending_requested.connect(self._send_as)
        self.strip.effect_requested.connect(self._ask_effect)

    def _toggle(self) -> None:
        if self.strip.isVisible():
            self.strip.close_panel()
        else:
            self._open()

    def _open(self) -> None:
        """Or bring it up, where another panel took its room."""
        if self.strip.isHidden():
            self.strip.open_panel()
            self._begin()
        self._page.bring_up(self.strip)

    def _show_leaving(self) -> None:
        was_hidden = self.strip.isHidden()
        self.strip.point_at_leaving()
        if was_hidden:
            self._begin()
        self._page.bring_up(self.strip)

    def _begin(self) -> None:
        self._meter.wants_parts = True
        if self._page.is_answering():
            self.strip.show_nothing(
                tr("The model is answering. What your next question sends is shown after that.")
            )
        self._page.measure()

    def _on_closed(self) -> None:
        self._meter.wants_parts = False
        self._page.focus_composer()

    def _on_opened(self) -> None:
        self.strip.show_nothing("")
        if not self.strip.isHidden():
            self._page.measure()

    def _on_divided(self, prompt: NextPrompt | None) -> None:
        if self.strip.isHidden() or self._page.is_answering():
            return
        if prompt is not None:
            self.strip.show_prompt(prompt)
        else:
            self.strip.show_nothing(
                tr("No model is loaded now, and only a model can count what it would be sent."),
                tr("Your next question loads it; or choose one above the conversation."),
            )

    def _on_refused(self, error: UserError) -> None:
        """There is a model, but what is written does not fit, or it could not be asked."""
        if not self.strip.isHidden() and not self._page.is_answering():
            self.strip.show_nothing(error.message, error.hint)

    def _send_as(self, message_id: int, sending: Sending) -> None:
        name = _ACTIONS.get(sending, "send_again")
        self._page.act(message_id, name)

    def _ask_effect(self, segment: Segment) -> None:
        if segment.message_id is None:
            return
        pair: tuple[Sending, Sending] = ("usual", "left_out")
        if segment.fate in NO_ROOM:
            pair = ("pinned", "usual")
        elif segment.fate == "pinned":
            pair = ("pinned", "left_out")
        self._meter.compare(segment.message_id, pair, lambda effect: self.strip.show_effect(segment, effect))
