"""The downloads as they are seen on the Models page: how far, how fast, why not, and what can be done."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.hub.problems import TOKEN_KINDS
from app.words import tr
from ui import formats
from ui.controls import IconButton, Ink, Label, TextButton
from ui.models.card import Card, Section, Title, words_label
from ui.models.download_queue import Download, DownloadQueue
from ui.progress_bar import ProgressBar
from ui.theme import Theme

_COUNT_DOWN_EACH_MS = 1_000


class DownloadsSection(Section):
    """One card for each download, the newest on top; hidden while there is none."""

    chat_requested = Signal(Path)
    token_requested = Signal()
    grown = Signal(int)  # pixels in height, negative when it has shrunk

    def __init__(self, theme: Theme, queue: DownloadQueue) -> None:
        super().__init__(theme, tr("Downloads"))
        self._theme = theme
        self._queue = queue
        self._cards: dict[str, DownloadCard] = {}
        self._told_px = 0
        self._count_down = QTimer(self, interval=_COUNT_DOWN_EACH_MS)
        self._count_down.timeout.connect(self._show_waiting)
        queue.listed.connect(self._list)
        queue.changed.connect(self._show)
        queue.finished.connect(self._show)
        self._list()

    def _list(self) -> None:
        downloads = {download.job.id: download for download in self._queue.all()}
        for job_id in [job_id for job_id in self._cards if job_id not in downloads]:
            card = self._cards.pop(job_id)
            self.column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for job_id, download in downloads.items():
            if job_id not in self._cards:
                self._add(download)
            self._show(job_id)
        if not downloads or self.parentWidget() is not None:  # else it would be a window of its own
            self.setVisible(bool(downloads))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_height(event.size().height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_height(self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.isHidden():  # else only the page is hidden
            self._tell_height(0)

    def _tell_height(self, height_px: int) -> None:
        grown, self._told_px = height_px - self._told_px, height_px
        if grown:
            self.grown.emit(grown)

    def _add(self, download: Download) -> None:
        job_id = download.job.id
        card = self._cards[job_id] = DownloadCard(self._theme, download)
        card.pause_pressed.connect(lambda: self._queue.pause(job_id))
        card.resume_pressed.connect(lambda: self._queue.resume(job_id))
        card.try_pressed.connect(lambda: self._queue.try_now(job_id))
        card.cancel_pressed.connect(lambda: self._queue.cancel(job_id))
        card.dismiss_pressed.connect(lambda: self._queue.forget(job_id))
        card.token_pressed.connect(self.token_requested)
        card.chat_requested.connect(self.chat_requested)
        self.column.insertWidget(0, card)

    def _show(self, job_id: str) -> None:
        download = self._queue.get(job_id)
        if download is not None and job_id in self._cards:
            self._cards[job_id].show_download(download)
            if download.state == "waiting":
                self._count_down.start()

    def _show_waiting(self) -> None:
        waiting = [download.job.id for download in self._queue.all() if download.state == "waiting"]
        for job_id in waiting:
            self._show(job_id)
        if not waiting:
            self._count_down.stop()


class DownloadCard(Card):
    """One download."""

    pause_pressed = Signal()
    resume_pressed = Signal()
    try_pressed = Signal()
    cancel_pressed = Signal()
    dismiss_pressed = Signal()
    token_pressed = Signal()
    chat_requested = Signal(Path)

    def __init__(self, theme: Theme, download: Download) -> None:
        super().__init__(theme, download.name)
        self._download = download
        self._bar = ProgressBar(theme, tr("Progress of {name}", name=download.name))
        self._line = words_label(theme)
        self._action = TextButton(theme, tr("Pause"), font_px=13, height_px=32)
        self._try = TextButton(theme, tr("Try now"), look="plain", font_px=13, height_px=32)
        self._token = TextButton(theme, tr("Enter a token"), look="plain", font_px=13, height_px=32)
        self._keep = TextButton(theme, tr("Keep"), look="plain", font_px=13, height_px=32)
        self._close = IconButton(theme, "close", tr("Cancel"), icon_px=16)
        self._is_asking = False
        self._lay_out(theme)
        self._action.clicked.connect(self._on_action)
        self._try.clicked.connect(self.try_pressed)
        self._token.clicked.connect(self.token_pressed)
        self._keep.clicked.connect(self._stop_asking)
        self._close.clicked.connect(self._on_close)
        self.show_download(download)

    def _lay_out(self, theme: Theme) -> None:
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Title(theme, self._download.name))
        words.addWidget(
            Label(theme, self._download.job.repo, font_px=12, ink="muted", is_elided=True, keeps_end=True)
        )
        top = QHBoxLayout()
        top.setSpacing(4)
        top.addLayout(words, 1)
        top.addSpacing(8)
        top.addWidget(self._try)
        top.addWidget(self._token)
        top.addWidget(self._keep)
        top.addWidget(self._action)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self._line)

    def show_download(self, download: Download) -> None:
        self._download = download
        if self._is_asking and download.state in ("done", "ending"):
            self._is_asking = False
        text, ink = _line(download)
        if self._is_asking:
            text = tr(
                "Cancel? {size} already downloaded will be thrown away.",
                size=formats.readable_size(download.done_bytes),
            )
            ink = "text"
        self._line.set_text(text)
        self._line.set_ink(ink)
        self.setAccessibleDescription(text)
        self._bar.show_fraction(download.fraction, is_still=download.state in ("paused", "failed"))
        self._bar.setVisible(download.state != "done")
        self._show_buttons(download)

    def _show_buttons(self, download: Download) -> None:
        name = download.name
        action, what_for = _action(download)
        if self._is_asking:
            self._action.set_text(tr("Cancel download"), tr("Cancel the download of {name}", name=name))
        else:
            self._action.set_text(action, what_for)
        is_ending = download.state == "ending"
        self._action.setEnabled(not is_ending)
        self._action.setVisible(download.state != "elsewhere")
        self._keep.setVisible(self._is_asking)
        can_try = download.state == "waiting" and download.kind != "switched_off"
        self._try.setVisible(can_try and not self._is_asking)
        self._try.setAccessibleName(tr("Try now: {name}", name=name))
        needs_token = download.state == "failed" and download.kind in TOKEN_KINDS
        self._token.setVisible(needs_token and not self._is_asking)
        self._token.setAccessibleName(tr("Enter a token in Settings for {name}", name=name))
        self._close.setVisible(not self._is_asking and download.state != "elsewhere")
        self._close.setEnabled(not is_ending)
        if download.state == "done":
            self._close.set_icon("close", tr("Take it off the list: {name}", name=name))
        else:
            self._close.set_icon("close", tr("Cancel: {name}", name=name))

    def _on_action(self) -> None:
        if self._is_asking:
            self._is_asking = False
            self.cancel_pressed.emit()
        elif self._download.state in ("paused", "failed"):
            self.resume_pressed.emit()
        elif self._download.state == "done" and self._download.path is not None:
            self.chat_requested.emit(self._download.path)
            self.dismiss_pressed.emit()
        else:
            self.pause_pressed.emit()

    def _on_close(self) -> None:
        if self._download.state == "done":
            self.dismiss_pressed.emit()
        elif self._download.done_bytes:
            self._is_asking = True
            self.show_download(self._download)
            self._keep.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.cancel_pressed.emit()

    def _stop_asking(self) -> None:
        self._is_asking = False
        self.show_download(self._download)
        self._action.setFocus(Qt.FocusReason.TabFocusReason)

    def line(self) -> str:
        """What it says about the download."""
        return self._line.whole_text()


def _action(download: Download) -> tuple[str, str]:
    """What its button says, and with the model's name for who only hears it."""
    name = download.name
    match download.state:
        case "paused":
            return tr("Resume"), tr("Resume {name}", name=name)
        case "failed":
            return tr("Try again"), tr("Try again {name}", name=name)
        case "done":
            return tr("Chat with it"), tr("Chat with {name}", name=name)
    return tr("Pause"), tr("Pause {name}", name=name)


