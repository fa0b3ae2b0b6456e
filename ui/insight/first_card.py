"""On the first start: a model does not learn, and where that can be seen. Gone once it was read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from app.words import tr
from ui.chat.above_box import Urgency
from ui.chat.answers import Answers
from ui.chat.page import ChatPage
from ui.controls import IconButton, Label, TextButton
from ui.ground import Ground
from ui.insight.parts import InsightParts
from ui.theme import Theme


class FirstCard(Ground):
    """One sentence in a quiet frame, above the box of a chat that is still empty."""

    shown_it = Signal()  # it is to be seen that it does not learn
    read = Signal()  # it need not come again

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, color="accent_soft")
        self.setFixedHeight(40)
        self.words = Label(
            theme,
            tr("A model does not learn from you: each new chat begins from nothing."),
            font_px=13,
            is_elided=True,
        )
        see = TextButton(theme, tr("See for yourself"), look="link", font_px=13, height_px=28)
        close = IconButton(theme, "close", tr("Dismiss"), size_px=28, icon_px=15)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 5, 8, 5)
        row.setSpacing(6)
        row.addWidget(self.words, 1)
        row.addWidget(see)
        row.addWidget(close)
        see.clicked.connect(self.shown_it)
        close.clicked.connect(self.read)


def show_first_card(parts: InsightParts, page: ChatPage, answers: Answers) -> None:
    """While nothing was asked in the chat that is open, until it was read once."""
    card = FirstCard(parts.theme)

    def is_wanted() -> bool:
        is_new = page.is_empty() and not page.is_answering()
        return is_new and not parts.settings.get().saw_first_card

    def put_away() -> None:
        parts.settings.set(saw_first_card=True)
        card.hide()

    def dismiss() -> None:
        put_away()
        page.focus_composer()

    def show_it() -> None:
        put_away()
        parts.window.show_page("insight")
        from ui.insight.page import InsightPage
        from ui.insight.proof_view import ProofView

        insight, view = parts.window.findChild(InsightPage), parts.window.findChild(ProofView)
        assert insight is not None
        assert view is not None
        insight.go_to(view)
        view.button.setFocus()

    card.read.connect(dismiss)
    card.shown_it.connect(show_it)
    page.add_above_box(card, Urgency.GREETING)
    page.opened.connect(lambda _: card.setVisible(is_wanted()))
    answers.changed.connect(lambda: card.setVisible(is_wanted()))
    card.setVisible(is_wanted())
