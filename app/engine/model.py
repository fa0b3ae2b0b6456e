"""A model in memory: reading tokens into its context, choosing the next one, going back."""

from __future__ import annotations

import ctypes
import importlib.metadata
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.engine import batches
from app.engine.candidates import Likeliest, Probabilities
from app.engine.cores import FreeCores, Threads, threads_for
from app.engine.events import LoadOptions, Sampling
from app.engine.llama import Library
from app.engine.loading import load
from app.engine.memory import Memory
from app.engine.sampling import new_chain
from app.engine.stopping import StopFlag, Stopped, abort_callback
from app.engine.vocabulary import Vocabulary
from app.engine.written import Written
from app.errors import UserError
from app.models import gguf
from app.words import tr

_MOST_AHEAD = 16  # tokens of a batch that is read in advance; every context takes so many at once
_ABORTED = 2  # llama_decode's result after the abort callback said so
_NO_ROOM = 1


@dataclass(frozen=True, slots=True)
class ReadProgress:
    """tokens of the prompt in memory after a batch."""

    done: int


class Model:
    """A loaded model with one context and one sequence in it. One thread at a time may decode."""

    def __init__(
        self,
        library: Library,
        path: Path,
        options: LoadOptions,
        *,
        stop: StopFlag,
        on_progress: Callable[[float], None],
        helps: Model | None = None,
    ) -> None:
        """Load the file. on_progress: is told the share that is loaded, from 0 to 1. helps: the model that
        this one works for; it computes on that one's threads, and reads fewer tokens at once.

        Raises UserError for a file that cannot be used or a context there is no memory for, Stopped when
        told to stop.
        """
        self.path = path
        self.header = header = gguf.read_header(path)
        self.variant = library.variant
        threads = threads_for(header.size_bytes, library.backends, options.threads)
        self.threads: Threads = threads if helps is None else threads.within(helps.threads.most)
        is_fixed = bool(options.threads) or self.threads.most == 1
        self._cores = None if is_fixed else FreeCores(self.threads.most)
        self.written = Written()
        self.read_tokens_per_s = 0.0  # of the last batch; 0 before there was one
        self._llama = llama = library.bindings
        self._log = library.log
        self._log.forget()
        self._stop = stop
        pool, most_at_once = (helps._pool, batches.HELPER_MOST) if helps else (None, batches.MOST)
        self._weights, context, self.on_card = load(
            library, header, options, self.threads, stop, on_progress, pool=pool, most_at_once=most_at_once
        )
        self.vocabulary = Vocabulary(llama, self._weights)
        self.context_length, self.kv_cache = context.length, context.kv_cache
        self.cache_bytes = context.cache_bytes
        self._most_at_once, self._attention = context.most_at_once, context.attention
        self._context = context.address
        self._pool: int | None = context.pool
        self._abort = abort_callback(llama)  # kept: C holds only a pointer to it
        llama.llama_set_abort_callback(self._context, self._abort, stop.address)
        self.memory = Memory(llama, self._weights, context.address, self.written)
        self._one = (llama.llama_token * 1)()
        self._one_batch = llama.llama_batch_get_one(self._one, 1)
        self._sampler: int | None = None
        self._greedy: int = llama.llama_sampler_init_greedy()
        self._probabilities: Probabilities | None = None
        self._row = -1  # of the logits that the next token is chosen from; -1: the last
        self._ahead: Any = None  # the batch of step_ahead(), made when it is first needed

    def read(
        self, tokens: Sequence[int], reused: int, shared: Collection[int] = ()
    ) -> Iterator[ReadProgress]:
        """Read tokens[reused:] into memory in batches of about a second. shared: as in Memory.places_in().

        Raises Stopped between batches or inside one.
        """
        self.memory.cut(reused)
        self.memory.keep_place()
        self._row = -1
        done = self.written.in_memory
        places = self.memory.places_in(len(tokens), shared)
        size = batches.first_size(self.read_tokens_per_s, self._most_at_once)
        while done < len(tokens):
            until = next((place for place in places if place > done), len(tokens))
            count = min(size, until - done)
            batch = (self._llama.llama_token * count)(*tokens[done : done + count])
            began = time.perf_counter()
            self._decode(self._llama.llama_batch_get_one(batch, count))
            seconds = time.perf_counter() - began
            done += count
            if count >= batches.SMALLEST:
                self.read_tokens_per_s = count / seconds
            self.written.in_memory = done
            if done in places:
                self.memory.keep_place()
            yield ReadProgress(done)
            if count == size:  # one that ends at a place tells little of longer ones
                size = batches.next_size(count, seconds, self._most_at_once)

    def begin_sampling(self, sampling: Sampling, prompt: Sequence[int]) -> None:
        """Set up how the tokens after `prompt` are chosen. None in `sampling` means our default."""
        self._free_sampler()
        self._sampler = new_chain(self._llama, sampling, self.vocabulary.size, prompt)

    def sample(self) -> int:
        """Choose the next token from what was decoded last."""
        token: int = self._llama.llama_sampler_sample(self._sampler, self._context, self._row)
        return token

    def nudge(self, scores: Mapping[int, float], sign: int = 1) -> None:
        """Raise the scores of some tokens for the next choice. sign -1: take that back."""
        row = self._llama.llama_get_logits_ith(self._context, self._row)
        for token, score in scores.items():
            row[token] += sign * score

    def favourite(self) -> int:
        """The token with the highest score at the place of the next choice."""
        token: int = self._llama.llama_sampler_sample(self._greedy, self._context, self._row)
        return token

    def likeliest(self, chosen: int, count: int) -> Likeliest:
        """How likely the model found `chosen` after what was decoded last, and what it found likeliest."""
        if self._probabilities is None or self._probabilities.count != count:
            self._free_probabilities()
            self._probabilities = Probabilities(self._llama, self.vocabulary.size, count)
        return self._probabilities.of(self._llama.llama_get_logits_ith(self._context, self._row), chosen)

    @property
    def identity(self) -> dict[str, Any]:
        """What has to be the same for a state of the context to be read back."""
        status = self.path.stat()
        return {
            "llama_cpp": importlib.metadata.version("llama-cpp-python"),
            "model": [self.path.name, status.st_size, status.st_mtime_ns],
            "attention": self._attention,
            "kv_cache": self.kv_cache,
        }

    def step(self, token: int) -> None:
        """Read the one token just chosen. Raises Stopped."""
        self._row = -1
        self._one[0] = token
        self._decode(self._one_batch)
        self.written.in_memory += 1

    def step_ahead(self, token: int, draft: Sequence[int]) -> None:
        """Read the one token just chosen, and tokens that may come after it. Raises Stopped.

        Those that then do are told with accept(), in order; all others have to go with memory.take_back().
        """
        tokens, batch = [token, *draft], self._batch_of(1 + len(draft))
        for index, one in enumerate(tokens):
            batch.token[index], batch.pos[index] = one, self.written.in_memory + index
        self._decode(batch)
        self._row = 0
        self.written.in_memory += 1

    def accept(self) -> None:
        """The token just chosen is the next of those that were read in advance."""
        self._row += 1
        self.written.in_memory += 1

    def _batch_of(self, count: int) -> Any:
        """A batch in which each token has its own logits."""
        if self._ahead is None:
            self._ahead = self._llama.llama_batch_init(_MOST_AHEAD, 0, 1)
            for index in range(_MOST_AHEAD):
                self._ahead.n_seq_id[index], self._ahead.logits[index] = 1, 1
                self._ahead.seq_id[index][0] = 0
        self._ahead.n_tokens = count
        return self._ahead

    def metadata(self, key: str) -> str | None:
        """A value of the file's header as llama.cpp prints it, or None."""
        buffer = ctypes.create_string_buffer(256)
        size = self._llama.llama_model_meta_val_str(self._weights, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if size >= 0 else None

    def is_stopped(self) -> bool:
        """Whether what it is asked for is not wanted any more."""
        return self._stop.is_set()

    def close(self) -> None:
        """Free everything. For use in the same process; the child simply ends."""
        self._free_sampler()
        self._free_probabilities()
        self._llama.llama_sampler_free(self._greedy)
        if self._ahead is not None:
            self._llama.llama_batch_free(self._ahead)
        if self._context:
            self._llama.llama_free(self._context)
        if self._weights:
            self._llama.llama_model_free(self._weights)
        self._context = self._weights = 0
        self._ahead = None

    def _decode(self, batch: Any) -> None:
        if self._stop.is_set():
            raise Stopped
        if self._cores is not None and (threads := self._cores.changed_threads()):
            used = self.threads.within(threads)
            self._llama.llama_set_n_threads(self._context, used.write, used.read)
        result = self._llama.llama_decode(self._context, batch)
        if result == 0:
            self.memory.decoded()
            return
        if result == _ABORTED:
            self.memory.drop_partial_batch()
            raise Stopped
        # The context's state is unknown now: nothing of it may be reused.
        self.memory.clear()
        self.written.clear()
        if result == _NO_ROOM:
            raise UserError(
                tr("The model's context is full."), tr("Start a new conversation."), "longer_context"
            )
        raise UserError(
            tr("The model failed while computing: {reason}.", reason=self._log.reason()),
            tr("Try again; if it happens again, choose a smaller context length or another model."),
            "smaller_context",
        )

    def _free_sampler(self) -> None:
        if self._sampler is not None:
            self._llama.llama_sampler_free(self._sampler)
            self._sampler = None

    def _free_probabilities(self) -> None:
        if self._probabilities is not None:
            self._probabilities.close()
            self._probabilities = None
