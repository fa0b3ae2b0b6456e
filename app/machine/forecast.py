"""What the next question will cost, told before it is sent: tokens to read, the first word, the answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.engine.events import PromptSize
from app.machine.speed import Speed
from app.machine.speed_store import SpeedStore
from app.store.database import Database

_ANSWERS = 30  # the last ones that tell how long answers usually are here
_USUAL_ANSWER_TOKENS = 220  # before there were any
_FEWEST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Forecast:
    """Times in seconds from pressing Enter; first_word_s and answer_s are 0.0 where the speed is not known.

    answer_s: to the end of an answer of answer_tokens tokens.
    """

    new_tokens: int
    reused_tokens: int
    answer_tokens: int
    first_word_s: float
    answer_s: float


class Forecaster:
    """Foretells from the measured speed of a model and from how long the last answers were."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._speeds = SpeedStore(database)

    def foretell(self, size: PromptSize, model: Path, name: str, most_tokens: int | None) -> Forecast:
        """size: what would be sent; name: the model's; most_tokens: the longest answer allowed, None: any."""
        use = self._speeds.use_of(model)
        usual = self._usual_answer_tokens(name)
        return foretell(size, use.speed if use else None, min(usual, most_tokens or usual))

    def _usual_answer_tokens(self, name: str) -> int:
        """The median of the last complete answers of this model, else of any."""
        with self._database.reading() as connection:
            for condition, values in (("AND model = ?", (name,)), ("", ())):
                rows = connection.execute(
                    "SELECT answer_tokens FROM message WHERE role = 'assistant' AND finish_reason = 'end' "
                    f"AND answer_tokens > 0 {condition} ORDER BY id DESC LIMIT {_ANSWERS}",
                    values,
                ).fetchall()
                lengths = sorted(int(row["answer_tokens"]) for row in rows)
                if len(lengths) >= _FEWEST_ANSWERS:
                    return lengths[len(lengths) // 2]
        return _USUAL_ANSWER_TOKENS


def foretell(size: PromptSize, speed: Speed | None, answer_tokens: int) -> Forecast:
    """Reading takes the new tokens at the reading speed, writing the answer at the writing speed."""
    new_tokens = max(0, size.prompt_tokens - size.reused_tokens)
    read, write = (speed.read_tokens_per_s, speed.write_tokens_per_s) if speed else (0.0, 0.0)
    # A model that has not read much yet has no measured reading speed; it reads no slower than it writes.
    first_word_s = new_tokens / (read or write) if read or write else 0.0
    answer_s = first_word_s + answer_tokens / write if write else 0.0
    return Forecast(new_tokens, size.reused_tokens, answer_tokens, first_word_s, answer_s)
