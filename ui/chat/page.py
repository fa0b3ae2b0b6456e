"""The right side of the window: header, conversation, composer, status line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.attachments import Attachment
from app.drafts import Draft
from app.engine.events import PromptSize
from app.errors import UserError
from app.library import InstalledModel
from app.messages import Message
from ui.chat.action_bar import OtherModel
from ui.chat.answer_details import AnswerDetails
from ui.chat.answers import Answers
from ui.chat.attachment_row import AttachmentDialog
from ui.chat.banner import Banner
from ui.chat.conversation_options import ConversationOptions
from ui.chat.conversation_view import ConversationView
from ui.chat.formulas import FormulaPictures
from ui.chat.header import Header, model_label
from ui.chat.message_actions import MessageActions
from ui.chat.meter import Meter
from ui.chat.model_choice import ModelChoice
from ui.chat.progress import answer_progress, idle_line, load_progress
from ui.chat.stores import Stores
from ui.chat.waiting import Waiting
from ui.chat.welcome import SCROLL_BAR_PX
from ui.chat.writing import WritingArea
from ui.theme import Theme

_DRAFT_DELAY_MS = 400
_STATUS_EACH_MS = 200
_HINT_SHOWN_MS = 6_000
_OTHER_WINDOW_EACH_MS = 1_000
_COLUMN_PX = 760


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

    def __init__(
        self,
        theme: Theme,
        stores: Stores,
        answers: Answers,
        models: ModelChoice,
        meter: Meter,
        first_questions: tuple[str, ...],
        formulas: FormulaPictures,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._conversations = stores.conversations
        self._versions = stores.versions
        self._drafts = stores.drafts
        self._answers = answers
        self._models = models
        self._meter = meter
        self._conversation_id: int | None = None
        self._saved_draft = Draft()
        self._title = ""
        self._header = Header(theme)
        self._banner = Banner(theme)
        self._view = ConversationView(theme, stores, answers, first_questions, formulas)
        self._writing = WritingArea(theme)
        self._composer, self._status = self._writing.composer, self._writing.status
        self._actions = MessageActions(stores, answers, models, self)
        self._waiting = Waiting(stores.conversations, stores.drafts, answers, self)
        self._options = ConversationOptions(theme, stores.presets, models, self._stored_id, self)
        self._header.add_tool(self._options.button)
        self._lay_out()
        self._draft_delay = QTimer(self, singleShot=True, interval=_DRAFT_DELAY_MS)
        self._status_delay = QTimer(self, singleShot=True, interval=_STATUS_EACH_MS)
        self._hint_end = QTimer(self, singleShot=True, interval=_HINT_SHOWN_MS)
        self._other_window = QTimer(self, interval=_OTHER_WINDOW_EACH_MS)
        self._connect()
        self._show_model()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._middle = QWidget()
        self._notices = QVBoxLayout(self._middle)
        self._notices.setContentsMargins(0, 8, 0, 0)
        self._notices.addWidget(self._banner)
        self._middle.setVisible(False)
        column.addWidget(self._header)
        column.addWidget(self._middle)
        column.addWidget(self._view, 1)
        column.addWidget(self._writing)

    def _connect(self) -> None:
        self._header.sidebar_toggled.connect(self.sidebar_toggled)
        self._header.theme_toggled.connect(self.theme_toggled)
        self._header.options_requested.connect(self._options.show_dialog)
        self._options.changed.connect(self.apply_options)
        self._options.failed.connect(self._banner.show_error)
        self._options.manage_requested.connect(self.presets_requested)
        self._header.models_requested.connect(self._models.list_models)
        self._header.model_chosen.connect(self._models.choose)
        self._header.open_file_requested.connect(self.ask_for_model_file)
        self._header.more_models_requested.connect(self.more_models_requested)
        self._view.question_chosen.connect(self.ask)
        self._view.action_requested.connect(self._actions.do)
        self._view.zoom_changed.connect(self.zoom_changed)
        self._view.link_activated.connect(_open_link)
        self._view.scrolled.connect(self._header.show_line)
        self._connect_actions()
        self._connect_writing()
        self._banner.action_pressed.connect(self._models.load)
        self._banner.shown_or_hidden.connect(self._middle.setVisible)
        self._models.changed.connect(self._show_model)
        self._models.listed.connect(self._show_models)
        self._models.known_changed.connect(self._offer_models)
        self._models.failed.connect(self._on_model_failure)
        self._meter.measured.connect(self._on_measured)
        self._meter.refused.connect(self._on_refused)
        self._answers.progressed.connect(self._on_progress)
        self._answers.ended.connect(self._on_ended)
        self._answers.failed.connect(self._banner.show_error)
        self._draft_delay.timeout.connect(self.save_draft)
        self._status_delay.timeout.connect(self._show_status)
        self._hint_end.timeout.connect(self._show_status)
        self._other_window.timeout.connect(self._look_at_other_window)

    def _connect_actions(self) -> None:
        actions = self._actions
        actions.changed.connect(self._on_changed)
        actions.edit_requested.connect(self._writing.begin_edit)
        actions.details_requested.connect(self._show_details)
        actions.attachment_requested.connect(self._show_attachment)
        actions.branched.connect(self._on_branched)
        actions.removed.connect(self._writing.offer_undo)
        actions.refused.connect(self._hint)
        actions.failed.connect(self._banner.show_error)

    def _connect_writing(self) -> None:
        writing = self._writing
        writing.submitted.connect(self.send)
        writing.edited.connect(self._send_edited)
        writing.stop_requested.connect(self.stop)
        writing.changed.connect(self._on_draft)
        writing.attached.connect(self._count_attachment)
        self._composer.attach_requested.connect(self.attach_requested)
        self._composer.files_pasted.connect(self.files_offered)
        writing.recall_requested.connect(self._recall)
        writing.waiting_taken.connect(self._take_waiting)
        writing.waiting_cancelled.connect(self._cancel_waiting)
        writing.undo_requested.connect(self._actions.put_back)
        self._status.details_requested.connect(self._show_last_details)
        self._waiting.changed.connect(self._show_waiting)
        self._waiting.sent.connect(self._on_waiting_sent)
        self._waiting.returned.connect(self._on_waiting_returned)
        self._waiting.failed.connect(self._banner.show_error)

    # Conversations

    @property
    def conversation_id(self) -> int | None:
        return self._conversation_id

    def open(self, conversation_id: int | None) -> None:
        """Show this conversation; None: a new one, which is stored once there is something in it."""
        self.leave()
        title, draft = "", Draft()
        if conversation_id is not None:
            title = self._conversations.get(conversation_id).title
            draft = self._draft_of(conversation_id)
        self._conversation_id = conversation_id
        self._options.show_for(conversation_id)
        self._saved_draft = draft
        self._hint_end.stop()
        self._writing.forget_undo()
        self._writing.set_draft(draft)
        self._draft_delay.stop()
        self._view.show_conversation(conversation_id)
        self._show_waiting()
        self.show_title(title)
        self._other_window.start() if self._view.is_written_elsewhere() else self._other_window.stop()
        self._show_status()
        self._measure()
        self.opened.emit(conversation_id)

    def open_at(self, conversation_id: int, message_id: int) -> None:
        """Show this message of the conversation, in a branch that has it."""
        if self._answers.of(conversation_id) is None:  # else the branch being written stays
            self._versions.show(message_id)
        if conversation_id != self._conversation_id:
            self.open(conversation_id)
        else:
            self._view.show_changes()
        self._view.show_message(message_id)

    def _draft_of(self, conversation_id: int) -> Draft:
        """With what waited in a window that was closed since, unless it still waits in this one."""
        if self._waiting.of(conversation_id) is None and self._answers.of(conversation_id) is None:
            return self._drafts.keep_queued(conversation_id)
        return self._drafts.get(conversation_id)

    def reopen(self, conversation_id: int) -> None:
        """Show the conversation of the last time, or a new one when it was deleted since."""
        try:
            is_there = self._conversations.get(conversation_id).deleted_at is None
        except UserError:
            is_there = False
        self.open(conversation_id if is_there else None)

    def leave(self) -> None:
        """Before another conversation, or the end: keep the draft, drop a chat without a word in it."""
        self.save_draft()
        shown = self._conversation_id
        if shown is None or not self._saved_draft.is_blank or not self._view.is_empty():
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
        self._header.show_title(title or "New chat")
        self.title_changed.emit(title)

    def refresh(self) -> None:
        """Show what another window may have changed."""
        self._view.reload_if_changed()
        self._other_window.start() if self._view.is_written_elsewhere() else self._other_window.stop()
        self._show_status()

    def focus_composer(self) -> None:
        self._composer.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_zoom(self, percent: int) -> None:
        """Of the conversation."""
        self._view.set_zoom(percent)

    def set_send_key(self, key: str) -> None:
        self._composer.set_send_key(key)

    def apply_options(self) -> None:
        """The options were changed: load again if need be, count again."""
        self._models.load(self._options.settings().load_options())
        self._options.show_for(self._conversation_id)
        self._measure()

    # Sending and stopping

    def ask(self, text: str) -> None:
        """Send these words, whatever is being written."""
        self._send(Draft(text))

    def send(self, draft: Draft) -> None:
        """What is written: send it, or let it wait for the end of the answer that is being made."""
        if self.is_answering() and self._conversation_id is not None:
            self._waiting.add(self._conversation_id, draft)
        elif not self._send(draft):
            return  # the text stays in the box
        self._writing.set_draft(Draft())
        self.save_draft()

    def _send(self, draft: Draft) -> bool:
        """Store the question, then answer it. False if it could not be stored."""
        if not self._may_change():
            return False
        try:
            question = self._conversations.add_question(self._stored_id(), draft.text, draft.attachments)
        except UserError as error:
            self._banner.show_error(error)
            return False
        self._saved_draft = Draft()
        self._answers.start(question)
        self._show_question(question)
        return True

    def _may_change(self) -> bool:
        """Whether no answer is being made here; the reason is told."""
        if self.is_answering():
            self._hint("Wait for the end of the answer, or stop it with Esc, to send this.")
        elif self._view.is_written_elsewhere():
            self._hint("This conversation is being answered in another window.")
        else:
            return True
        return False

    def _send_edited(self, message: Message, draft: Draft) -> None:
        """Store another version of a message; a question is answered anew."""
        if not self._may_change():
            return  # the text stays in the box
        try:
            if message.role == "user":
                question = self._versions.edit_question(message.id, draft.text, draft.attachments)
                self._answers.start(question)
            else:
                self._versions.correct_answer(message.id, draft.text)
        except UserError as error:
            self._banner.show_error(error)
            return
        self._writing.end_edit()
        self._on_changed(message.conversation_id)

    def _show_question(self, question: Message) -> None:
        """One that was just stored and is being answered."""
        if question.conversation_id == self._conversation_id:
            self._view.add_question(question)
            self.show_title(self._conversations.get(question.conversation_id).title)
            self._show_status()
            self._measure()
        self.conversations_changed.emit()

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

    # Messages

    def _on_changed(self, conversation_id: int) -> None:
        if conversation_id == self._conversation_id:
            self._view.show_changes()
            edited = self._writing.edited_message
            if edited is not None and not self._view.has_message(edited.id):
                self._writing.end_edit()  # it was deleted, or another branch is shown
            self._show_status()
            self._measure()
        self.conversations_changed.emit()

    def _on_branched(self, conversation_id: int) -> None:
        self.conversations_changed.emit()
        self.open(conversation_id)
        self._hint("This is a copy up to that message. The conversation it came from is as it was.")

    def _show_details(self, message: Message) -> None:
        AnswerDetails(self._theme, message, self.window()).open()

    def _show_last_details(self) -> None:
        if answer := self._view.last_answer():
            self._show_details(answer)

    def _show_attachment(self, attachment: Attachment) -> None:
        AttachmentDialog(self._theme, attachment, self.window()).open()

    # What waits

    def _show_waiting(self) -> None:
        self._writing.show_waiting(self._waiting.of(self._conversation_id))

    def _take_waiting(self) -> None:
        if self._conversation_id is not None:
            self.save_draft()
            self._waiting.take_back(self._conversation_id)
            self.focus_composer()

    def _cancel_waiting(self) -> None:
        if self._conversation_id is not None:
            self._waiting.cancel(self._conversation_id)

    def _on_waiting_sent(self, _conversation_id: int, question: Message) -> None:
        self._show_question(question)

    def _on_waiting_returned(self, conversation_id: int) -> None:
        if conversation_id == self._conversation_id:
            self._saved_draft = self._drafts.get(conversation_id)
            self._writing.set_draft(self._saved_draft)
        self.conversations_changed.emit()

    # The draft

    def save_draft(self) -> None:
        """Keep what is written but not sent, now."""
        self._draft_delay.stop()
        draft = self._writing.draft()
        if draft == self._saved_draft or (self._conversation_id is None and draft.is_blank):
            return
        self._drafts.save(self._stored_id(), draft)
        self._saved_draft = draft

    def _stored_id(self) -> int:
        """Of the conversation that is shown; a new one is stored now."""
        if self._conversation_id is None:
            self._conversation_id = self._conversations.create().id
            self._options.show_for(self._conversation_id)
            self.opened.emit(self._conversation_id)
            self.conversations_changed.emit()
        return self._conversation_id

    def _on_draft(self) -> None:
        self._draft_delay.start()
        if self._composer.draft().is_blank:
            self._composer.show_token_count(None)
        self._measure()

    def _measure(self) -> None:
        self._meter.measure(self._conversation_id, self._composer.draft(), self._writing.edited_message)

    def _count_attachment(self, attachment: Attachment) -> None:
        self._meter.count(attachment.text, lambda count: self._on_counted(attachment, count))

    def _on_counted(self, attachment: Attachment, token_count: int) -> None:
        self._composer.set_attachment_tokens(attachment, token_count)
        self.attachment_counted.emit(replace(attachment, token_count=token_count), token_count)

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

    def context_length(self) -> int:
        """Of the loaded model, in tokens; 0 while there is none."""
        return self._models.description.context_length if self._models.description else 0

    def tell(self, text: str) -> None:
        """For some seconds, in the line below the box."""
        self._hint(text)

    def show_problem(self, error: UserError) -> None:
        self._banner.show_error(error)

    def _on_measured(self, size: PromptSize | None) -> None:
        has_draft = size is not None and not self._composer.draft().is_blank
        self._composer.show_token_count(size.draft_tokens if size is not None and has_draft else None)
        if self.is_answering():
            return  # the answer's own figures are shown then
        if size is None:
            self._status.show_context(None)
        else:
            self._status.show_context(size.prompt_tokens, size.context_length)

    def _on_refused(self, error: UserError) -> None:
        if not self._composer.draft().is_blank:
            self._composer.show_refusal(error)

    # The model

    def ask_for_model_file(self) -> None:
        model = self._models.current
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        if model is not None and not model.is_guide:
            folder = str(model.path.parent)
        dialog = QFileDialog(self.window(), "Open a model file", folder, "Models (*.gguf);;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open_model_file(Path(path)))
        dialog.open()

    def ask_for_model(self) -> None:
        """Open the menu of models."""
        self._models.list_models()

    def open_model_file(self, path: Path) -> None:
        self._models.open_file(path)

    def _show_models(self, models: list[InstalledModel]) -> None:
        if self.isVisible():  # there may be another chat page
            current = self._models.current
            self._header.show_models(models, current.path if current else None)

    def _offer_models(self, models: list[InstalledModel]) -> None:
        """Those that may answer again instead of the one in use."""
        current = self._models.current.path if self._models.current else None
        usable = [model for model in models if not model.problem and model.path != current]
        self._view.set_models([OtherModel(model_label(model), str(model.path)) for model in usable])

    def _show_model(self) -> None:
        model = self._models.current
        self._header.show_model(model)
        self._view.show_guide(model is None or model.is_guide)
        self._show_status()
        if self._models.loading_fraction is None:
            self._measure()

    def _on_model_failure(self, error: UserError, can_retry: bool) -> None:
        self._banner.show_error(error, "Try again" if can_retry else "")

    # What goes on

    def _on_progress(self, conversation_id: int) -> None:
        # Figures that change thirty times a second cannot be read.
        if conversation_id == self._conversation_id and not self._status_delay.isActive():
            self._show_status()
            self._status_delay.start()

    def _on_ended(self, conversation_id: int) -> None:
        self.conversations_changed.emit()
        if conversation_id == self._conversation_id:
            self._hint_end.stop()
            self._show_status()
            self._measure()
            self.save_draft()  # what waits may be put before it
        self._waiting.on_ended(conversation_id)

    def _show_status(self) -> None:
        live = self._answers.of(self._conversation_id)
        self._composer.set_answering(live is not None)
        if self._hint_end.isActive():
            return
        name = self._models.current.name if self._models.current else "the model"
        if live is not None:
            is_alone = self._answers.conversation_ids()[0] == live.conversation_id
            self._status.say(*answer_progress(live, name, self._models.loading_fraction, is_alone))
            if live.reading.total and self._models.description:
                self._status.show_context(live.context_tokens, self._models.description.context_length)
        elif self._models.loading_fraction is not None:
            self._status.say(*load_progress(name, self._models.loading_fraction))
        else:
            answer = self._view.last_answer()
            self._status.say(idle_line(answer), has_details=answer is not None)

    def _hint(self, text: str) -> None:
        self._hint_end.start()
        self._status.say(text)

    def _look_at_other_window(self) -> None:
        self._conversations.mark_interrupted()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._models.current is not None:
            self._models.look_again()  # the page with the models may have been shown before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The transcript's column leaves room for its scroll bar, so ours do too.
        room = self.width() - SCROLL_BAR_PX
        width = min(_COLUMN_PX, room - 48) + 32
        left = max(0, (room - width) // 2)
        right = max(0, self.width() - left - width)
        self._writing.fit(width, left)
        self._notices.setContentsMargins(left, 8, right, 0)


def _open_link(address: str) -> None:
    url = QUrl(address)
    if url.scheme() in ("http", "https", "mailto"):  # never a file or a program
        QDesktopServices.openUrl(url)
