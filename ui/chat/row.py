"""One message of the conversation: its text, and where its parts are. ui/chat/row_picture.py draws it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF

from app.reasoning import ReasoningFilter, begins_inside
from app.words import tr
from ui import formats
from ui.chat.body import Body
from ui.chat.chips import CHIP_HEIGHT
from ui.chat.code_leaf import CodeLeaf
from ui.chat.entry import Entry
from ui.chat.formulas import FormulaKey
from ui.chat.leaf import Leaf
from ui.chat.look import BUBBLE_SHARE, FOOT_HEIGHT, THOUGHT, Look
from ui.chat.marks import Span
from ui.chat.notice import Notice
from ui.chat.selection import Place

THOUGHT_PART, TEXT_PART = 0, 1
_BUBBLE_X, _BUBBLE_Y = 16, 10
DIVIDER_HEIGHT = 44
_FOLD_HEIGHT = 32
THOUGHT_INDENT = 16
_CARET = (7, 15)
_FRAME_X = 14
_PIN_PX, _PIN_GAP_PX = 14, 6  # the sign of what is pinned, and how far it stands from an answer
_CHIP_STEP = CHIP_HEIGHT + 6
# A question longer than this fills its bubble; measuring it for a narrower one would lay all of it out.
_LONGEST_MEASURED = 2000


class Row:
    """Text and geometry of an entry. y counts from the top of the row, x from the left of the column.

    The text is parsed when the row is first seen; before that its height is a guess.
    """

    def __init__(self, look: Look, entry: Entry, width: float) -> None:
        self.look = look
        self.entry = entry
        self.text = entry.text
        self.top = 0
        self.divider = ""
        self.is_streaming = False
        self.shows_thought = False
        self.is_marked = False  # for a moment, after it was gone to
        self.width = width
        self._filter = ReasoningFilter()
        self._thought: Body | None = None
        self._body: Body | None = None
        self._notice: Notice | None = None
        self._bubble_width = 0.0
        self.height = self._guess()

    def plain_text(self) -> str:
        """The answer or question as it is shown, without marks."""
        if self._body is None:
            return self.text
        texts = (self._body.text_of(index) for index in range(len(self._body.slots)))
        return "\n".join(text.strip() for text in texts if text.strip())

    @property
    def is_user(self) -> bool:
        return self.entry.role == "user"

    @property
    def is_thinking(self) -> bool:
        """Whether what is written now is reasoning."""
        return self._filter.is_thinking

    @property
    def is_live(self) -> bool:
        """Whether the text has been parsed."""
        return self._body is not None

    def append(self, text: str) -> float:
        """More of a streaming text. Returns the y from which on the picture may have changed."""
        self.text += text
        if self._body is None:
            self.height = self._guess()
            return 0.0
        was_thinking = self._filter.is_thinking
        if self._turns_out_as_reasoning(text):
            self.release()
            self.build()
            return 0.0
        changed = self._feed(text)
        self._measure()
        return 0.0 if was_thinking else changed

    def _turns_out_as_reasoning(self, text: str) -> bool:
        """Whether this ends a reasoning that was taken for the answer, as nothing told its beginning."""
        if self.is_user or self._thought or self._filter.is_thinking:
            return False
        return bool(begins_inside(self.text[-len(text) - 40 :]) and begins_inside(self.text))

    def _feed(self, text: str) -> float:
        body = self._parts_ready()
        if self.is_user:
            return body.feed(text)
        reasoning, answer = self._filter.feed(text)
        if reasoning.strip() or (reasoning and self._thought):
            if self._thought is None:
                self._thought = Body(self.look, face=THOUGHT)
                self._thought.set_width(self.width - THOUGHT_INDENT)
            self._thought.feed(reasoning)
        changed = body.feed(answer) if answer else body.height
        return self._text_top + changed

    def set_streaming(self, is_streaming: bool) -> None:
        if is_streaming and self._body and self._body.is_finished:
            self.release()
        self.is_streaming = is_streaming
        if not is_streaming and self._body and not self._body.is_finished:
            self._finish()

    def _finish(self) -> None:
        body = self._parts_ready()
        reasoning, answer = self._filter.finish()
        if reasoning and self._thought:
            self._thought.feed(reasoning)
        if answer:
            body.feed(answer)
        body.finish()
        if self._thought:
            self._thought.finish()

    def replace(self, entry: Entry) -> None:
        """The same message with its final text, foot and notice."""
        is_same_text = entry.text == self.text and entry.role == self.entry.role
        self.entry = entry
        self._notice = None
        if not is_same_text:
            self.text = entry.text
            self._filter = ReasoningFilter()
            self.release()
        self._measure()

    def release(self) -> None:
        """Forget everything but the height; selections stay valid, as parsing gives the same again."""
        self._body = None
        self._thought = None
        self._notice = None

    def build(self) -> None:
        """Parse the text, if that was not done yet."""
        if self._body is not None:
            return
        known = self._filter.seconds
        self._filter = ReasoningFilter(begins_inside(self.text))
        self._parts_ready()
        self._feed(self.text)
        if not self.is_streaming:
            self._finish()
        if not self._filter.is_thinking:
            self._filter.seconds = known  # what was measured now is the time of parsing
        self._measure()

    def _parts_ready(self) -> Body:
        if self._body is None:
            self._body = Body(self.look, is_plain=self.is_user)
            self._set_body_width()
        return self._body

    def formula_drawn(self, key: FormulaKey) -> bool:
        """A picture is there now; whether it belongs here, so that something has to be laid out again."""
        found = [body.formula_drawn(key) for body in (self._thought, self._body) if body]
        return any(found)

    def restyle(self) -> None:
        """After a change of colours: the same geometry, drawn anew."""
        self._notice = None
        for _, body, _, _ in self.parts():
            body.drop_layouts()

    def set_width(self, width: float) -> None:
        if width == self.width:
            return
        self.width = width
        self._notice = None
        if self._body is None:
            self.height = self._guess()
            return
        self._set_body_width()
        if self._thought:
            self._thought.set_width(width - THOUGHT_INDENT)
        self._measure()

    def _set_body_width(self) -> None:
        body = self._body
        assert body is not None
        self._bubble_width = 0.0
        if not self.is_user:
            body.set_width(self.width)
            return
        widest = math.floor(self.width * BUBBLE_SHARE) - 2 * _BUBBLE_X
        body.set_width(widest)

    def _fit_bubble(self) -> None:
        """As narrow as its text."""
        body = self._body
        if not self.is_user or body is None or self._bubble_width:
            return
        widest = math.floor(self.width * BUBBLE_SHARE) - 2 * _BUBBLE_X
        if len(self.text) <= _LONGEST_MEASURED:
            body.settle(0, math.inf)
            widest = min(widest, math.ceil(body.natural_width()) + 1)
            body.set_width(widest)
        self._bubble_width = widest + 2 * _BUBBLE_X

    def _guess(self) -> int:
        """The height from the text's length alone: two scans in C."""
        text = self.text
        if self.is_user:
            width, per_newline = self.width * BUBBLE_SHARE - 2 * _BUBBLE_X, 1.0
            rest = FOOT_HEIGHT + 32 + _CHIP_STEP * len(self.entry.chips)
        else:
            width, per_newline, rest = self.width, 0.62, FOOT_HEIGHT + 4
        per_line = max(8.0, width / self.look.average_width)
        lines = math.ceil(len(text) / per_line) + text.count("\n") * per_newline
        return round(25 * max(1.0, lines)) + rest

    @property
    def _head(self) -> int:
        """Above the message's first line."""
        return self._chips_top + _CHIP_STEP * len(self.entry.chips) + (_BUBBLE_Y if self.is_user else 0)

    @property
    def _chips_top(self) -> int:
        return (DIVIDER_HEIGHT if self.divider else 0) + (12 if self.is_user else 4)

    def chips_area(self) -> QRectF:
        """Where the chips stand, one below the other, at the right."""
        return QRectF(0, self._chips_top, self.width, _CHIP_STEP * len(self.entry.chips))

    @property
    def has_bubble(self) -> bool:
        """Whether it stands in a bubble: a question with words."""
        return self.is_user and bool(self.text.strip() or not self.entry.chips)

    @property
    def _thought_height(self) -> int:
        if self._thought is None:
            return 0
        return _FOLD_HEIGHT + (self._thought.height + 16 if self.shows_thought else 4)

    @property
    def _text_top(self) -> int:
        return self._head + self._thought_height

    @property
    def _text_height(self) -> int:
        height = self._body.height if self._body else 0
        return max(height, 25) if self.is_streaming or self.has_bubble else height

    @property
    def _text_bottom(self) -> int:
        return self._text_top + self._text_height + (_BUBBLE_Y if self.has_bubble else 0)

    @property
    def _text_x(self) -> float:
        return self.width - self._bubble_width + _BUBBLE_X if self.is_user else 0.0

    def _measure(self) -> None:
        if self._body is None:
            return
        self._fit_bubble()
        height = self._text_bottom
        if self.entry.notice:
            height += (12 if self._text_height or self._thought else 4) + self.notice_box().height
        self.height = height + FOOT_HEIGHT

    def settle(self, top: float, bottom: float) -> bool:
        """Make exact what lies between two heights; whether anything moved by it."""
        before = self.height
        moved = not self.is_live
        self.build()
        for _, body, _, y in self.parts():
            moved |= body.settle(top - y, bottom - y)
        self._measure()
        return moved or self.height != before

    def parts(self) -> Iterator[tuple[int, Body, float, float]]:
        """(part, body, x, y) of the texts that are shown."""
        if self._thought and self.shows_thought:
            yield THOUGHT_PART, self._thought, THOUGHT_INDENT, self._head + _FOLD_HEIGHT
        if self._body:
            yield TEXT_PART, self._body, self._text_x, self._text_top

    def body(self, part: int) -> Body | None:
        return self._thought if part == THOUGHT_PART else self._body

    def top_of(self, part: int) -> float:
        """Where a shown part begins."""
        return self._text_top if part == TEXT_PART else self._head + _FOLD_HEIGHT

    def areas(self, part: int, slot: int, span: Span) -> list[QRectF]:
        """Where a stretch of a block's text is; empty while the block is not laid out."""
        for number, body, x, y in self.parts():
            if number == part and slot < len(body.slots) and body.slots[slot].is_exact:
                top = y + body.slots[slot].top
                return [area.translated(x, top) for area in body.leaf(slot).areas(*span)]
        return []

    def fold_area(self) -> QRectF:
        """The line that opens and closes the reasoning; empty if there is none."""
        if self._thought is None:
            return QRectF()
        return QRectF(0, self._head, min(self.width, 220), _FOLD_HEIGHT)

    @property
    def fold_name(self) -> str:
        if self._filter.is_thinking:
            return tr("Thinking…")
        seconds = self._filter.seconds if self.entry.thinking_s is None else self.entry.thinking_s
        if seconds is None:
            return tr("Thought")
        whole = max(1, round(seconds))
        time = tr("{count} s", count=whole) if whole < 60 else formats.seconds(whole)
        return tr("Thought for {time}", time=time)

    def notice_box(self) -> Notice:
        """What is in notice_area."""
        if self._notice is None:
            self._notice = Notice(self.look, self.entry, self.width)
        return self._notice

    def notice_area(self) -> QRectF:
        """The box that says what happened to the message; empty if nothing did."""
        if not self.entry.notice:
            return QRectF()
        height = self.notice_box().height
        return QRectF(0, self.height - FOOT_HEIGHT - height, self.width, height)

    def button_places(self) -> list[QPointF]:
        """Where the notice's buttons stand: the middle of each one's right edge."""
        area = self.notice_area()
        places = [] if area.isEmpty() else self.notice_box().button_places()
        return [place + QPointF(0, area.top()) for place in places]

    def frame_area(self) -> QRectF:
        """Around a question's bubble, or an answer and its foot."""
        if self.has_bubble:
            return self.bubble_area().adjusted(-6, -6, 6, 6)
        top = DIVIDER_HEIGHT if self.divider else 0
        return QRectF(-_FRAME_X, top + 1, self.width + 2 * _FRAME_X, self.height - top - 2)

    def bubble_area(self) -> QRectF:
        """Of a question."""
        top = self._head - _BUBBLE_Y
        return QRectF(self.width - self._bubble_width, top, self._bubble_width, self._text_bottom - top)

    def pin_area(self) -> QRectF:
        """The sign of a message that is pinned, beside its first line."""
        left = self.bubble_area().left() - 10 if self.has_bubble else -_PIN_GAP_PX
        return QRectF(left - _PIN_PX, self._head + 6, _PIN_PX, _PIN_PX)

    def caret_area(self) -> QRectF:
        """Where the caret of a streaming text stands."""
        has_text = self._body is not None and bool(self._body.slots)
        end = self._body.end_point() if self._body and has_text else QPointF(0, 0)
        width, height = _CARET
        x = self._text_x + end.x() + (3 if has_text else 0)
        return QRectF(x, self._text_top + end.y() + 5, width, height)

    def place_at(self, number: int, x: float, y: float) -> Place:
        """The text boundary nearest to a point."""
        nearest: tuple[int, Body, float, float] | None = None
        for part in self.parts():
            if nearest is None or y >= part[3] - 12:
                nearest = part
        if nearest is None:
            return Place(number, TEXT_PART, 0, 0)
        part_number, body, part_x, part_y = nearest
        slot, offset = body.place_at(x - part_x, y - part_y)
        return Place(number, part_number, slot, offset)

    def leaf_at(self, x: float, y: float) -> tuple[Leaf, float, float] | None:
        """What is drawn at a point, and the point in it."""
        for _, body, part_x, part_y in self.parts():
            if found := body.leaf_at(y - part_y):
                return found[0], x - part_x, found[1]
        return None

    def code_leaves(self, top: float, bottom: float) -> Iterator[tuple[CodeLeaf, float, float]]:
        """(leaf, x, y) of the code between two heights."""
        for _, body, x, y in self.parts():
            for leaf, leaf_y in body.code_leaves(top - y, bottom - y):
                yield leaf, x, y + leaf_y
