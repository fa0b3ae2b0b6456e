"""A model in memory: loading it, reading tokens into its context, choosing the next one."""

from __future__ import annotations

import ctypes
import importlib.metadata
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from app.engine.candidates import Likeliest, Probabilities
from app.engine.checkpoints import Checkpoints
from app.engine.events import KvCache, LoadOptions, Sampling
from app.engine.llama import Bindings, Library, Log, attach_threadpool, new_threadpool
from app.engine.vocabulary import Vocabulary
from app.engine.written import Written
from app.errors import UserError
from app.machine import hardware
from app.machine.fit import CACHE_SHARES, SCORES_BYTES
from app.models import gguf
from app.words import tr

DEFAULT_CONTEXT = 8192
_SMALLEST_CONTEXT = 512
_BATCH = 512  # most tokens read at once
_FIRST_BATCH, _SMALLEST_BATCH = 64, 32  # of 16 a processor reads a third fewer in the same time
_ATTENTION_PLAIN, _ATTENTION_FLASH, _ATTENTION_AUTO = 0, 1, -1  # LLAMA_FLASH_ATTN_TYPE_* of llama.h
_BATCH_TIME_S = 0.5  # a batch is sized to take about this long, so that progress is seen
_MOST_AHEAD = 16  # tokens of a batch that is read in advance; every context takes so many at once
_PENALTY_WINDOW = 64  # tokens that the repeat penalty looks back on, as llama.cpp's default
_TINY_BYTES = 48 << 20
_ABORTED = 2  # llama_decode's result after the abort callback said so
_NO_ROOM = 1
_SHARED_CORE = 0.7  # a core that others use less than this is worth sharing
_LOOK_INTERVAL_S = 1.0  # between two looks at what else this computer does

DEFAULTS = Sampling(temperature=0.8, top_k=40, top_p=0.95, min_p=0.05, repeat_penalty=1.0)


class Stopped(Exception):
    """The stop flag was raised during a decode. What was read before stays in memory."""


