"""Everything that passes between the engine and the rest of the program, as frozen values.

Those that the first picture of the window needs have modules of their own, and are passed on here: making a
class of values takes half a millisecond.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from app.engine.statistics import NOTHING_DONE as NOTHING_DONE
from app.engine.statistics import EnergySource as EnergySource
from app.engine.statistics import FinishReason as FinishReason
from app.engine.statistics import Statistics as Statistics
from app.engine.turns import ChatMessage as ChatMessage
from app.engine.turns import Role as Role

KvCache = Literal["full", "half"]
"""How exactly a model's memory of what it has read is kept: F16, or Q8_0 in about half the room."""

Drafts = Literal["where they pay", "never", "always"]
"""When tokens are guessed in advance."""

Thinking = Literal["off", "brief", "full"]
"""How much a model thinks before it answers."""

BRIEF_TOKENS = 160
"""How long a brief reasoning may be."""


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is chosen. None means: the model's recommended value, else our default."""

    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    seed: int | None = None  # None: a new one each time


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a model is loaded. None means: chosen for this computer and model."""

    context_length: int | None = None  # tokens
    threads: int | None = None
    gpu_layers: int | None = None  # of the model's layers; what scores the vocabulary goes with the first
    kv_cache: KvCache = "full"
    draft_model: str = "off"
    """Which smaller model guesses what this one will write: "automatic", "off", or the path of one."""


USUAL_CONTEXTS = (8192, 4096)
"""Tokens of a context for which no length was asked: the first for which there is room, and less only where
nothing else fits."""

ANSWER_SHARE = 4
"""A quarter of a context is kept free for the answer, unless that is limited to less."""


@dataclass(frozen=True, slots=True)
class DraftModel:
    """A smaller model that guesses what another will write. path None: there is none; problem: why not, as a
    sentence, where one was wanted."""

    path: Path | None = None
    name: str = ""
    problem: str = ""


NO_DRAFT_MODEL = DraftModel()


@dataclass(frozen=True, slots=True)
class OnCard:
    """How much of a model a graphics card computes: so many of all its layers. name: the card's; "" where the
    engine sees none. problem: a sentence, when a card failed just now, or had no room for what seemed to fit.
    left_out: a sentence, where cards were left out from the start for what is known of them."""

    layers: int = 0
    all_layers: int = 0
    name: str = ""
    problem: str = ""
    left_out: str = ""


NO_CARD = OnCard()

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class ReplyOptions:
    """How an answer is made. max_tokens None: until the model ends or the context is full.

    candidates: with each token so many of the likeliest at its place are told (Choices), at most
    MOST_CANDIDATES; 0: none.
    begun: ids of the answer's first tokens. They are taken as they are, as if the model had just written
    them, and it goes on from there; they are in the first Piece and in all counts.
    leads_to_close: near max_tokens the model is led to end a sentence, and then the answer; of a model that
    thinks, max_tokens counts what comes after its reasoning.
    thinking: how much a model that can think before it answers should; None: as its makers have it.
    keeps_all: no message is left out; where there is no room for all, the answer is refused (Overlong).
    drafts: when tokens are guessed, from what stands in the context or by a draft model, and read in advance.
    It changes the speed, and what is chosen only by rounding: see app/engine/speculation.py.
    """

    sampling: Sampling = field(default_factory=Sampling)
    max_tokens: int | None = None
    candidates: int = 0
    begun: tuple[int, ...] = ()
    leads_to_close: bool = False
    thinking: Thinking | None = None
    keeps_all: bool = False
    drafts: Drafts = "where they pay"


@dataclass(frozen=True, slots=True)
class ModelDescription:
    """A loaded model. Sizes in bytes, context lengths in tokens."""

    path: Path
    name: str
    architecture: str
    quantization: str
    parameter_count: int
    size_bytes: int
    context_length: int
    trained_context_length: int
    vocabulary_size: int
    has_template: bool
    template_problem: str  # a sentence when the model's own template cannot be used, else empty
    recommended: Sampling
    threads: int  # for writing; a prompt is read with read_threads
    read_threads: int
    variant: str  # the CPU back end's library in use, as "haswell"
    kv_cache: KvCache  # "full" also where the model's shape allows no other
    cache_bytes: int  # of the whole context
    thinking: tuple[Thinking, ...] = ()  # what it can do of these; none: it does not think before it answers
    draft_model: DraftModel = NO_DRAFT_MODEL
    on_card: OnCard = NO_CARD


@dataclass(frozen=True, slots=True)
class Token:
    """One entry of a tokenization. piece: the text it stands for; partial characters as U+FFFD."""

    id: int
    piece: str


@dataclass(frozen=True, slots=True)
class SentToken:
    """A token of a prompt. text: what it stands for; a character split over tokens is in the last of them.
    is_special: a token of the template, which no text of a person becomes. role: whose words it is part of;
    None: the template's."""

    id: int
    text: str
    is_special: bool
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class SentPrompt:
    """A prompt as the model got it. is_exact: these very tokens were read; else it was put together again,
    and an earlier answer in it may be split into tokens in another way. usual: how this model's tokens are
    chosen where nothing is set by hand."""

    tokens: tuple[SentToken, ...]
    is_exact: bool
    usual: Sampling = field(default_factory=Sampling)

    @property
    def text(self) -> str:
        return "".join(token.text for token in self.tokens)


