"""Back ends that are really broken: real ones in which a function begins with other instructions."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

CRASH = b"\x0f\x0b"  # ud2: the processor refuses it, as an instruction that it does not know
NOTHING = b"\xc3"  # ret: the function does nothing
_DYNAMIC_SYMBOLS = 11  # SHT_DYNSYM
_SECTION = struct.Struct("<IIQQQQIIQQ")  # Elf64_Shdr
_SYMBOL = struct.Struct("<IBBHQQ")  # Elf64_Sym


def broken_copy(library: Path, copy: Path, function: str, code: bytes) -> Path:
    """A copy for Linux on x86-64 in which the function begins with this code."""
    shutil.copyfile(library, copy)
    offset = _offset_of(library.read_bytes(), function)
    with copy.open("r+b") as file:
        file.seek(offset)
        file.write(code)
    return copy


def _offset_of(elf: bytes, function: str) -> int:
    """Where the function's code is in the file (ELF-64 specification, sections and symbols)."""
    (table,) = struct.unpack_from("<Q", elf, 40)
    size, count = struct.unpack_from("<HH", elf, 58)
    sections = [_SECTION.unpack_from(elf, table + number * size) for number in range(count)]
    for _, kind, _, _, offset, length, link, _, _, entry in sections:
        if kind != _DYNAMIC_SYMBOLS:
            continue
        names = sections[link][4]
        for place in range(offset, offset + length, entry):
            name, _, _, section, address, _ = _SYMBOL.unpack_from(elf, place)
            if elf[names + name : names + name + len(function) + 1] == function.encode() + b"\0":
                return int(address - sections[section][3] + sections[section][4])
    raise ValueError(f"{function} is not in the library")
