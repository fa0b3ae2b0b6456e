"""A conversation as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.exchange.markdown import markdown
from app.exchange.portable import Portable
from app.paths import file_error
from app.words import tr
from ui.theme import LIGHT, TEXT_FAMILIES

_FONT_PT = 10.5
_PARAGRAPH_PX = 8.0


def write_pdf(path: Path, conversation: Portable) -> None:
    """On A4 pages with their numbers. UserError when it cannot be written. From any thread."""
    content = pdf(conversation)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise file_error(error, path) from error


def pdf(conversation: Portable) -> bytes:
    document = _Document()
    font = QFont(TEXT_FAMILIES)
    font.setPointSizeF(_FONT_PT)
    document.setDefaultFont(font)
    features = QTextDocument.MarkdownFeature
    document.setMarkdown(markdown(conversation), features.MarkdownDialectGitHub | features.MarkdownNoHTML)
    _space_out(document)
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(conversation.title or tr("Conversation"))
    writer.setCreator("Inglenook")
    # The document leaves a margin of 2 cm itself when it is printed.
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(a4, QPageLayout.Orientation.Portrait, QMarginsF()))
    document.print_(writer)
    buffer.close()
    return bytes(content.data())


def _space_out(document: QTextDocument) -> None:
    """Room between paragraphs, a ground for code, quotes set in: Markdown itself says nothing of it."""
    block = document.begin()
    while block.isValid():
        form, cursor = block.blockFormat(), QTextCursor(block)
        new = QTextBlockFormat()
        if form.headingLevel():
            new.setTopMargin(_PARAGRAPH_PX * 2)
            new.setBottomMargin(_PARAGRAPH_PX / 2)
        elif _is_code(block):
            new.setBackground(QColor(LIGHT.code_bg))
            new.setBottomMargin(0 if _is_code(block.next()) else _PARAGRAPH_PX)
        elif cursor.currentTable() is None:
            new.setBottomMargin(_PARAGRAPH_PX / 4 if block.textList() else _PARAGRAPH_PX)
            new.setLineHeight(130.0, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if form.intProperty(QTextFormat.Property.BlockQuoteLevel):
            new.setLeftMargin(_PARAGRAPH_PX * 2)
            muted = QTextCharFormat()
            muted.setForeground(QColor(LIGHT.muted))
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.mergeCharFormat(muted)
        cursor.mergeBlockFormat(new)
        block = block.next()


def _is_code(block: QTextBlock) -> bool:
    return block.isValid() and block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence)


class _Document(QTextDocument):
    """An answer may name pictures; none is fetched from the disk or the net for it."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None
