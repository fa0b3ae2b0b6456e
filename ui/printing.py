"""A conversation as a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QUrl
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from app.export import markdown
from app.paths import file_error
from app.portable import Portable
from ui.theme import TEXT_FAMILIES

_FONT_PT = 10.5
_MARGIN_MM = 20.0


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
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(conversation.title or "Conversation")
    writer.setCreator("Inglenook")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            margins,
            QPageLayout.Unit.Millimeter,
        )
    )
    document.print_(writer)
    buffer.close()
    return bytes(content.data())


class _Document(QTextDocument):
    """An answer may name pictures; none is fetched from the disk or the net for it."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None
