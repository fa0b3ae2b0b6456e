"""The guide's tokenizer, byte-level BPE trained on the corpus, and the ChatML form of a conversation."""

from __future__ import annotations

from collections.abc import Iterator

from corpus import Corpus, Turn
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

END_OF_TEXT, START, END = "<|endoftext|>", "<|im_start|>", "<|im_end|>"
SPECIALS = (END_OF_TEXT, START, END)
# llama.cpp's LLAMA_VOCAB_PRE_TYPE_QWEN2 (src/llama-vocab.cpp); it must be the same here.
QWEN2_SPLIT = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}"
    r"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def train_tokenizer(corpus: Corpus, vocabulary_size: int, conversations: int) -> Tokenizer:
    """A tokenizer of exactly `vocabulary_size` entries, the specials first."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_SPLIT), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary_size,
        special_tokens=list(SPECIALS),
        show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )

    def texts() -> Iterator[str]:
        answered: set[str] = set()
        for _ in range(conversations):
            for turn in corpus.conversation()[1]:
                yield turn.question
                if turn.answer not in answered:
                    answered.add(turn.answer)
                    # An answer is fixed text that is written again and again: worth few, whole tokens.
                    yield from [turn.answer] * 20

    tokenizer.train_from_iterator(texts(), trainer)
    return tokenizer


class Encoder:
    """Conversations to token ids and the mask of the tokens to learn."""

    def __init__(self, tokenizer: Tokenizer, dropout_tokenizer: Tokenizer | None = None) -> None:
        self._plain = tokenizer
        self._rough = dropout_tokenizer or tokenizer
        self.start, self.end = (tokenizer.token_to_id(mark) for mark in (START, END))
        self._newline = tokenizer.encode("\n").ids
        self._roles = {role: tokenizer.encode(f"{role}\n").ids for role in ("system", "user", "assistant")}

    def _message(self, role: str, body: list[int]) -> list[int]:
        return [self.start, *self._roles[role], *body, self.end, *self._newline]

    def prompt(self, messages: list[tuple[str, str]]) -> list[int]:
        """(role, text) messages as the template renders them, ready for the answer's first token."""
        ids: list[int] = []
        for role, text in messages:
            ids += self._message(role, self._plain.encode(text).ids)
        return [*ids, self.start, *self._roles["assistant"]]

    def conversation(
        self, system: str, turns: list[Turn], rough: bool, last_answer_tokens: int | None = None
    ) -> tuple[list[int], list[bool]]:
        """Ids of the whole conversation, and for each whether it is an answer's token (the end included).

        last_answer_tokens: cut there. The first tokens of an answer show whether the question was understood;
        the rest is the same each time.
        """
        ids = self._message("system", self._plain.encode(system).ids) if system else []
        learn = [False] * len(ids)
        for turn in turns:
            # A name that is split otherwise than in the answer could not be copied.
            split = self._rough if rough and turn.topic != "tell_name" else self._plain
            question = split.encode(turn.question).ids
            ids += self._message("user", question)
            answer = self._message("assistant", self._plain.encode(turn.answer).ids)
            learn += [False] * (len(ids) - len(learn))
            head = 1 + len(self._roles["assistant"])
            learn += (
                [False] * head
                + [True] * (len(answer) - head - len(self._newline))
                + [False] * len(self._newline)
            )
            ids += answer
            if turn is turns[-1] and last_answer_tokens is not None:
                kept = len(ids) - len(answer) + head + last_answer_tokens
                ids, learn = ids[:kept], learn[:kept]
        return ids, learn
