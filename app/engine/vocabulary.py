"""A model's vocabulary: text to token ids and back."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

from app.engine.llama import Bindings
from app.reasoning import mark_tokens

_UNKNOWN = 1 << 0
_CONTROL = 1 << 3
_USER_DEFINED = 1 << 4
_GUARD = "\ufdd0"  # a code point that Unicode reserves for such inner use; never part of a text


class Vocabulary:
    """Wraps llama_vocab. Safe to use from several threads: the vocabulary never changes."""

    def __init__(self, llama: Bindings, model: int) -> None:
        self._llama = llama
        self._vocab = llama.llama_model_get_vocab(model)
        self.size: int = llama.llama_vocab_n_tokens(self._vocab)
        self.bos_text = self._special_text(llama.llama_vocab_bos(self._vocab))
        self.eos_text = self._special_text(llama.llama_vocab_eos(self._vocab))
        self.bos: int | None = None
        """The token that must come first, or None where the model wants none."""
        if llama.llama_vocab_get_add_bos(self._vocab) and self.bos_text:
            self.bos = llama.llama_vocab_bos(self._vocab)
        self._plain: dict[int, bytes] = {}
        self._control_texts = self._find_control_texts()

    def tokenize(self, text: bytes, *, special: bool) -> list[int]:
        """Token ids of UTF-8 text. special: texts of control tokens become these tokens."""
        return [
            token
            for part in text.split(_GUARD.encode())
            for token in self._tokenize_part(part, special=special)
        ]

    def guarded(self, text: str, *, keeps_marks: bool = False) -> str:
        """The text so marked that `tokenize` finds no control tokens in it.

        For what people write: pasted text must not end a message or begin one in another's name. keeps_marks:
        those around a reasoning stay what they are, for an answer that goes on.
        """
        text = text.replace(_GUARD, "")
        if self._control_texts is None:
            return text

        def guard(found: re.Match[str]) -> str:
            is_kept = keeps_marks and found[0] in mark_tokens()
            return found[0] if is_kept else f"{found[0][0]}{_GUARD}{found[0][1:]}"

        return self._control_texts.sub(guard, text)

    def _tokenize_part(self, text: bytes, *, special: bool) -> list[int]:
        if not text:
            return []
        room = len(text) + 8
        ids = (self._llama.llama_token * room)()
        count = self._llama.llama_tokenize(self._vocab, text, len(text), ids, room, False, special)
        if count < 0:
            ids = (self._llama.llama_token * -count)()
            count = self._llama.llama_tokenize(self._vocab, text, len(text), ids, -count, False, special)
        return ids[:count]  # type: ignore[no-any-return]

    def prompt_tokens(self, text: bytes) -> list[int]:
        """Token ids of a whole prompt, with the first token that the model wants."""
        ids = self.tokenize(text, special=True)
        if self.bos is not None and ids[:1] != [self.bos]:
            ids.insert(0, self.bos)
        return ids

    def bytes_of(self, token: int) -> bytes:
        """The text of one token as shown to a person: control tokens are empty, but for those around a
        reasoning."""
        known = self._plain.get(token)
        if known is None:
            known = self._piece(token, special=False)
            if not known and self._special_text(token) in mark_tokens():
                known = self._piece(token, special=True)
            self._plain[token] = known
        return known

    def special_bytes_of(self, token: int) -> bytes:
        """The text of one token, also of a control token."""
        return self._piece(token, special=True)

    def is_end(self, token: int) -> bool:
        """Whether the model says with this token that its answer is complete."""
        return bool(self._llama.llama_vocab_is_eog(self._vocab, token))

    @property
    def ends(self) -> tuple[int, ...]:
        """The tokens with which the model itself ends an answer: the end of a text, and that of a turn."""
        known = (self._llama.llama_vocab_eos(self._vocab), self._llama.llama_vocab_eot(self._vocab))
        return tuple({token for token in known if token >= 0 and self.is_end(token)})

    def single_tokens(self, texts: Sequence[str]) -> tuple[int, ...]:
        """Those of these texts that are one token where they follow a word."""
        last = {self.tokenize(f"a{text}".encode(), special=False)[-1]: text.encode() for text in texts}
        return tuple(token for token, text in last.items() if self.bytes_of(token) == text)

    def is_special(self, token: int) -> bool:
        """Whether tokenization always splits the text at this token."""
        attributes: int = self._llama.llama_vocab_get_attr(self._vocab, token)
        return bool(attributes & (_UNKNOWN | _CONTROL | _USER_DEFINED))

    def _find_control_texts(self) -> re.Pattern[str] | None:
        attribute = self._llama.llama_vocab_get_attr
        control = [token for token in range(self.size) if attribute(self._vocab, token) & _CONTROL]
        texts = {self._special_text(token) for token in control}
        longest_first = sorted((text for text in texts if len(text) > 1), key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def _special_text(self, token: int) -> str:
        return self._piece(token, special=True).decode("utf-8", "replace") if token >= 0 else ""

    def _piece(self, token: int, *, special: bool) -> bytes:
        room = 64
        while True:
            buffer = ctypes.create_string_buffer(room)
            count = self._llama.llama_token_to_piece(self._vocab, token, buffer, room, 0, special)
            if count >= 0:
                return buffer.raw[:count]
            room = -count
