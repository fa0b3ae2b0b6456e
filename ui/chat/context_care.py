"""What is asked above the composer: before the context is full, and before a model that does not fit is
loaded."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from app.engine.events import USUAL_CONTEXTS, PromptSize
from app.errors import UserError
from app.machine.before_loading import MemoryGuard
from app.quantities import readable_memory
from app.store.drafts import Draft
from app.store.messages import Message
from app.words import tr
from ui.chat.above_box import Urgency
from ui.chat.answers import Answers
from ui.chat.choice_panel import ChoicePanel, Way
from ui.chat.fit_question import FitQuestion
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.page import ChatPage
from ui.chat.stores import Stores
from ui.chat.summary_dialog import SummaryDialog
from ui.chat.summing_up import SummingUp
from ui.theme import Theme

_NEARLY_FULL = 0.85  # of the room for a prompt
_SHORTEST_CONTEXT = 512


class ContextCare(QObject):
    """Belongs to one page. The oldest turns are left out by themselves where nothing else is chosen."""

    def __init__(
        self,
        theme: Theme,
        page: ChatPage,
        stores: Stores,
        answers: Answers,
        models: ModelChoice,
        meter: Meter,
        summing_up: SummingUp,
        guard: MemoryGuard,
    ) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._stores = stores
        self._answers = answers
        self._models = models
        self._summing_up = summing_up
        self._panel = ChoicePanel(theme, "info")
        self._fit_panel = ChoicePanel(theme, "alert")
        self._template_panel = ChoicePanel(theme, "alert")
        self._told_of: Path | None = None  # a model whose template cannot be used
        self._fit = FitQuestion(self._fit_panel, models, stores.presets, guard, self)
        self._size: PromptSize | None = None
        self._left_alone: set[int] = set()  # conversations for which the question is answered
        self._wanted_in: int | None = None  # the conversation in which it is to be asked nevertheless
        self._longer: int | None = None
        self._is_asked_as_over = False  # more than there is room for, not only nearly
        for panel in (self._fit_panel, self._template_panel):
            page.add_above_box(panel)
        page.add_above_box(self._panel, Urgency.SUGGESTED)
        page.opened.connect(self._on_opened)
        page.care_requested.connect(self._ask_for)
        page.summary_requested.connect(self.edit_summary)
        page.remedy_requested.connect(self._remedy)
        meter.measured.connect(self._on_measured)
        answers.changed.connect(self._look)
        models.changed.connect(self._look_at_template)
        self._template_panel.pressed.connect(lambda key: page.ask_for_model() if key == "another" else None)
        self._panel.pressed.connect(self._on_way)
        self._panel.dismissed.connect(self._write_on)
        self._fit.another_wanted.connect(page.ask_for_model)
        self._fit.failed.connect(page.show_problem)

    @property
    def panel(self) -> ChoicePanel:
        return self._panel

    def _on_opened(self, conversation_id: int | None) -> None:
        self._fit.show_for(conversation_id)
        self._size = None
        self._wanted_in = None
        self._panel.hide()
        self._page.settle_leaving(conversation_id in self._left_alone)

    def _on_measured(self, size: PromptSize | None) -> None:
        self._size = size
        self._look()

    def _look(self) -> None:
        """Ask, or ask no more."""
        conversation_id, size = self._page.conversation_id, self._size
        if conversation_id is None or size is None or not self._is_nearly_full(conversation_id, size):
            self._panel.hide()
        elif self._panel.isHidden() or self._is_asked_as_over != (size.whole_tokens > size.room_tokens):
            self._summing_up.find_longer_context(
                conversation_id, lambda length: self._ask(conversation_id, length)
            )
        else:
            self._ask(conversation_id, self._longer)  # its figures, while the draft grows

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
        if conversation_id in self._left_alone:
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
        answer_tokens = size.context_length - size.room_tokens
        used, room = size.whole_tokens, size.room_tokens
        self._is_asked_as_over = used > room
        sentence = (
            tr(
                "This conversation soon fills what the model can see at once: {used} of {room} tokens.",
                used=used,
                room=room,
            )
            if not self._is_asked_as_over
            else tr(
                "This conversation is longer than what the model can see at once: {used} tokens, and there "
                "is room for {room}.",
                used=used,
                room=room,
            )
        )
        hint = tr(
            "The other {count} are kept for the answer. What shall happen with the oldest messages?",
            count=answer_tokens,
        )
        ways = [
            Way("leave", tr("Leave them out"), tr("As needed; you still see them. This is the usual.")),
            Way(
                "sum_up",
                tr("Sum them up…"),
                tr("The model writes a summary, and is sent that instead."),
            ),
        ]
        if longer is not None:
            bytes_more = int(model.cache_bytes * (longer / model.context_length - 1))
            words = tr("See {count} tokens", count=longer)
            more = readable_memory(bytes_more)
            ways.append(
                Way("longer", f"{words} (+{more})", tr("The model is loaded again; that takes a moment."))
            )
        ways.append(Way("new", tr("New chat with a summary…")))
        was_hidden = self._panel.isHidden()
        self._panel.ask(sentence, hint, ways)
        if was_hidden and conversation_id == self._wanted_in:  # later only the figures change
            self._show_asking()

    def _leave_alone(self) -> None:
        self._wanted_in = None
        if self._page.conversation_id is not None:
            self._left_alone.add(self._page.conversation_id)
            self._page.settle_leaving(True)

    def _write_on(self) -> None:
        """Without the panel the keyboard would go to whatever comes next, out of the box."""
        self._leave_alone()
        self._page.focus_composer()

    def _on_way(self, key: str) -> None:
        conversation_id = self._page.conversation_id
        if conversation_id is None or self._size is None:
            return
        self._wanted_in = None
        if key == "leave":
            self._write_on()
        elif key == "sum_up":
            self._sum_up(conversation_id, self._size.room_tokens)
        elif key == "new":
            self._sum_up(conversation_id, 0)
        elif self._longer is not None:
            try:
                self._summing_up.lengthen(conversation_id, self._longer)
            except UserError as error:
                self._page.show_problem(error)

    def _sum_up(self, conversation_id: int, room_tokens: int) -> None:
        """room_tokens 0: all of it, for a new conversation."""
        if room_tokens:
            told = tr(
                "The model gets this instead of the oldest messages, which stay in the conversation for you. "
                "Change what is wrong or missing. What stays has to be read again once."
            )
            dialog = SummaryDialog(self._theme, told, tr("Use the summary"), self._page.window())
        else:
            told = tr(
                "A new conversation begins with this in its box, to be sent with your next question. "
                "Change what is wrong or missing."
            )
            dialog = SummaryDialog(self._theme, told, tr("Start the new chat"), self._page.window())
        last_id: int | None = None  # of the last message that is summed up
        is_open = True  # what comes after that finds no dialog any more

        def take(event: int | str) -> None:
            nonlocal last_id
            if isinstance(event, int):
                last_id = event
            elif is_open:
                dialog.add(event)

        def finish() -> None:
            if is_open:
                dialog.finish()

        def fail(error: Exception) -> None:
            if is_open and isinstance(error, UserError):
                dialog.fail(error)

        def close() -> None:
            nonlocal is_open
            is_open = False
            task.stop()

        def save(text: str) -> None:
            if not room_tokens:
                self._begin_anew(text)
            elif last_id is not None:
                self._set_summary(last_id, text)

        dialog.begin()
        task = self._summing_up.begin(conversation_id, room_tokens, take, finish, fail)
        dialog.saved.connect(save)
        dialog.finished.connect(close)
        dialog.open()

    def _begin_anew(self, summary: str) -> None:
        text = tr("This is what we said before, in short:\n\n{summary}", summary=summary)
        self._page.open(None)
        self._page.write(Draft(f"{text}\n\n"))

    def _set_summary(self, message_id: int, text: str) -> None:
        try:
            self._stores.conversations.set_summary(message_id, text)
        except UserError as error:
            self._page.show_problem(error)
            return
        self._page.show_changed()

    def _look_at_template(self) -> None:
        """Say once that a model's own template cannot be used, or that the graphics card refused it."""
        model = self._models.description
        if model is None or not (model.template_problem or model.on_card.problem):
            self._template_panel.hide()
        elif self._told_of != model.path:
            self._told_of = model.path
            hint = tr("A plain one stands in, which many models understand. Its answers may be worse.")
            if not model.template_problem:
                hint = tr("Answers come more slowly so. A shorter context takes less of the card's memory.")
            self._template_panel.ask(
                model.template_problem or model.on_card.problem,
                hint,
                [Way("another", tr("Choose another model")), Way("go_on", tr("Go on with it"))],
            )

    def _remedy(self, message: Message) -> None:
        """Do what helps, then answer again."""
        if message.remedy == "another_model":
            self._page.ask_for_model()
        elif message.remedy == "free_space":
            self._page.more_models_requested.emit()
        elif message.remedy == "longer_context":
            self._summing_up.find_longer_context(
                message.conversation_id, lambda length: self._answer_with(message, length)
            )
        else:
            now = self._stores.presets.settings_for(message.conversation_id).context_length
            self._answer_with(message, max(_SHORTEST_CONTEXT, (now or USUAL_CONTEXTS[0]) // 2))

    def _answer_with(self, message: Message, context_length: int | None) -> None:
        if context_length is None:
            self._page.tell(tr("This model has no longer context, or it does not fit into the memory."))
            return
        try:
            conversation_id = message.conversation_id
            self._stores.presets.set_where_it_holds(conversation_id, "context_length", context_length)
        except UserError as error:
            self._page.show_problem(error)
            return
        self._page.act(message.id, "again")

    def edit_summary(self, message: Message) -> None:
        """Let the person change it."""
        told = tr("The model gets this instead of the messages above. Change what is wrong or missing.")
        dialog = SummaryDialog(self._theme, told, tr("Use the summary"), self._page.window())
        dialog.finish(message.summary)
        dialog.saved.connect(lambda text: self._set_summary(message.id, text))
        dialog.open()
