"""What the next question will cost, told before it is sent: tokens to read, the first word, the answer."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from app.engine.batches import FIRST
from app.engine.events import PromptSize
from app.errors import UserError
from app.machine.speed import Speed, predict
from app.machine.speed_store import SpeedStore
from app.machine.timing import Forecast, Taken, Timing, fitted
from app.models.gguf import read_header
from app.store.database import Database
from app.words import Marked, later, tr, translated

_ANSWERS = 30  # the last ones that tell how long answers usually are here
_USUAL_ANSWER_TOKENS = 220  # before there were any
_FEWEST_ANSWERS = 3
_JUDGED = 100  # forecasts that tell how good they are
_RIGHT = 0.03  # of the time: nobody waits so exactly
_SHORTEST_SILENCE_S = 40.0
_SLOW_DISK_BYTES_PER_S = 60e6  # an old one, read in pieces
_SLOW_BYTES_PER_S = 20e9  # of a model's weights, times the tokens that are read at once, on an old computer
_TIMES_SLOWER = 3.0  # than usual, while other programs compute
_SHARES: tuple[tuple[float, Marked], ...] = (
    (0.075, later("a twentieth")),
    (0.14, later("a tenth")),
    (0.22, later("a fifth")),
    (0.29, later("a quarter")),
    (0.41, later("a third")),
    (0.58, later("half")),
    (0.80, later("two thirds")),
)
"""What a share is called, up to which."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far forecasts of the first word were off, as shares of the time it took: the median, and what nine
    of ten stay below."""

    count: int
    median: float
    ninth_decile: float

    @property
    def sentence(self) -> str:
        """The median in plain words, with how many answers it comes from."""
        if self.median < _RIGHT:
            return tr(
                "The first word usually comes when it is foretold, seen over {count} answers.",
                count=self.count,
            )
        for limit, share in _SHARES:
            if self.median <= limit:
                return tr(
                    "The forecast of the first word is usually off by about {share}, seen over {count} "
                    "answers.",
                    share=translated(share),
                    count=self.count,
                )
        return tr(
            "The forecast of the first word is usually far off, seen over {count} answers.", count=self.count
        )


class Forecaster:
    """Foretells from what the last answers of a model took, and from how long answers were."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._speeds = SpeedStore(database)
        self._lock = threading.Lock()
        self._predicted: dict[Path, Speed | None] = {}
        self._fitted: dict[Path, tuple[list[Taken], Speed | None, Timing | None]] = {}

    def foretell(self, size: PromptSize, model: Path, name: str, most_tokens: int | None) -> Forecast:
        """size: what would be sent; name: the model's; most_tokens: the longest answer allowed, None: any."""
        usual = self._usual_answer_tokens(name)
        return foretell(size, self.timing(model), min(usual, most_tokens or usual))

    def timing(self, model: Path) -> Timing | None:
        """Of a model: from its answers, else from the measurement of this computer; None before both."""
        taken = self._speeds.taken(model)
        use = self._speeds.use_of(model)
        known = use.speed if use is not None else None
        if not taken and (known is None or not known.write_tokens_per_s):
            known = self._prediction(model)
        with self._lock:
            before = self._fitted.get(model)
        if before is not None and before[:2] == (taken, known):
            return before[2]  # as for each key while something is written
        timing = fitted(taken, known)
        with self._lock:
            self._fitted[model] = (taken, known, timing)
        return timing

    def longest_silence_s(self, model: Path, size_bytes: int) -> float:
        """How long nothing may come of a model at work while all is well; after that it may be stuck.

        The longest that is usual: its file is read from the disk, then the first tokens of a prompt.
        """
        timing = self.timing(model)
        first_tokens_s = size_bytes * FIRST / _SLOW_BYTES_PER_S
        if timing is not None:
            first_tokens_s = timing.first_word_s(FIRST, 0)
        return max(_SHORTEST_SILENCE_S, size_bytes / _SLOW_DISK_BYTES_PER_S + _TIMES_SLOWER * first_tokens_s)

    def accuracy(self, name: str) -> Accuracy | None:
        """Of the last forecasts that were kept with answers of the model of that name; None: too few."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT foretold_first_s, first_token_s FROM message WHERE model = ? "
                f"AND foretold_first_s > 0 AND first_token_s > 0 ORDER BY id DESC LIMIT {_JUDGED}",
                (name,),
            ).fetchall()
        off = [abs(row["foretold_first_s"] - row["first_token_s"]) / row["first_token_s"] for row in rows]
        if len(off) < _FEWEST_ANSWERS:
            return None
        return Accuracy(len(off), median(off), quantiles(off, n=10, method="inclusive")[-1])

    def usual_thinking_s(self, name: str) -> float:
        """The median of how long the model of that name thought before its last answers; 0.0: not known."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT thinking_s FROM message WHERE model = ? AND thinking_s > 0 "
                f"ORDER BY id DESC LIMIT {_ANSWERS}",
                (name,),
            ).fetchall()
        return median(row["thinking_s"] for row in rows) if rows else 0.0

    def _prediction(self, model: Path) -> Speed | None:
        """What the measurement of this computer says of a model that has not answered yet."""
        with self._lock:
            if model in self._predicted:
                return self._predicted[model]
        computer = self._speeds.computer()
        if computer is None:
            return None  # it may be measured any moment
        try:
            header = read_header(model)
        except UserError:
            return None  # loading it will tell what is wrong
        speed = predict(header.work, header.cache_bytes_per_token, computer)
        with self._lock:
            self._predicted[model] = speed
        return speed

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


def foretell(size: PromptSize, timing: Timing | None, answer_tokens: int) -> Forecast:
    """First the new tokens are read, then the answer is written."""
    new_tokens = max(0, size.prompt_tokens - size.reused_tokens)
    if timing is None:
        return Forecast(new_tokens, size.reused_tokens, answer_tokens, 0.0, 0.0)
    first_word_s = timing.first_word_s(new_tokens, size.reused_tokens)
    answer_s = first_word_s + timing.write_s(answer_tokens, size.prompt_tokens)
    return Forecast(new_tokens, size.reused_tokens, answer_tokens, first_word_s, answer_s)
