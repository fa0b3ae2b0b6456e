"""What helps after a failure, where a button can do it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from app.errors import Remedy, UserError
from app.store.messages import Message
from app.words import tr
from ui.chat.above_box import Urgency
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.context_length import ContextLength
from ui.chat.entry import Action
from ui.chat.page import ChatPage
from ui.theme import Theme


class Remedies(QObject):
    """Belongs to one page. Where the remedy that was told does not help, another one is offered."""

    def __init__(self, theme: Theme, page: ChatPage, length: ContextLength) -> None:
        super().__init__(page)
        self._page = page
        self._length = length
        self._panel = ChoicePanel(theme, "alert")
        page.add_above_box(self._panel, Urgency.OPENED)
        page.opened.connect(lambda _: self._panel.hide())
        page.remedy_requested.connect(self._answer_again)
        page.help_requested.connect(self._load_again)
        self._panel.pressed.connect(lambda _: page.ask_for_model())
        self._panel.dismissed.connect(page.focus_composer)

    def _answer_again(self, message: Message) -> None:
        """Of an answer that failed. One that had no room to go on goes on in a longer context."""
        goes_on = message.remedy == "longer_context" and message.is_cut and self._is_last(message)
        action: Action = "continue" if goes_on else "again"
        self.apply(
            message.remedy, message.conversation_id, lambda: self._page.act(message.id, action), message
        )

    def _is_last(self, message: Message) -> bool:
        thread = self._page.messages()
        return bool(thread) and thread[-1].id == message.id

    def _load_again(self, remedy: Remedy) -> None:
        """Of what the banner tells: mostly of a model that could not be loaded."""
        shown = self._page.conversation_id
        self.apply(remedy, shown, lambda: self._length.load(shown))

    def apply(
        self,
        remedy: Remedy,
        conversation_id: int | None,
        again: Callable[[], None],
        answer: Message | None = None,
    ) -> None:
        """Do what helps in that conversation, then what failed again; answer: if that is what failed. Where a
        person has to do it, only show where."""
        if remedy == "another_model":
            self._page.ask_for_model()
        elif remedy == "free_space":
            self._page.more_models_requested.emit()
        elif remedy == "longer_context":
            use = partial(self._use_longer, conversation_id, again)
            if answer is None:
                self._length.find_longer(conversation_id, use)
            else:
                self._length.find_longer_for(answer, use)
        elif remedy == "smaller_context":
            self._use_shorter(conversation_id, again)
        else:
            again()

    def _use_longer(self, conversation_id: int | None, again: Callable[[], None], length: int | None) -> None:
        if length is not None:
            self._use(conversation_id, length, again)
            return
        sentence = tr("There is not enough memory for this model to see so much at once.")
        if self._length.is_longest(conversation_id):
            sentence = tr("This model sees as much at once as it was made for.")
        self._offer_another_model(sentence, tr("Another model may have room for it."))

    def _use_shorter(self, conversation_id: int | None, again: Callable[[], None]) -> None:
        if (length := self._length.shorter(conversation_id)) is not None:
            self._use(conversation_id, length, again)
            return
        self._offer_another_model(
            tr("This context is the smallest with which a model is of use."),
            tr("A smaller model needs less memory. Closing other programs helps, too."),
        )

    def _use(self, conversation_id: int | None, length: int, again: Callable[[], None]) -> None:
        try:
            self._length.keep(conversation_id, length)
        except UserError as error:
            self._page.show_problem(error)
            return
        again()

    def _offer_another_model(self, sentence: str, hint: str) -> None:
        self._panel.ask(sentence, hint, [Way("another", tr("Choose another model"))])
        self._page.bring_up(self._panel)
        self._panel.take_keyboard()
