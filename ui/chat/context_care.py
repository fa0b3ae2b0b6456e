"""Asks, before the context is full, what shall happen with the oldest messages."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject

from app.engine.events import PromptSize
from app.errors import UserError
from app.quantities import readable_memory
from app.store.conversations import Conversations
from app.words import tr
from ui.chat.above_box import Urgency
from ui.chat.answers import Answers
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.context_length import ContextLength
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.chat.summary_editing import SummaryEditing
from ui.theme import Theme

_NEARLY_FULL = 0.85  # of the room for a prompt


class Question(NamedTuple):
    """What the panel shows: what is the matter, what is asked, and the ways on."""

    sentence: str
    hint: str
    ways: list[Way]


def question(size: PromptSize, longer: int | None, cache_bytes: int) -> Question:
    """Of a prompt that is nearly, or more than, what there is room for. longer: the length of context that
    there could be instead; cache_bytes: what the present one takes."""
    if size.whole_tokens <= size.room_tokens:
        sentence = tr(
            "This conversation soon fills what the model can see at once: {used} of {room} tokens.",
            used=size.whole_tokens,
            room=size.room_tokens,
        )
    else:
        sentence = tr(
            "This conversation is longer than what the model can see at once: {used} tokens, and there "
            "is room for {room}.",
            used=size.whole_tokens,
            room=size.room_tokens,
        )
    hint = tr(
        "The other {count} are kept for the answer. What shall happen with the oldest messages?",
        count=size.context_length - size.room_tokens,
    )
    ways = [
        Way("leave", tr("Leave them out"), tr("As needed; you still see them. This is the usual.")),
        Way("sum_up", tr("Sum them up…"), tr("The model writes a summary, and is sent that instead.")),
    ]
    if longer is not None:
        words = tr("See {count} tokens", count=longer)
        more = readable_memory(int(cache_bytes * (longer / size.context_length - 1)))
        ways.append(
            Way("longer", f"{words} (+{more})", tr("The model is loaded again; that takes a moment."))
        )
    ways.append(Way("new", tr("New chat with a summary…")))
    return Question(sentence, hint, ways)


class ContextCare(QObject):
    """Belongs to one page. The oldest turns are left out by themselves where nothing else is chosen."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        conversations: Conversations,
        answers: Answers,
        models: ModelChoice,
        meter: Meter,
        summaries: SummaryEditing,
        length: ContextLength,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._conversations = conversations
        self._answers = answers
        self._models = models
        self._summaries = summaries
        self._length = length
        self._panel = ChoicePanel(theme, "info")
        self._size: PromptSize | None = None
        self._is_settled = False  # the question is answered for the open conversation
        self._wanted_in: int | None = None  # the conversation in which it is to be asked nevertheless
        self._longer: int | None = None
        self._is_asked_as_over = False  # more than there is room for, not only nearly
        page.add_above_box(self._panel, Urgency.SUGGESTED)
        page.opened.connect(self._on_opened)
        page.care_requested.connect(self._ask_for)
        meter.measured.connect(self._on_measured)
        answers.changed.connect(self._look)
        summaries.cancelled.connect(self._look)  # nothing is chosen yet
        self._panel.pressed.connect(self._on_way)
        self._panel.dismissed.connect(self._leave_out)

    def _on_opened(self, conversation_id: int | None) -> None:
        self._size = None
        self._wanted_in = None
        self._panel.hide()
        self._settle(conversation_id is not None and self._conversations.leaves_out(conversation_id))

    def _settle(self, is_settled: bool) -> None:
        self._is_settled = is_settled
        self._page.settle_leaving(is_settled)

    def _on_measured(self, size: PromptSize | None) -> None:
        self._size = size
        self._look()

    def _look(self) -> None:
        """Ask, or ask no more."""
        conversation_id, size = self._page.conversation_id, self._size
        if conversation_id is None or size is None or not self._is_nearly_full(conversation_id, size):
            self._panel.hide()
        elif self._panel.isHidden() or self._is_asked_as_over != (size.whole_tokens > size.room_tokens):
            self._find_longer(conversation_id, size)
        else:
            self._ask(conversation_id, self._longer)  # its figures, while the draft grows

    def _find_longer(self, conversation_id: int, size: PromptSize) -> None:
        """One with room for all of the conversation; where there is none, one with room for more of it."""

        def ask(length: int | None) -> None:
            self._ask(conversation_id, length)

        def ask_or_find_less(length: int | None) -> None:
            if length is None:
                self._length.find_longer(conversation_id, ask)
            else:
                ask(length)

        self._length.find_longer(conversation_id, ask_or_find_less, lambda: size.whole_tokens)

    def _ask_for(self) -> None:
        """The person wants to choose, also where that was done before."""
        self._wanted_in = self._page.conversation_id
        self._look()
        self._show_asking()

    def _show_asking(self) -> None:
        """What was asked for is seen at once, also where it stood there or waited for room."""
        if not self._panel.isHidden():
            self._page.bring_up(self._panel)
            self._panel.take_keyboard()

    def _is_nearly_full(self, conversation_id: int, size: PromptSize) -> bool:
        is_full = size.room_tokens > 0 and size.whole_tokens >= size.room_tokens * _NEARLY_FULL
        if not is_full or self._answers.of(conversation_id):
            return False
        if conversation_id == self._wanted_in:
            return True
        if self._is_settled:
            return False
        thread = self._page.messages()
        return sum(message.role == "user" for message in thread) > 1 and not thread[-1].left_out

    def _ask(self, conversation_id: int, longer: int | None) -> None:
        size, model = self._size, self._models.description
        if conversation_id != self._page.conversation_id or size is None or model is None:
            return
        if not self._is_nearly_full(conversation_id, size):
            return
        self._longer = longer
        self._is_asked_as_over = size.whole_tokens > size.room_tokens
        was_hidden = self._panel.isHidden()
        self._panel.ask(*question(size, longer, model.cache_bytes))
        if was_hidden and conversation_id == self._wanted_in:  # later only the figures change
            self._show_asking()

    def _leave_out(self) -> None:
        """As happens by itself, from now on unasked. With the panel the keyboard would leave the box."""
        self._wanted_in = None
        if (conversation_id := self._page.conversation_id) is not None:
            self._settle(True)
            try:
                self._conversations.choose_to_leave_out(conversation_id)
            except UserError as error:
                self._page.show_problem(error)
        self._page.focus_composer()

    def _on_way(self, key: str) -> None:
        conversation_id = self._page.conversation_id
        if conversation_id is None or self._size is None:
            return
        self._wanted_in = None
        self._page.focus_composer()  # the panel had the keyboard, perhaps, and is hidden
        if key == "leave":
            self._leave_out()
        elif key == "sum_up":
            self._summaries.make_room(conversation_id, self._size.room_tokens)
        elif key == "new":
            self._summaries.begin_anew(conversation_id)
        elif self._longer is not None:
            try:
                self._length.use(conversation_id, self._longer)
            except UserError as error:
                self._page.show_problem(error)