class StopFlag:
    """One byte of memory that says "stop": 1 or 0. Shared with another process, or our own."""

    def __init__(self, memory: Any | None = None) -> None:
        # Two bytes: flag and a zero, so that together they are a C string of length one or zero.
        self.memory = memory if memory is not None else (ctypes.c_char * 2)()
        self.address = ctypes.addressof(self.memory)

    def is_set(self) -> bool:
        return bool(self.memory[0] != b"\0")

    def set(self) -> None:
        self.memory[0] = b"\1"

    def clear(self) -> None:
        self.memory[0] = b"\0"


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
        log: Log,
        stop: StopFlag,
        on_progress: Callable[[float], None],
    ) -> None:
        """Load the file. Raises UserError for a file that cannot be used, Stopped when told to stop."""
        self.path = path
        self.header = gguf.read_header(path)
        self.variant = library.variant
        chosen = library.backends
        self.threads = options.threads or _threads_for(self.header.size_bytes, chosen.write_threads)
        self._read_threads = options.threads or _threads_for(self.header.size_bytes, chosen.read_threads)
        most = max(self.threads, self._read_threads)
        self._cores = None if options.threads or most == 1 else _FreeCores(most)
        self.written = Written()
        self.read_tokens_per_s = 0.0  # of the last batch; 0 before there was one
        self._has_gpu = bool(library.devices)
        self._llama = llama = library.bindings
        self._log = log
        self._stop = stop
        log.forget()
        self._model = self._load(options, on_progress)
        self.vocabulary = Vocabulary(llama, self._model)
        self.kv_cache: KvCache = options.kv_cache
        self.context_length = self._choose_context(options)
        self._context = self._new_context()
        self._memory = llama.llama_get_memory(self._context)
        self._one = (llama.llama_token * 1)()
        self._one_batch = llama.llama_batch_get_one(self._one, 1)
        self._sampler: int | None = None
        self._probabilities: Probabilities | None = None
        self._row = -1  # of the logits that the next token is chosen from; -1: the last
        self._ahead: Any = None  # the batch of step_ahead(), made when it is first needed
        has_state = llama.llama_model_is_recurrent(self._model) or llama.llama_model_is_hybrid(self._model)
        self._checkpoints = Checkpoints(llama, self._context) if has_state else None
        # llama.cpp moves a recurrent state by moving its position: what was left out would still be in it.
        self.can_move: bool = not has_state and llama.llama_memory_can_shift(self._memory)
        self.can_take_back = not (has_state or llama.llama_model_n_swa(self._model))
        """Whether its memory can surely forget the newest tokens."""
        self._is_moving = False

    def move(self, kept: int, removed: int) -> None:
        """Take `removed` tokens out of memory after the first `kept`; what follows moves up."""
        if removed:
            self._llama.llama_memory_seq_rm(self._memory, 0, kept, kept + removed)
            self._llama.llama_memory_seq_add(self._memory, 0, kept + removed, -1, -removed)
            self._is_moving = True  # llama.cpp does it with the next decode

    def read(self, tokens: Sequence[int], reused: int) -> Iterator[ReadProgress]:
        """Read tokens[reused:] into memory in batches of about half a second.

        Raises Stopped between batches or inside one.
        """
        self._cut_memory(reused)
        self._keep_place()
        self._row = -1
        done = self.written.in_memory
        size = min(_FIRST_BATCH, self._batch)
        while done < len(tokens):
            count = min(size, self._until_place(len(tokens) - done))
            batch = (self._llama.llama_token * count)(*tokens[done : done + count])
            began = time.perf_counter()
            self._decode(self._llama.llama_batch_get_one(batch, count))
            seconds = time.perf_counter() - began
            done += count
            if count >= _SMALLEST_BATCH:
                self.read_tokens_per_s = count / seconds
            self.written.in_memory = done
            if done == len(tokens) - 1:
                self._keep_place()
            yield ReadProgress(done)
            size = _next_batch_size(count, seconds, self._batch)

    def reachable(self, reused: int, written: Written | None = None) -> int:
        """How many of the first `reused` tokens, which are in memory, need not be read again: all, where the
        model can forget the rest. written: of a state that is to be read back. Any thread may ask."""
        if self._checkpoints is None or reused >= (written or self.written).in_memory:
            return reused
        return self._checkpoints.best(reused) if written is None else 0

    def begin_sampling(self, sampling: Sampling, prompt: Sequence[int]) -> None:
        """Set up how the tokens after `prompt` are chosen. None in `sampling` means our default."""
        self._free_sampler()
        llama = self._llama
        self._sampler = chain = llama.llama_sampler_chain_init(llama.llama_sampler_chain_default_params())
        for sampler in _samplers(llama, sampling, self.vocabulary.size):
            llama.llama_sampler_chain_add(chain, sampler)
        for token in prompt[-_PENALTY_WINDOW:]:
            llama.llama_sampler_accept(chain, token)

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
        row = self._llama.llama_get_logits_ith(self._context, self._row)
        scores = row[: self.vocabulary.size]
        return int(scores.index(max(scores)))

    def likeliest(self, chosen: int, count: int) -> Likeliest:
        """How likely the model found `chosen` after what was decoded last, and what it found likeliest."""
        if self._probabilities is None or self._probabilities.count != count:
            self._free_probabilities()
            self._probabilities = Probabilities(self._llama, self.vocabulary.size, count)
        return self._probabilities.of(self._llama.llama_get_logits_ith(self._context, self._row), chosen)

    @property
    def cache_bytes(self) -> int:
        """What the KV cache of the whole context takes."""
        per_token = self.header.cache_bytes_per_token * CACHE_SHARES[self.kv_cache]
        return int(self.context_length * per_token)

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

    def state_bytes(self) -> int:
        """Size of the state on the disk."""
        size: int = self._llama.llama_state_seq_get_size(self._context, 0)
        return size

    def save_state(self, path: Path) -> bool:
        """Write what was read into a file; False when that fails."""
        return not self._is_moving and bool(
            self._llama.llama_state_seq_save_file(self._context, os.fsencode(path), 0, None, 0)
        )

    def restore_state(self, path: Path, written: Written) -> bool:
        """Read a state back, of `written`. When that fails nothing is in memory afterwards."""
        self._is_moving = False
        self._clear_memory()
        tokens, count = (self._llama.llama_token * 1)(), ctypes.c_size_t()  # there are none in the file
        arguments = (self._context, os.fsencode(path), 0, tokens, 0, ctypes.byref(count))
        is_read = self._llama.llama_state_seq_load_file(*arguments)
        if not is_read or self._llama.llama_memory_seq_pos_max(self._memory, 0) + 1 != written.in_memory:
            self._clear_memory()
            self.written.clear()
            return False
        self.written.become(written)
        return True

    def step(self, token: int) -> None:
        """Read the one token just chosen. Raises Stopped."""
        self._row = -1
        self._one[0] = token
        self._decode(self._one_batch)
        self.written.in_memory += 1

    def step_ahead(self, token: int, draft: Sequence[int]) -> None:
        """Read the one token just chosen, and tokens that may come after it. Raises Stopped.

        Those that then do are told with accept(), in order; all others have to go with take_back().
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

    def take_back(self) -> None:
        """Forget what was read in advance and not accepted."""
        self._llama.llama_memory_seq_rm(self._memory, 0, self.written.in_memory, -1)

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
        size = self._llama.llama_model_meta_val_str(self._model, key.encode(), buffer, len(buffer))
        return buffer.value.decode("utf-8", "replace") if size >= 0 else None

    def close(self) -> None:
        """Free everything. For use in the same process; the child simply ends."""
        self._free_sampler()
        self._free_probabilities()
        if self._ahead is not None:
            self._llama.llama_batch_free(self._ahead)
        if self._context:
            self._llama.llama_free(self._context)
        if self._model:
            self._llama.llama_model_free(self._model)
        self._context = self._model = 0
        self._ahead = None

    def _load(self, options: LoadOptions, on_progress: Callable[[float], None]) -> int:
        llama = self._llama
        params = llama.llama_model_default_params()
        if options.gpu_layers is not None:
            params.n_gpu_layers = options.gpu_layers

        def progress(fraction: float, _data: object) -> bool:
            on_progress(fraction)
            return not self._stop.is_set()

        callback = llama.llama_progress_callback(progress)
        params.progress_callback = callback
        model: int | None = llama.llama_model_load_from_file(os.fsencode(self.path), params)
        if model:
            return model
        if self._stop.is_set():
            raise Stopped
        raise UserError(
            tr("The model {file} cannot be loaded: {reason}.", file=self.path.name, reason=self._reason()),
            tr(
                "The file may be damaged or made for another version; download it again or choose another "
                "model."
            ),
            "another_model",
        )

    def _choose_context(self, options: LoadOptions) -> int:
        trained: int = self._llama.llama_model_n_ctx_train(self._model)
        if options.context_length is not None:
            return max(64, min(options.context_length, trained or options.context_length))
        wanted = min(trained or DEFAULT_CONTEXT, DEFAULT_CONTEXT)
        # The file is mapped and most of it already counted as in use, so only the cache must fit.
        free = hardware.memory().available_bytes * 0.8 - self.header.size_bytes
        per_token = self.header.cache_bytes_per_token * CACHE_SHARES[self.kv_cache]
        while wanted > _SMALLEST_CONTEXT and wanted * per_token > free:
            wanted //= 2
        return wanted

    def _new_context(self) -> int:
        free_bytes = hardware.memory().available_bytes
        if self.cache_bytes > free_bytes:  # asked for nevertheless, the system would end this process
            raise self._no_memory(tr("only {free} MB are free", free=round(free_bytes / 1e6)))
        context = self._try_context()
        if not context and self.kv_cache == "half":  # not every model's shape can be kept so
            self.kv_cache = "full"
            context = self._try_context()
        if not context:
            raise self._no_memory(self._reason())
        pool = new_threadpool(self._llama, max(self.threads, self._read_threads))
        if pool:
            attach_threadpool(self._llama, context, pool)
        self._abort = _abort_callback(self._llama)  # kept: C holds only a pointer to it
        self._llama.llama_set_abort_callback(context, self._abort, self._stop.address)
        return context

    def _try_context(self) -> int | None:
        llama = self._llama
        params = llama.llama_context_default_params()
        params.n_ctx = self.context_length
        self._batch, self._attention = self._choose_attention()
        params.flash_attn_type = self._attention
        if self.kv_cache == "half":
            params.type_k = params.type_v = llama.GGML_TYPE_Q8_0
        params.n_batch = params.n_ubatch = self._batch
        params.n_threads, params.n_threads_batch = self.threads, self._read_threads
        context: int | None = llama.llama_init_from_model(self._model, params)
        return context

    def _choose_attention(self) -> tuple[int, int]:
        """(tokens in a batch at most, llama_flash_attn_type).

        On a processor plain attention writes a third faster after 4,000 tokens and reads as fast, but keeps
        the scores of a whole batch: context x heads x 4 bytes a token. So batches are made smaller in a
        long context; in a very long one, and on a GPU, flash attention is better. llama.cpp reads a cache of
        half the size by flash attention only.
        """
        most = min(_BATCH, self.context_length)
        if self.kv_cache == "half":
            return most, _ATTENTION_FLASH
        heads = max(1, self._llama.llama_model_n_head(self._model))
        fitting = SCORES_BYTES // (4 * heads * self.context_length)
        if self._has_gpu or fitting < _SMALLEST_BATCH:
            return most, _ATTENTION_AUTO
        return min(most, 1 << (fitting.bit_length() - 1)), _ATTENTION_PLAIN

    def _no_memory(self, reason: str) -> UserError:
        return UserError(
            tr(
                "There is not enough memory for a context of {length} tokens (about {needed} MB besides the "
                "model): {reason}.",
                length=self.context_length,
                needed=round(self.cache_bytes / 1e6),
                reason=reason,
            ),
            tr("Choose a smaller context length or a smaller model."),
            "smaller_context",
        )

    def _cut_memory(self, keep: int) -> None:
        """Forget all but the first `keep` tokens; everything where the model cannot forget a part."""
        if keep and (self._llama.llama_memory_seq_rm(self._memory, 0, keep, -1) or self._go_back(keep)):
            self.written.in_memory = keep
        else:
            self._clear_memory()
            self.written.in_memory = 0

    def _go_back(self, keep: int) -> bool:
        """Where a part cannot be forgotten: take up the state that was kept after `keep` tokens."""
        return (
            self._checkpoints is not None
            and self._checkpoints.restore(keep)
            and bool(self._llama.llama_memory_seq_rm(self._memory, 0, keep, -1))
        )

    def _keep_place(self) -> None:
        """The end of a turn: a place to come back to."""
        if self._checkpoints is not None:
            self._checkpoints.save(self.written.in_memory)

    def _until_place(self, tokens: int) -> int:
        """How many of the prompt's next tokens may be read at once: the last one, which is read again for
        another answer, comes alone where the place before it is kept."""
        return tokens if self._checkpoints is None or tokens == 1 else tokens - 1

    def _clear_memory(self) -> None:
        self._llama.llama_memory_clear(self._memory, True)
        if self._checkpoints is not None:
            self._checkpoints.clear()

    def _decode(self, batch: Any) -> None:
        if self._stop.is_set():
            raise Stopped
        if self._cores is not None and (threads := self._cores.changed_threads()):
            write, read = min(threads, self.threads), min(threads, self._read_threads)
            self._llama.llama_set_n_threads(self._context, write, read)
        result = self._llama.llama_decode(self._context, batch)
        if result == 0:
            self._is_moving = False
            return
        if result == _ABORTED:
            self._drop_partial_batch()
            raise Stopped
        # The context's state is unknown now: nothing of it may be reused.
        self._clear_memory()
        self.written.clear()
        if result == _NO_ROOM:
            raise UserError(
                tr("The model's context is full."), tr("Start a new conversation."), "longer_context"
            )
        raise UserError(
            tr("The model failed while computing: {reason}.", reason=self._reason()),
            tr("Try again; if it happens again, choose a smaller context length or another model."),
            "smaller_context",
        )

    def _drop_partial_batch(self) -> None:
        """After an abort: only what earlier calls read is known to be complete. Of a state that each token
        changes, only what was kept."""
        keep = self.written.in_memory if self._checkpoints is None else self._checkpoints.best(1 << 30)
        is_back = keep and (self._checkpoints is None or self._go_back(keep))
        if is_back and self._llama.llama_memory_seq_rm(self._memory, 0, keep, -1):
            self.written.in_memory = keep
        else:
            self._clear_memory()
            self.written.in_memory = 0

    def _reason(self) -> str:
        """The most telling of llama.cpp's last warnings."""
        lines = [line for line in self._log.warnings() if ": " in line]
        told = next((line for line in lines if "error loading model" in line), lines[-1] if lines else "")
        reason = told.split(": ", 1)[-1].removeprefix("error loading model: ").strip().rstrip(".")
        return reason or tr("llama.cpp gave no reason")

    def _free_sampler(self) -> None:
        if self._sampler is not None:
            self._llama.llama_sampler_free(self._sampler)
            self._sampler = None

    def _free_probabilities(self) -> None:
        if self._probabilities is not None:
            self._probabilities.close()
            self._probabilities = None


