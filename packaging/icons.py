"""Makes every size of the program's icon from assets/icons/inglenook.svg: icons.py FOLDER.

    hicolor/SIZExSIZE/apps/inglenook.png, hicolor/scalable/apps/inglenook.svg    Linux
    inglenook.ico                                                                Windows
    inglenook.icns                                                               macOS

Both containers hold PNG files behind a table: https://en.wikipedia.org/wiki/ICO_(file_format) and
https://en.wikipedia.org/wiki/Apple_Icon_Image_format.
"""

from __future__ import annotations

import os
import shutil
import struct
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "assets" / "icons" / "inglenook.svg"
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
MAC_KINDS = {
    **{b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024},
    **{b"ic11": 32, b"ic12": 64, b"ic13": 256, b"ic14": 512},  # the same for screens of double density
}


def png(size: int) -> bytes:
    """The icon, size by size pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub asks for bytes, which it refuses
    data: QByteArray = buffer.data()
    return bytes(data.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """pictures: PNG files by size, at most 256."""
    offset = 6 + 16 * len(pictures)
    table = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in pictures.items():
        # A byte for width and height, in which 0 means 256; then planes, bits per pixel, length, place.
        table += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return table + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """pictures: PNG files by the four letters for their size."""
    parts = b"".join(kind + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures.items())
    return b"icns" + struct.pack(">I", 8 + len(parts)) + parts


def make(folder: Path) -> None:
    """Write all of them."""
    sizes = {*LINUX_SIZES, *WINDOWS_SIZES, *MAC_KINDS.values()}
    pictures = {size: png(size) for size in sorted(sizes)}
    for size in LINUX_SIZES:
        place = folder / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        (place / "inglenook.png").write_bytes(pictures[size])
    scalable = folder / "hicolor" / "scalable" / "apps"
    scalable.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(DRAWING, scalable / "inglenook.svg")
    (folder / "inglenook.ico").write_bytes(ico({size: pictures[size] for size in WINDOWS_SIZES}))
    (folder / "inglenook.icns").write_bytes(icns({kind: pictures[size] for kind, size in MAC_KINDS.items()}))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
