"""The table of a model file's tensors: how many weights of which type it has, and what they are for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.errors import UserError
from app.models.gguf_memory import LayerBytes, LayerCount
from app.models.gguf_names import TENSOR_TYPES
from app.models.gguf_reader import Reader, whole_number
from app.words import tr

_LONGEST_NAME = 256  # of a tensor; ggml's own limit is 64
_MAX_DIMENSIONS = 4
_DEFAULT_ALIGNMENT = 32


@dataclass(frozen=True, slots=True)
class Work:
    """What one token takes to compute: how many weights of which type it meets, as (("Q4_K", 3000), ...).

    Of a mixture of experts only those that are chosen count. A token's embedding is looked up, not computed.
    last: of the last layer, which scores the vocabulary; most tokens of a prompt need no scores.
    """

    layers: tuple[tuple[str, int], ...]
    last: tuple[tuple[str, int], ...]

    @property
    def layer_weights(self) -> int:
        return sum(count for _, count in self.layers)

    @property
    def last_weights(self) -> int:
        return sum(count for _, count in self.last)


class Weights:
    """The tensors of a model, counted by what they are for."""

    def __init__(self) -> None:
        self.parameter_count = 0
        self.vocabulary_size = 0
        self.bytes_of_types: Counter[int] = Counter()
        self._counts: Counter[tuple[str, str]] = Counter()  # by part and type
        self._layers = LayerCount()

    def add(self, name: str, shape: Sequence[int], kind: int, count: int, size_bytes: int) -> None:
        """kind: its ggml_type. count: of its numbers."""
        part = "other"
        if name == "token_embd.weight":
            part = "embedding"
            self.vocabulary_size = shape[-1] if len(shape) == 2 else 0
        elif name == "output.weight":
            part = "output"
        elif "_exps." in name:
            part = "experts"
        self.parameter_count += count
        self.bytes_of_types[kind] += size_bytes
        self._counts[part, TENSOR_TYPES[kind][0]] += count
        self._layers.add(name, size_bytes)

    def layer_bytes(self, layer_count: int) -> LayerBytes:
        has_own_scores = any(part == "output" for part, _ in self._counts)
        return self._layers.bytes(layer_count, has_own_scores)

    def work(self, experts_used: int, expert_count: int) -> Work:
        """Both counts are 0 where the model is no mixture of experts."""
        share = min(1.0, experts_used / expert_count) if expert_count else 1.0
        layers: Counter[str] = Counter()
        for (part, kind), count in self._counts.items():
            if part in ("other", "experts"):
                layers[kind] += int(count * share) if part == "experts" else count
        # Without a last layer of its own, a model uses its embedding for that.
        parts = {part for part, _ in self._counts}
        last = "output" if "output" in parts else "embedding"
        return Work(
            layers=tuple(layers.items()),
            last=tuple((kind, count) for (part, kind), count in self._counts.items() if part == last),
        )


def read_tensors(reader: Reader, count: int, weights: Weights) -> int:
    """Adds the table of tensors, of so many, to `weights`. Returns the bytes of all data. UserError for one
    that the engine does not know."""
    reader.section = tr("in the table of its weights")
    end = 0
    for _ in range(count):
        name = reader.text(_LONGEST_NAME)
        dimensions = reader.number("I")
        if dimensions > _MAX_DIMENSIONS:
            raise reader.damaged(tr("a tensor has too many dimensions"))
        shape = reader.numbers("Q", dimensions)
        kind, offset = reader.number("I"), reader.number("Q")
        if kind not in TENSOR_TYPES:
            raise UserError(
                tr(
                    "The model file {file} stores its numbers in a way that this version of Inglenook does "
                    "not know.",
                    file=reader.name,
                ),
                tr("Look for a file of the same model in another quantization, such as Q4_K_M."),
            )
        _, block, block_bytes = TENSOR_TYPES[kind]
        product = math.prod(shape)
        size = -(-product // block) * block_bytes
        weights.add(name, shape, kind, product, size)
        end = max(end, offset + size)
    return end


def check_data(reader: Reader, values: dict[str, Any], data_bytes: int) -> None:
    """UserError unless the file reaches to the end of its last tensor. data_bytes: as read_tensors told."""
    reader.section = tr("in the weights")
    alignment = whole_number(values, "general.alignment", _DEFAULT_ALIGNMENT)
    if alignment <= 0 or alignment & (alignment - 1):
        raise reader.damaged(tr("its alignment is impossible"))
    start = -(-reader.position // alignment) * alignment
    if start + data_bytes > reader.size:
        raise reader.truncated(start + data_bytes)