class _FreeCores:
    """How many threads to compute with while other programs compute too.

    The threads wait for each other after every operation, spinning. One that has to share its core
    therefore slows all others down, often more than tenfold; it is better to leave that core alone.
    """

    def __init__(self, most: int) -> None:
        self._most = self._threads = most
        self._logical = psutil.cpu_count() or most
        self._meter = hardware.CoreMeter()
        self._look_at = time.monotonic() + _LOOK_INTERVAL_S

    def changed_threads(self) -> int | None:
        """The number to use from now on, when it is another than before."""
        now = time.monotonic()
        if now < self._look_at:
            return None
        self._look_at = now + _LOOK_INTERVAL_S
        free = int(self._logical - self._meter.busy_elsewhere() + _SHARED_CORE)
        before, self._threads = self._threads, max(1, min(self._most, free))
        return self._threads if self._threads != before else None


def recommended_sampling(model: Model) -> Sampling:
    """What the file's maker recommends, under the keys general.sampling.* of llama.cpp."""

    def number(name: str) -> float | None:
        try:
            return float(model.metadata(f"general.sampling.{name}") or "")
        except ValueError:
            return None

    top_k = number("top_k")
    return Sampling(
        temperature=number("temp"),
        top_k=None if top_k is None else int(top_k),
        top_p=number("top_p"),
        min_p=number("min_p"),
        repeat_penalty=number("penalty_repeat"),
    )


