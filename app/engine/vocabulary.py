"""A model's vocabulary: text to token ids and back."""

from __future__ import annotations

import ctypes

from app.engine.llama import Bindings

_CONTROL_OR_UNKNOWN = 1 << 3 | 1 << 0
_USER_DEFINED = 1 << 4


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

    def tokenize(self, text: bytes, *, special: bool) -> list[int]:
        """Token ids of UTF-8 text. special: texts of control tokens become these tokens."""
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
        """The text of one token as shown to a person: control tokens are empty."""
        known = self._plain.get(token)
        if known is None:
            known = self._plain[token] = self._piece(token, special=False)
        return known

    def special_bytes_of(self, token: int) -> bytes:
        """The text of one token, also of a control token."""
        return self._piece(token, special=True)

    def is_end(self, token: int) -> bool:
        """Whether the model says with this token that its answer is complete."""
        return bool(self._llama.llama_vocab_is_eog(self._vocab, token))

    def is_special(self, token: int) -> bool:
        """Whether tokenization always splits the text at this token."""
        attributes: int = self._llama.llama_vocab_get_attr(self._vocab, token)
        return bool(attributes & (_CONTROL_OR_UNKNOWN | _USER_DEFINED))

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
