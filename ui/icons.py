"""The program's icons: SVG strokes from assets/icons, drawn in any colour and size."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

_FOLDER = Path(__file__).resolve().parent.parent / "assets" / "icons"
_MENU_PX = 18


@cache
def _source(name: str) -> bytes:
    return (_FOLDER / f"{name}.svg").read_bytes()


def pixmap(name: str, color: str, size_px: int, device_ratio: float) -> QPixmap:
    """The icon in that colour ("#RRGGBB"), size_px wide and high on screen."""
    key = f"inglenook {name} {color} {size_px} {device_ratio}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(QSize(size_px, size_px) * device_ratio)
    picture.setDevicePixelRatio(device_ratio)
    picture.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace(b"currentColor", QColor(color).name().encode())
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def draw(painter: QPainter, name: str, rect: QRectF, color: str) -> None:
    """Paint the icon in the middle of rect, as large as fits, on whole device pixels."""
    size = round(min(rect.width(), rect.height()))
    ratio = painter.device().devicePixelRatioF() * painter.worldTransform().m11()  # a zoom counts too
    x = round((rect.center().x() - size / 2) * ratio) / ratio
    y = round((rect.center().y() - size / 2) * ratio) / ratio
    painter.drawPixmap(QRectF(x, y, size, size).topLeft(), pixmap(name, color, size, ratio))


def icon(name: str, color: str) -> QIcon:
    """For menus and other places that want a QIcon."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(pixmap(name, color, _MENU_PX, ratio))
    return made


def app_icon() -> QIcon:
    """The window's icon."""
    made = QIcon()
    for size_px in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(pixmap("inglenook", "#000000", size_px, 1.0))
    return made