def choose_sampling(asked: Sampling, recommended: Sampling) -> Sampling:
    """Each value: as asked, else as the model recommends, else our default."""

    def value(name: str) -> Any:
        candidates = (getattr(source, name) for source in (asked, recommended, DEFAULTS))
        return next((candidate for candidate in candidates if candidate is not None), None)

    return Sampling(**{name: value(name) for name in Sampling.__slots__})


def _threads_for(size_bytes: int, measured: int) -> int:
    """Threads that serve a model of this size best. measured: what was found best for larger ones, or 0."""
    # They wait for each other some hundred times a token, spinning. A tiny model gains nothing from a second
    # one, and loses a thousandfold when another program takes that one's core away.
    return 1 if size_bytes < _TINY_BYTES else measured or hardware.inference_threads()


def _samplers(llama: Bindings, sampling: Sampling, vocabulary_size: int) -> Iterator[int]:
    """The chain, in llama.cpp's order: penalties, top-k, top-p, min-p, temperature, draw."""
    temperature = sampling.temperature or 0.0
    top_k = 1 if temperature <= 0 else min(sampling.top_k or 0, vocabulary_size)
    penalty = sampling.repeat_penalty if sampling.repeat_penalty and sampling.repeat_penalty > 0 else 1.0
    if penalty != 1.0:
        if penalty > 1.0 and top_k > 0:
            # A penalty looks up every token of the vocabulary. It only lowers, and at most as many as its
            # window: so the best top_k after it are among the best top_k + window before it.
            yield llama.llama_sampler_init_top_k(top_k + _PENALTY_WINDOW)
        yield llama.llama_sampler_init_penalties(vocabulary_size, _PENALTY_WINDOW, penalty, 0.0, 0.0)
    if temperature <= 0:
        yield llama.llama_sampler_init_greedy()
        return
    if top_k > 0:
        yield llama.llama_sampler_init_top_k(top_k)
    yield llama.llama_sampler_init_top_p(1.0 if sampling.top_p is None else sampling.top_p, 1)
    yield llama.llama_sampler_init_min_p(sampling.min_p or 0.0, 1)
    yield llama.llama_sampler_init_temp(temperature)
    seed = llama.LLAMA_DEFAULT_SEED if sampling.seed is None else sampling.seed & 0xFFFFFFFF
    yield llama.llama_sampler_init_dist(seed)


def _next_batch_size(count: int, seconds: float, most: int) -> int:
    """The power of two nearest to _BATCH_TIME_S, at most twice the last: sizes repeat, so graphs can be
    reused."""
    fitting = count * _BATCH_TIME_S / max(seconds, 1e-6) * 2**0.5
    size = _SMALLEST_BATCH
    while size * 2 <= min(fitting, count * 2, most):
        size *= 2
    return size


def _abort_callback(llama: Bindings) -> Any:
    """A C function that tells whether the stop flag is raised, without taking the GIL.

    It is called after every node of the graph. strlen of the flag's two bytes is 1 or 0: true or false.
    """
    c_library = ctypes.CDLL(None) if os.name == "posix" else ctypes.cdll.msvcrt
    address = ctypes.cast(c_library.strlen, ctypes.c_void_p).value
    return llama.ggml_abort_callback(address)
