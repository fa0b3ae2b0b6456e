"""Leads an answer of limited length to a close before its limit, and a reasoning to its end.

An answer: in its last tokens the scores of what ends a sentence rise, and once one has ended, that of the
model's own end. It is the exponential_decay_length_penalty of Hugging Face's transformers (class
ExponentialDecayLengthPenalty: the end's score rises with each token after a start, "without cutting
abruptly"), with a square in place of its power, and held back within a sentence.

A reasoning: at its budget the tokens of its end mark are written in the model's place ("budget forcing" in
Muennighoff et al., "s1: Simple test-time scaling", 2025), after which it answers.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping

from app.engine.events import BRIEF_TOKENS, ReplyOptions
from app.engine.model import Model
from app.engine.vocabulary import Vocabulary
from app.reasoning import ReasoningFilter

_LEAST = 16  # tokens; a shorter answer is simply cut
_WINDOW_SHARE = 10  # the last tenth of an answer is its way to a close
_LEAST_WINDOW, _MOST_WINDOW = 12, 120  # tokens
_SENTENCE_SCORE = 32.0  # what ends a sentence is raised by so much at the limit, in logits
_END_SCORES = (12.0, 30.0)  # the model's own end, once a sentence has ended: at first, and more at the limit
_ENDINGS = (".", "!", "?", ".\n", ".\n\n", "\u3002", "\uff01", "\uff1f")  # the last: Chinese and Japanese
_ENDED = re.compile(r"""[.!?\u3002\uff01\uff1f][)\]"'\u201d\u2019*_]*\s*\Z|\n\s*\Z""")
_NOT_ENDED = re.compile(r"(?:^|\n)\s*\d+[.)]\s*\Z|\b(?:e\.g|i\.e|z\.B|Dr|Mr|Mrs|vs)\.\s*\Z|:\s*\Z")
_LONG_THOUGHT, _THOUGHT_SHARE = 1024, 8  # tokens of a reasoning, and in answers of the greatest length
_FENCE = "```"
_LOOKED_BACK = 32  # characters


def ends_a_sentence(text: str) -> bool:
    """Whether the text, in which no code is open, may stop here: a sentence or a line has ended."""
    tail = text[-_LOOKED_BACK:]
    return bool(_ENDED.search(tail)) and not _NOT_ENDED.search(tail)


class Landing:
    """Watches the text of one answer, and says which scores to raise."""

    def __init__(self, vocabulary: Vocabulary, most: int | None) -> None:
        """most: tokens that the answer may have; None: any number, which needs no landing."""
        self._most = most or 0
        self._window = min(
            self._most // 2, max(_LEAST_WINDOW, min(self._most // _WINDOW_SHARE, _MOST_WINDOW))
        )
        self._is_on = self._most >= _LEAST
        self._ends = vocabulary.ends if self._is_on else ()
        self._endings = vocabulary.single_tokens(_ENDINGS) if self._is_on else ()
        self._text = ""
        self._marks = ""
        self._is_in_code = False

    def add(self, text: str) -> None:
        """More of the answer."""
        if not self._is_on:
            return
        self._text = (self._text + text)[-_LOOKED_BACK:]
        self._marks += text  # a fence may be split over two pieces
        while (place := self._marks.find(_FENCE)) >= 0:
            self._is_in_code = not self._is_in_code
            self._marks = self._marks[place + len(_FENCE) :]
        self._marks = self._marks[-len(_FENCE) + 1 :]

    def scores(self, count: int) -> Mapping[int, float]:
        """What to add to which tokens' scores, after `count` tokens of the answer."""
        if not self._is_on or (left := self._most - count) > self._window or self._is_in_code:
            return {}
        near = 1.0 - left / self._window
        if ends_a_sentence(self._text):
            return dict.fromkeys(self._ends, _END_SCORES[0] + _END_SCORES[1] * near)
        return dict.fromkeys(self._endings, _SENTENCE_SCORE * near * near)


class Lead:
    """What has a say in the choice of tokens besides the model: the limits of an answer and of its reasoning.

    was_led: whether the model's end came only because it was led to it.
    """

    def __init__(self, model: Model, options: ReplyOptions, opening: str) -> None:
        """opening: text that comes before the first token's."""
        self._model = model
        self._most = options.max_tokens if options.max_tokens is not None else model.context_length
        self._landing = Landing(model.vocabulary, options.max_tokens if options.leads_to_close else None)
        has_end = options.leads_to_close and options.max_tokens is not None
        self._budget = BRIEF_TOKENS if options.thinking == "brief" else None
        if self._budget is None and has_end and options.thinking != "full":
            # Who wants no long answer waits for no endless reasoning.
            self._budget = max(_LONG_THOUGHT, _THOUGHT_SHARE * self._most)
        is_watched = has_end or self._budget is not None  # else nothing is done for a token
        self._reasoning = ReasoningFilter() if is_watched else None
        self._thought = 0  # tokens of the reasoning
        self._given: deque[int] = deque()
        self.was_led = False
        self._watch(opening)

    def is_spent(self, count: int) -> bool:
        """Whether `count` tokens are all there may be. Where answers are led to a close, a reasoning does
        not count."""
        return count - self._thought >= self._most

    def choose(self, sample: Callable[[], int], count: int) -> int:
        """The next token, after `count` of them: given, or sampled with some scores raised."""
        if self._given:
            return self._given.popleft()
        scores = self._landing.scores(count - self._thought)
        if not scores:
            return sample()
        self._model.nudge(scores)
        token = sample()
        self._model.nudge(scores, -1)  # what is told of the choice is the model's own
        self.was_led = self._model.vocabulary.is_end(token) and self._model.favourite() != token
        return token

    def add(self, text: str) -> None:
        """What one more token added to the answer's text."""
        if self._reasoning is None:
            return
        self._watch(text)
        if not self._reasoning.is_thinking:
            return
        self._thought += 1
        if self._budget is not None and self._thought >= self._budget and not self._given:
            mark = f"\n{self._reasoning.end_mark}\n\n"
            self._given.extend(self._model.vocabulary.tokenize(mark.encode(), special=True))
            self._budget = None

    def _watch(self, text: str) -> None:
        if self._reasoning is not None and text:
            self._landing.add(self._reasoning.feed(text)[1])
