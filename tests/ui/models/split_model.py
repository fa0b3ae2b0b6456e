"""A model cut into a split set, as the converters of llama.cpp do it."""

from __future__ import annotations

from pathlib import Path

from gguf import GGUFReader, GGUFValueType, GGUFWriter


def write_split(model: Path, folder: Path, name: str, tensors_each: int) -> list[Path]:
    """The parts NAME-00001-of-000NN.gguf, in order."""
    reader = GGUFReader(model)
    architecture = str(reader.fields["general.architecture"].contents())
    writer = GGUFWriter(folder / f"{name}.gguf", architecture, split_max_tensors=tensors_each)
    for field in reader.fields.values():
        if field.name.startswith("GGUF.") or field.name == "general.architecture":
            continue
        kind = field.types[0]
        inner = field.types[-1] if kind == GGUFValueType.ARRAY else None
        writer.add_key_value(field.name, field.contents(), kind, inner)
    for tensor in reader.tensors:
        data = tensor.data
        writer.add_tensor(tensor.name, data, raw_shape=data.shape, raw_dtype=tensor.tensor_type)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return sorted(folder.glob(f"{name}-*-of-*.gguf"))
