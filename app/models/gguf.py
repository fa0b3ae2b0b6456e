"""What a model file's header tells: its kind, its sizes, its template, what a token takes to compute.

app/models/gguf_reader.py reads the bytes, and trusts none of them.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import UserError
from app.models.gguf_memory import LayerBytes, allows_half_cache, layer_caches, state_bytes
from app.models.gguf_names import (
    ARCHITECTURES,
    FILE_TYPES,
    NOT_CHAT,
    TENSOR_TYPES,
    split_name,
    split_part,
)
from app.models.gguf_reader import (
    ARRAY,
    Budget,
    Reader,
    read_array,
    read_key,
    read_preamble,
    read_value,
    read_values,
    unreadable,
    whole_number,
)
from app.models.gguf_tensors import Weights, Work, check_data, read_tensors
from app.words import tr

_MOST_PARTS = 512  # of a split set


@dataclass(frozen=True, slots=True)
class Outline:
    """What the beginning of a model file tells, before the rest of it is here. 0 and "": not told."""

    name: str
    architecture: str
    context_length: int
    cache_bytes_per_token: int
    layer_count: int
    embedding_length: int
    vocabulary_size: int
    expert_count: int
    experts_used: int
    state_bytes: int = 0  # of what a recurrent or hybrid model keeps beside the cache, once


@dataclass(frozen=True, slots=True)
class Header:
    """What a model file says about itself. context_length: tokens it was trained with, 0 if unknown."""

    path: Path
    name: str
    architecture: str
    quantization: str
    parameter_count: int
    context_length: int
    size_bytes: int
    template: str
    cache_bytes_per_token: int  # what one token of context takes in memory
    outline: Outline
    work: Work
    layer_bytes: LayerBytes
    layer_caches: tuple[int, ...]  # of cache_bytes_per_token, each layer's
    allows_half_cache: bool  # whether its shape lets the cache be kept in about half the memory


def read_header(path: Path) -> Header:
    """Read and check the header. Raises UserError in plain words for a file that cannot be used: whatever is
    wrong with it, another model helps."""
    try:
        return _read_checked(path)
    except UserError as error:
        error.remedy = error.remedy or "another_model"
        raise


def _read_checked(path: Path) -> Header:
    try:
        part = split_part(path.name)
        if part is not None and part[1] != 1:
            raise UserError(
                tr("{file} is only a part of a model.", file=path.name),
                tr("Choose its first part: {split_name}.", split_name=split_name(path.name, 1)),
            )
        if path.exists() and not path.is_file():  # a pipe or a device could be read for ever
            raise UserError(
                tr("{file} is no file.", file=path.name), tr("Choose a model file, as name.gguf.")
            )
        return _read(path, 1 if part is None else part[2])
    except FileNotFoundError as error:
        raise UserError(
            tr("The model file {file} is not there any more.", file=path.name),
            tr("It was looked for in {folder}.", folder=path.parent),
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def read_outline(name: str, beginning: bytes, size_bytes: int) -> Outline:
    """Read the first bytes of a file of size_bytes, as far as they are needed.

    Raises BeginningTooShort when they do not reach, and UserError like read_header.
    """
    reader = Reader(Path(name), io.BytesIO(beginning), size_bytes, here=len(beginning))
    tensor_count, count = read_preamble(reader)
    part = split_part(name)
    if not tensor_count and (part is None or part[2] < 2):  # a first part may hold the description alone
        raise _without_weights(Path(name))
    values: dict[str, Any] = {}
    vocabulary_size = 0
    for _ in range(count):
        key, kind = read_key(reader), reader.number("I")
        architecture = _text(values, "general.architecture")
        if key == "tokenizer.ggml.tokens" and kind == ARRAY and f"{architecture}.block_count" in values:
            # The converters write the tokenizer, megabytes, behind all that is needed here. Where
            # another one did not, the facts are missing at this place and it is read on.
            reader.number("I")
            vocabulary_size = reader.number("Q")
            break
        values[key] = read_array(reader) if kind == ARRAY else read_value(reader, kind)
    architecture = _checked_architecture(Path(name), values)
    return _outline(values, architecture, vocabulary_size)


def _outline(values: dict[str, Any], architecture: str, vocabulary_size: int) -> Outline:
    def whole(key: str) -> int:
        return max(0, whole_number(values, f"{architecture}.{key}", 0))

    return Outline(
        name=_text(values, "general.name"),
        architecture=architecture,
        context_length=whole("context_length"),
        cache_bytes_per_token=sum(layer_caches(values, architecture)),
        layer_count=whole("block_count"),
        embedding_length=whole("embedding_length"),
        vocabulary_size=whole("vocab_size") or vocabulary_size,
        expert_count=whole("expert_count"),
        experts_used=whole("expert_used_count"),
        state_bytes=state_bytes(values, architecture),
    )


def _read(path: Path, part_count: int) -> Header:
    """The first part of a split set tells of the model; all parts together are the model."""
    budget, weights, size_bytes = Budget(), Weights(), 0
    values: dict[str, Any] = {}
    architecture = ""
    for number, part in enumerate(_parts(path, part_count), 1):
        with part.open("rb") as file:
            size = file.seek(0, 2)
            reader = Reader(part, file, size, budget=budget)
            tensor_count, value_count = read_preamble(reader)
            if part_count == 1 and not tensor_count:
                raise _without_weights(path)  # before its values, of which there may be many, are read
            own = read_values(reader, value_count)
            if number == 1:
                values, architecture = own, _checked_architecture(path, own)
            end = read_tensors(reader, tensor_count, weights)
            check_data(reader, own, end)
            size_bytes += size
    if not weights.parameter_count:
        raise _without_weights(path)
    outline = _outline(values, architecture, weights.vocabulary_size)
    return Header(
        path=path,
        name=outline.name or path.stem,
        architecture=architecture,
        quantization=_quantization(values, weights.bytes_of_types),
        parameter_count=weights.parameter_count,
        context_length=outline.context_length,
        size_bytes=size_bytes,
        template=_text(values, "tokenizer.chat_template"),
        cache_bytes_per_token=outline.cache_bytes_per_token,
        outline=outline,
        work=weights.work(outline.experts_used, outline.expert_count),
        layer_bytes=weights.layer_bytes(outline.layer_count),
        layer_caches=tuple(layer_caches(values, architecture)),
        allows_half_cache=allows_half_cache(values, architecture),
    )


def _parts(path: Path, part_count: int) -> Iterator[Path]:
    """The files of a model, from the first on. Raises UserError where one is missing."""
    if part_count > _MOST_PARTS:
        raise UserError(
            tr(
                "The model {file} is damaged: no model has {part_count} parts.",
                file=path.name,
                part_count=part_count,
            )
        )
    yield path
    for number in range(2, part_count + 1):
        part = path.with_name(split_name(path.name, number))
        if not part.is_file():
            raise UserError(
                tr(
                    "The model {file} is incomplete: its part {number} of {part_count} is missing.",
                    file=path.name,
                    number=number,
                    part_count=part_count,
                ),
                tr("Download it again, or put all its parts into one folder."),
            )
        yield part


def _without_weights(path: Path) -> UserError:
    return UserError(
        tr("The model file {file} holds no weights, so it cannot answer.", file=path.name),
        tr("Choose another model."),
    )


def _checked_architecture(path: Path, values: dict[str, Any]) -> str:
    architecture = _text(values, "general.architecture")
    if not architecture:
        raise UserError(
            tr("The model file {file} does not say what kind of model it is.", file=path.name),
            tr("Choose another model."),
        )
    if architecture in NOT_CHAT:
        raise UserError(
            tr(
                '{file} is not a chat model: its kind is "{architecture}".',
                file=path.name,
                architecture=architecture,
            ),
            tr("Choose a model made for chat, often named Instruct or Chat."),
        )
    if architecture not in ARCHITECTURES:
        raise UserError(
            tr(
                "The model file {file} holds a kind of model that this version of Inglenook does not know: "
                '"{architecture}".',
                file=path.name,
                architecture=architecture[:60],
            ),
            tr("A newer version of Inglenook may know it; until then choose another model."),
        )
    return architecture


def _quantization(values: dict[str, Any], types: Counter[int]) -> str:
    named = FILE_TYPES.get(whole_number(values, "general.file_type", -1))
    return named or (TENSOR_TYPES[types.most_common(1)[0][0]][0] if types else "")


def _text(values: dict[str, Any], key: str) -> str:
    value = values.get(key)
    return value if isinstance(value, str) else ""
