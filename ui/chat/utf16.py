"""Positions in text: Python counts characters, Qt counts UTF-16 units. They differ after the first emoji."""

from __future__ import annotations


def to_units(text: str, offset: int) -> int:
    """Characters -> UTF-16 units."""
    if text.isascii():
        return offset
    return offset + sum(character > "\uffff" for character in text[:offset])


def to_characters(text: str, position: int) -> int:
    """UTF-16 units -> characters; within a pair, the character it belongs to."""
    if text.isascii():
        return position
    units = 0
    for offset, character in enumerate(text):
        if units >= position:
            return offset
        units += 1 + (character > "\uffff")
    return len(text)
