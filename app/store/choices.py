"""The tokens of answers with what else could have stood there, kept for those answers that told them."""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, NamedTuple

from app.errors import UserError
from app.store.database import Database
from app.words import tr

if TYPE_CHECKING:
    from app.engine.events import Choice, Choices

_DIGITS = 5  # of a probability


class AnswerChoices(NamedTuple):
    """An answer's tokens in order. start: characters of the answer before the first of them; these were
    opened by the template, or written before anybody asked for choices."""

    start: int
    choices: tuple[Choice, ...]

    @property
    def end(self) -> int:
        """Characters of the answer up to the last of these tokens."""
        return self.start + sum(len(choice.text) for choice in self.choices)

    def with_more(self, told: Choices, before: int) -> AnswerChoices:
        """Together with what was told next; alone that, if something between them is missing.

        before: characters of the answer before the part that `told` counts from.
        """
        if before + told.start == self.end:
            return self._replace(choices=self.choices + told.choices)
        return AnswerChoices(before + told.start, told.choices)

    def other_at(self, position: int, token: int) -> AnswerChoices:
        """The tokens before this position, and another one in its place. UserError for one that is no
        candidate there."""
        from dataclasses import replace  # not for the first picture of the window

        if 0 <= position < len(self.choices):
            place = self.choices[position]
            for candidate in place.candidates:
                if candidate.id == token:
                    other = replace(place, id=token, text=candidate.piece, probability=candidate.probability)
                    return self._replace(choices=(*self.choices[:position], other))
        raise UserError(
            tr("This word is no longer known as an alternative."), tr("Let the model answer again.")
        )


class ChoiceStore:
    """Every method is one short transaction, from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, message_id: int) -> AnswerChoices | None:
        """None: this answer's were not asked for, or not kept."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT start, choices FROM answer_choices WHERE message_id = ?", (message_id,)
            ).fetchone()
        return None if row is None else AnswerChoices(row["start"], _unpacked(row["choices"]))

    def save(self, message_id: int, told: AnswerChoices) -> None:
        """In place of those kept before. For an answer that was deleted meanwhile nothing is kept."""
        with self._database.writing() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO answer_choices (message_id, start, choices) "
                "SELECT id, ?, ? FROM message WHERE id = ?",
                (told.start, _packed(told.choices), message_id),
            )


def _packed(choices: tuple[Choice, ...]) -> bytes:
    """Compressed JSON: pieces by token id, and for each token its id, text, probability, and the ids and
    probabilities of its candidates. About 40 bytes for a token with five candidates."""
    pieces = {candidate.id: candidate.piece for choice in choices for candidate in choice.candidates}
    tokens = [
        [
            choice.id,
            choice.text,
            _short(choice.probability),
            [candidate.id for candidate in choice.candidates],
            [_short(candidate.probability) for candidate in choice.candidates],
        ]
        for choice in choices
    ]
    return zlib.compress(json.dumps({"pieces": pieces, "tokens": tokens}, separators=(",", ":")).encode())


def _unpacked(packed: bytes) -> tuple[Choice, ...]:
    from app.engine.events import Candidate, Choice  # not for the first picture of the window

    content = json.loads(zlib.decompress(packed))
    pieces = content["pieces"]
    return tuple(
        Choice(
            id=token,
            text=text,
            probability=probability,
            candidates=tuple(
                Candidate(one, pieces[str(one)], p) for one, p in zip(ids, probabilities, strict=True)
            ),
        )
        for token, text, probability, ids, probabilities in content["tokens"]
    )


def _short(probability: float) -> float:
    return float(f"{probability:.{_DIGITS}g}")