def _line(download: Download) -> tuple[str, Ink]:
    """What goes on, in words, and their colour."""
    total = formats.readable_size(download.job.size_bytes)
    amount = tr("{size} of {total}", size=formats.readable_size(download.done_bytes), total=total)
    match download.state:
        case "queued":
            return tr("Waits for its turn · {size}", size=amount if download.done_bytes else total), "muted"
        case "checking":
            return tr("Checking what is here already"), "muted"
        case "downloading":
            parts = [amount]
            if download.bytes_per_s:
                parts.append(tr("{size}/s", size=formats.readable_size(int(download.bytes_per_s))))
            if download.seconds_left is not None:
                parts.append(tr("{time} left", time=formats.time_left(download.seconds_left)))
            return " · ".join(parts), "muted"
        case "waiting":
            seconds = round(download.until - time.time())
            if seconds <= 0 or download.kind == "switched_off":  # that waits for the person, not for a while
                return download.sentence, "warn"
            return tr("{what} Next try in {seconds} s.", what=download.sentence, seconds=seconds), "warn"
        case "verifying":
            return tr("Verifying {total}", total=total), "muted"
        case "ending":
            return tr("Stopping"), "muted"
        case "elsewhere":
            return download.sentence, "muted"
        case "paused":
            return tr("Paused · {amount}", amount=amount), "muted"
        case "failed":
            return download.sentence, "danger"
        case "done":
            return tr("Ready · {total}, verified", total=total), "ok"
