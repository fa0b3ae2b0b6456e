"""The right side of the window: header, conversation, composer, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.documents.attachments import Attachment
from app.errors import UserError
from app.store.all_settings import Settings
from app.store.drafts import Draft
from app.store.messages import Message
from app.words import tr
from ui.chat.above_box import Urgency
from ui.chat.answer_details import show_details, show_sent
from ui.chat.answers import Answers
from ui.chat.attachment_dialog import AttachmentDialog
from ui.chat.conversation_options import ConversationOptions
from ui.chat.draft_keeper import DraftKeeper
from ui.chat.entry import Action
from ui.chat.face import ChatFace
from ui.chat.fullness import Fullness
from ui.chat.message_actions import MessageActions
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.model_menu import ModelMenu
from ui.chat.sending import Sending
from ui.chat.stores import Stores
from ui.chat.telling import Telling

_OTHER_WINDOW_EACH_MS = 1_000


class ChatPage(QWidget):
    """Shows one conversation and sends what is written there."""

    opened = Signal(object)  # the conversation's id, or None for a new one
    title_changed = Signal(str)  # of the conversation shown; empty: it has none yet
    conversations_changed = Signal()  # a new one, another title, another order
    sidebar_toggled = Signal()
    theme_toggled = Signal()
    attach_requested = Signal()  # files are to be chosen
    files_offered = Signal(list)  # list[Path] that were pasted
    attachment_counted = Signal(object, int)  # Attachment, its tokens
    presets_requested = Signal()  # to edit them
    more_models_requested = Signal()
    zoom_changed = Signal(int)  # percent
    summary_requested = Signal(object)  # Message: its summary is to be changed
    remedy_requested = Signal(object)  # Message: what helps after its failure
    help_requested = Signal(str)  # Remedy of a failure that belongs to no message; then the model once more
    context_requested = Signal()  # what the model will be sent, in parts
    parts_requested = Signal()  # the same; what is shown already stays
    leaving_requested = Signal()  # which messages leave with the next question
    length_requested = Signal()  # to choose another answer length
    care_requested = Signal()  # what shall happen with the messages that leave
    forecast_requested = Signal()  # why it takes so long
    journey_requested = Signal(object)  # Message: how this answer came about; None: the last one
    removed = Signal(object)  # Removal: messages that were taken out; it can be undone
    options_changed = Signal()  # of answers in the conversation

    def __init__(
        self, face: ChatFace, stores: Stores, answers: Answers, models: ModelChoice, meter: Meter
    ) -> None:
        """face: what is seen; it is this page's own from now on."""
        super().__init__()
        self._face = face
        self._theme = theme = face.theme
        self._conversations = stores.conversations
        self._versions = stores.versions
        self._answers = answers
        self._models = models
        self._conversation_id: int | None = None
        self._title = ""
        self._header, self._banner = face.header, face.banner
        self._view, self._writing = face.view, face.writing
        self._composer, self._status = self._writing.composer, self._writing.status
        self._writing.set_draft(Draft())  # what is shown is not yet a conversation's; open() says whose it is
        self._actions = MessageActions(stores, answers, models, self)
        self._meter = meter
        self._drafts = DraftKeeper(stores.drafts, meter, self._writing, self._stored_id, self)
        self._sending = Sending(stores, answers, self._writing, self._drafts, self._stored_id, self)
        self._fullness = Fullness(self._writing, self._drafts, meter, models, self.is_answering, self)
        self._telling = Telling(self._status, answers, models, self._view.last_answer, self)
        self._options = ConversationOptions(theme, stores.presets, models, self._stored_id, self)
        self._model_menu = ModelMenu(models, self._header, self._banner, self)
        self._header.add_tool(self._options.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(face)
        face.show()  # the window hid it when it gave it away
        face.order_stops()
        self._other_window = QTimer(self, interval=_OTHER_WINDOW_EACH_MS)
        self._connect()
        self._model_menu.show_model()

    def _connect(self) -> None:
        self._view.follow(self._answers)
        self._header.sidebar_toggled.connect(self.sidebar_toggled)
        self._header.theme_toggled.connect(self.theme_toggled)
        self._header.options_requested.connect(self._options.show_dialog)
        self._options.changed.connect(self.apply_options)
        self._options.changed.connect(self.options_changed)
        self._options.failed.connect(self._banner.show_error)
        self._options.manage_requested.connect(self.presets_requested)
        self._header.more_models_requested.connect(self.more_models_requested)
        self._view.question_chosen.connect(self._sending.ask)
        self._view.action_requested.connect(self._actions.do)
        self._view.zoom_changed.connect(self.zoom_changed)
        self._view.models_requested.connect(self.more_models_requested)
        self._view.link_activated.connect(_open_link)
        self._connect_actions()
        self._connect_writing()
        self._model_menu.changed.connect(self._on_model)
        self._model_menu.others_known.connect(self._view.set_models)
        self._banner.help_requested.connect(self.help_requested)
        self._answers.changed.connect(self._show_answering)
        self._answers.ended.connect(self._on_ended)
        self._answers.failed.connect(self._banner.show_error)
        self._answers.past.connect(self._banner.forget)
        self._other_window.timeout.connect(self._look_at_other_window)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.changed.connect(self._on_changed)
        actions.edit_requested.connect(self._writing.begin_edit)
        actions.details_requested.connect(self.show_details)
        actions.journey_requested.connect(self.journey_requested)
        actions.attachment_requested.connect(self._show_attachment)
        actions.branched.connect(self._on_branched)
        actions.removed.connect(self._writing.offer_undo)
        actions.removed.connect(self.removed)
        actions.summary_requested.connect(self.summary_requested)
        actions.remedy_requested.connect(self.remedy_requested)
        actions.refused.connect(self.tell)
        actions.failed.connect(self._banner.show_error)

    def _connect_writing(self) -> None:
        self._writing.stop_requested.connect(self.stop)
        self._writing.recall_requested.connect(self._recall)
        self._writing.undo_requested.connect(self._actions.put_back)
        self._composer.attach_requested.connect(self.attach_requested)
        self._composer.files_pasted.connect(self.files_offered)
        self._status.details_requested.connect(lambda: self.journey_requested.emit(None))
        self._status.forecast_requested.connect(self.forecast_requested)
        self._status.context_requested.connect(self.context_requested)
        self._writing.leaving.see_requested.connect(self.leaving_requested)
        self._writing.leaving.choice_requested.connect(self.care_requested)
        self._add_key("Ctrl+J", lambda: self.journey_requested.emit(None))
        self._add_key("Ctrl+I", self.context_requested.emit)
        self._drafts.failed.connect(self._banner.show_error)
        self._meter.foretold.connect(self._telling.foretell)
        self._drafts.attachment_counted.connect(self.attachment_counted)
        self._sending.sent.connect(self._on_sent)
        self._sending.changed.connect(self._on_changed)
        self._sending.refused.connect(self.tell)
        self._sending.failed.connect(self._banner.show_error)

    def _add_key(self, keys: str, action: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(action)

    @property
    def conversation_id(self) -> int | None:
        return self._conversation_id

    def open(self, conversation_id: int | None) -> None:
        """Show this conversation; None: a new one, which is stored once there is something in it."""
        self.leave()
        title, draft = "", Draft()
        if conversation_id is not None:
            title = self._conversations.get(conversation_id).title
            draft = self._sending.draft_of(conversation_id)
        self._view.show_conversation(conversation_id)
        self._set_id(conversation_id)
        self._fullness.forget_leaving()
        self._writing.forget_undo()
        self._drafts.show(draft)
        self.show_title(title)
        self._watch_other_window()
        self._show_answering()
        self._drafts.measure()
        self.opened.emit(conversation_id)

    def _set_id(self, conversation_id: int | None) -> None:
        self._conversation_id = conversation_id
        for part in (self._options, self._drafts, self._sending, self._telling):
            part.show_for(conversation_id)

    def _stored_id(self) -> int:
        """Of the conversation that is shown; a new one is stored now."""
        if self._conversation_id is None:
            self._set_id(self._conversations.create().id)
            self.opened.emit(self._conversation_id)
            self.conversations_changed.emit()
        assert self._conversation_id is not None
        return self._conversation_id

    def open_at(self, conversation_id: int, message_id: int, searched: str = "") -> None:
        """Show this message of the conversation, in a branch that has it, and these words in it."""
        if self._answers.of(conversation_id) is None:  # else the branch being written stays
            self._versions.show(message_id)
        if conversation_id != self._conversation_id:
            self.open(conversation_id)
        else:
            self._view.show_changes()
        self._view.show_message(message_id, searched)

    def reopen(self, conversation_id: int) -> None:
        """Show the conversation of the last time, or a new one when it was deleted since."""
        try:
            is_there = self._conversations.get(conversation_id).deleted_at is None
        except UserError:
            is_there = False
        self.open(conversation_id if is_there else None)

    def leave(self) -> None:
        """Before another conversation, or the end: keep the draft, drop a chat without a word in it."""
        self._drafts.save()
        shown = self._conversation_id
        if shown is None or not self._drafts.is_blank or not self._view.is_empty():
            return
        conversation = self._conversations.get(shown)
        if not conversation.title and conversation.deleted_at is None:
            self._conversations.discard(shown)
            self.conversations_changed.emit()

    def title(self) -> str:
        """Of the conversation shown; empty: it has none yet."""
        return self._title

    def show_title(self, title: str) -> None:
        self._title = title
        self._face.show_title(title)
        self.title_changed.emit(title)

    def refresh(self) -> None:
        """Show what another window may have changed."""
        self._view.reload_if_changed()
        self._watch_other_window()
        self._telling.update()

    def show_changed(self) -> None:
        """Show what was changed about the conversation's messages."""
        if self._conversation_id is not None:
            self._on_changed(self._conversation_id)

    def write(self, draft: Draft) -> None:
        """Put this into the box, to be gone on with."""
        self._drafts.show(draft)
        self.focus_composer()

    def show_message(self, message_id: int) -> None:
        """Bring a message of the open conversation into view."""
        self._view.show_message(message_id)

    def act(self, message_id: int, action: Action) -> None:
        """Do to a message what its menu offers."""
        if message := self._view.message(message_id):
            self._actions.do(message, action)

    def measure(self) -> None:
        """Count soon what would be sent."""
        self._drafts.measure()

    def focus_composer(self) -> None:
        self._composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_zoom(self, percent: int) -> None:
        """Of the conversation."""
        self._view.set_zoom(percent)

    def set_send_key(self, key: str) -> None:
        self._composer.set_send_key(key)

    def settings(self) -> Settings:
        """The settings as they hold in the conversation."""
        return self._options.settings()

    def change_options(self, options: dict[str, object]) -> None:
        """Of the conversation's own."""
        self._options.change(options)

    def add_beside_send(self, tool: QWidget) -> None:
        """At the left of the button that sends."""
        self._composer.add_beside_send(tool)

    def apply_options(self) -> None:
        """The options were changed: load again if need be, count again."""
        self._models.load(self._options.settings().load_options())
        self._options.show_for(self._conversation_id)
        self._drafts.measure()

    def escape(self) -> None:
        """Out of what is going on: first an edit, then the answer."""
        if self._writing.edited_message is not None:
            self._writing.end_edit()
        else:
            self.stop()

    def stop(self) -> None:
        self._answers.stop(self._conversation_id)

    def is_answering(self) -> bool:
        return self._answers.of(self._conversation_id) is not None

    def _recall(self) -> None:
        if last := self._view.last_question():
            self._writing.set_draft(Draft(last.content, last.attachments))

    def _on_changed(self, conversation_id: int) -> None:
        if conversation_id == self._conversation_id:
            self._view.show_changes()
            edited = self._writing.edited_message
            if edited is not None and not self._view.has_message(edited.id):
                self._writing.end_edit()  # it was deleted, or another branch is shown
            self._telling.update()
            self._drafts.measure()
        self.conversations_changed.emit()

    def _on_sent(self, question: Message) -> None:
        self._banner.dismiss()  # what failed before is past
        if question.conversation_id == self._conversation_id:
            self._view.add_question(question)
            self.show_title(self._conversations.get(question.conversation_id).title)
            self._telling.update()
            self._drafts.measure()
        self.conversations_changed.emit()

    def _on_branched(self, conversation_id: int) -> None:
        self.conversations_changed.emit()
        self.open(conversation_id)
        self.tell(tr("This is a copy up to that message. The conversation it came from is as it was."))

    def show_details(self, message: Message) -> None:
        """All that is known of how an answer was made."""
        dialog = show_details(self._theme, message, self._meter, self._answers, self.window())
        dialog.journey_requested.connect(lambda: self.journey_requested.emit(message))

    def show_sent(self, message: Message) -> None:
        """What the model was sent for an answer."""
        show_sent(self._theme, message, self._meter, self._answers, self.window())

    def last_answer(self) -> Message | None:
        """The last message, if it is an answer whose making was measured."""
        return self._view.last_answer()

    def is_empty(self) -> bool:
        """Whether nothing was asked here yet."""
        return self._view.is_empty()

    def messages(self) -> Sequence[Message]:
        """The messages that are shown."""
        return self._view.messages()

    def settle_leaving(self, is_settled: bool) -> None:
        """Whether the person has chosen that the oldest messages leave."""
        self._fullness.settle_leaving(is_settled)

    def add_above_box(self, part: QWidget, urgency: Urgency | None = None) -> None:
        """As ChatFace does."""
        self._face.add_above_box(part, urgency)

    def bring_up(self, part: QWidget) -> None:
        """A part above the box was asked for; others may have to wait for it."""
        self._face.bring_up(part)

    def _show_attachment(self, attachment: Attachment) -> None:
        AttachmentDialog(self._theme, attachment, self.window()).open()

    def attach(self, attachment: Attachment) -> None:
        """Let it go along with what is written."""
        self._composer.attach(attachment)
        self.focus_composer()

    def replace_attachment(self, old: Attachment, new: Attachment | None) -> None:
        """Of what is written; None: take it away."""
        self._composer.replace_attachment(old, new)

    def written_text(self) -> str:
        """What is in the box."""
        return self._composer.draft().text

    def write_if_empty(self, text: str) -> None:
        """Into the box, unless something is there."""
        if not self.written_text().strip():
            self._composer.type(text)

    def context_length(self) -> int:
        """Of the loaded model, in tokens; 0 while there is none."""
        return self._fullness.context_length

    def tell(self, text: str) -> None:
        """For some seconds, in the line below the box."""
        self._telling.hint(text)

    def show_problem(self, error: UserError) -> None:
        self._banner.show_error(error)

    def ask_for_model_file(self) -> None:
        self._model_menu.ask_for_file()

    def ask_for_model(self) -> None:
        """Open the menu of models."""
        self._model_menu.ask()

    def open_model_file(self, path: Path) -> None:
        self._model_menu.open_file(path)

    def _on_model(self) -> None:
        model = self._models.current
        is_guide = model is None or model.is_guide  # at first it is not known yet
        self._view.show_answerer("nobody" if self._models.is_missing else "guide" if is_guide else "other")
        self._telling.update()
        if self._models.loading_fraction is None:
            self._drafts.measure()

    def _show_answering(self) -> None:
        if self.is_answering():
            self._fullness.forget_leaving()  # it has been sent
        self._composer.set_answering(self.is_answering())
        self._telling.update()

    def _on_ended(self, conversation_id: int) -> None:
        self.conversations_changed.emit()
        if conversation_id == self._conversation_id:
            self._telling.end_hint()
            self._drafts.measure()
            if unkept := self._answers.unkept.of(conversation_id):
                self._banner.forget(unkept)  # the answer itself tells it now
        self._sending.on_ended(conversation_id)

    def _watch_other_window(self) -> None:
        self._other_window.start() if self._view.is_written_elsewhere() else self._other_window.stop()

    def _look_at_other_window(self) -> None:
        self._conversations.answers.mark_interrupted()
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Words typed while the keyboard is in the conversation or on a button belong into the box."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.text().isprintable() and event.text() and held == Qt.KeyboardModifier.NoModifier:
            self._composer.type(event.text())
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._model_menu.look_again()


def _open_link(address: str) -> None:
    url = QUrl(address)
    if url.scheme() in ("http", "https", "mailto"):  # never a file or a program
        QDesktopServices.openUrl(url)
