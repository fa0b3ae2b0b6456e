"""The look of tables."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.scroll_bar import SlimScrollBar
from ui.theme import Theme

ROW_PX = 30


def set_up(table: QTableView, theme: Theme) -> None:
    """Rows to read and to walk through: no grid, no row numbers, nothing to edit, Tab leads out."""
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollBar(SlimScrollBar(theme))
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(ROW_PX)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setSectionsClickable(False)


def colour(table: QTableView, theme: Theme, padding_px: int) -> None:
    """In the theme's colours and fonts; again after each change of theme. padding_px: at a cell's sides."""
    colors = theme.colors
    table.setStyleSheet(
        f"QTableView {{ background: transparent; color: {colors.text}; border: none; outline: none;"
        f" selection-background-color: {colors.press}; selection-color: {colors.text}; }}"
        f"QTableView::item {{ padding: 0 {padding_px}px; }}"
        f"QTableView:focus {{ border: 2px solid {colors.accent}; border-radius: 6px; }}"
        "QHeaderView { background: transparent; }"
        f"QHeaderView::section {{ background: transparent; color: {colors.muted}; border: none;"
        f" border-bottom: 1px solid {colors.hairline}; padding: 6px {padding_px}px; }}"
    )
    # After the sheet, which would set them back.
    table.setFont(theme.font(13))
    table.horizontalHeader().setFont(theme.font(12, 500))