@dataclass(frozen=True, slots=True)
class PromptSize:
    """Token counts of what would be sent: the draft alone, and the whole prompt with it.

    room_tokens: what a prompt may have, for the rest of the context is kept for the answer; 0: not known.
    whole_tokens: what the prompt would have if no more messages than before had to leave for it.
    left_out: as in LeftOut.
    """

    draft_tokens: int
    prompt_tokens: int
    reused_tokens: int
    context_length: int
    room_tokens: int = 0
    whole_tokens: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class PromptPart:
    """A text in what is sent. message: the place of the message it is in, among all that are given."""

    message: int
    text: str


@dataclass(frozen=True, slots=True)
class PromptOutline:
    """What would be sent, in parts. left_out: as in LeftOut. tokens: of each part; those that are sent
    (is_sent) together have all tokens of the prompt."""

    size: PromptSize
    left_out: int
    tokens: tuple[int, ...]
    is_sent: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Loading:
    """A model is being loaded; fraction from 0 to 1."""

    fraction: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """is_of_changed_file: it was loaded before, from what is another file by now."""

    description: ModelDescription
    is_of_changed_file: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The context was too small: the oldest `message_count` messages (system prompt not counted) are
    not sent. Comes before the first Reading, and only when the count is above zero."""

    message_count: int


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """The model's own chat template cannot be used for this prompt, so a plain one stands in. problem: why,
    as a sentence. Comes before the first Reading."""

    problem: str


@dataclass(frozen=True, slots=True)
class Resumed:
    """What was read of this conversation came back from the disk: `tokens` more than were in memory need not
    be read again, which would have taken about saved_s seconds."""

    tokens: int
    saved_s: float


@dataclass(frozen=True, slots=True)
class Reading:
    """done of total prompt tokens are in the context; `reused` of them were there before."""

    done: int
    total: int
    reused: int


@dataclass(frozen=True, slots=True)
class Piece:
    """New text of the answer, whole characters only. token_count: tokens of the answer so far."""

    text: str
    token_count: int


@dataclass(frozen=True, slots=True)
class Candidate:
    """A token that could stand at some place of an answer. piece: what it stands for, partial characters as
    U+FFFD. probability: from 0 to 1 among all tokens, as the model gave it: before temperature, top-k and the
    other settings of sampling."""

    id: int
    piece: str
    probability: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A written token. text: what it added to the answer; a character split over tokens is in the last of
    them. probability: as a Candidate's. candidates: the likeliest at its place, likeliest first; it need not
    be one of them."""

    id: int
    text: str
    probability: float
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """The newest tokens of the answer, where ReplyOptions.candidates asks for them; after the Piece with
    their text. first, start: so many tokens, and characters, of the answer come before the first of them."""

    first: int
    start: int
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    statistics: Statistics
    reason: FinishReason


LoadEvent = Loading | Loaded
ReplyEvent = Resumed | LeftOut | TemplateProblem | Reading | Piece | Choices | Finished
