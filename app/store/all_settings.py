"""Everything a person can set, each declared once: name, type, default, range, title and a line of help."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from app.words import Marked, later

if TYPE_CHECKING:
    from app.engine.events import LoadOptions, ReplyOptions

_T = TypeVar("_T")

Group = Literal["", "basic", "advanced"]
"""Where a setting is shown; "": nowhere, the program remembers it by itself."""

Section = tuple[Group, Marked]
"""Where settings are shown together, and what it is called there."""

_NO_WORDS = Marked("")
_NOWHERE: Section = "", _NO_WORDS
_APPEARANCE: Section = "basic", later("Appearance")
_WRITING: Section = "basic", later("Writing")
_CONVERSATIONS: Section = "basic", later("Conversations")
_DESKTOP: Section = "basic", later("Desktop")
_NETWORK: Section = "basic", later("Network")
_ANSWERS: Section = "basic", later("Answers")
_CHOOSING_WORDS: Section = "advanced", later("Choosing words")
_ENGINE: Section = "advanced", later("Engine")
_MODELS: Section = "basic", later("Models")
_TOTALS: Section = "basic", later("Totals")

_RECOMMENDED = later("As the model recommends")
_CANDIDATES = 6  # that are recorded for each token


def setting(
    default: _T,
    *,
    help: Marked,
    section: Section = _NOWHERE,
    title: Marked = _NO_WORDS,
    low: float | None = None,
    high: float | None = None,
    choices: Mapping[str, Marked] | None = None,
    automatic: Marked = _NO_WORDS,
    unit: Marked = _NO_WORDS,
    also: Marked = _NO_WORDS,
    is_long: bool = False,
    is_folder: bool = False,
    is_model: bool = False,
    needs_reload: bool = False,
) -> _T:
    """Declares one setting. None as its value always means: chosen by the program or the model.

    section: where it is shown, in the order of declaration. choices: each allowed value with its words.
    automatic: the words for None. unit: what a number counts. also: other words that somebody may look for
    it by. is_long: a text of several lines. is_folder: a text that is a folder's path. is_model: the path of
    a model is allowed beside the choices. needs_reload: a change loads the model again.
    """
    about = {name: value for name, value in locals().items() if name != "default"}
    about |= {"group": section[0], "section": section[1], "choices": dict(choices or {})}
    declared: Any = dataclasses.field(default=default, metadata=about)
    return declared  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in use."""

    theme: Literal["system", "light", "dark"] = setting(
        "system",
        section=_APPEARANCE,
        title=later("Colours"),
        also=later("theme dark light appearance"),
        choices={"system": later("As the system"), "light": later("Light"), "dark": later("Dark")},
        help=later("Light or dark, or as your system is set, also when that changes."),
    )
    language: Literal["system", "en", "de"] = setting(
        "system",
        section=_APPEARANCE,
        title=later("Language"),
        also=later("English German translation"),
        # A language is called as it calls itself, so that who reads no other finds it.
        choices={"system": later("As the system"), "en": Marked("English"), "de": Marked("Deutsch")},
        help=later("The language of the window. A change is seen from the next start on."),
    )
    scale: Literal["90", "100", "110", "125", "150", "175", "200"] = setting(
        "100",
        section=_APPEARANCE,
        title=later("Size of everything"),
        also=later("font text letters zoom scale larger smaller"),
        choices={size: Marked(f"{size} %") for size in ("90", "100", "110", "125", "150", "175", "200")},
        help=later(
            "Letters, signs and distances in the whole window. A change is seen from the next start on."
        ),
    )
    zoom: int = setting(
        100,
        section=_APPEARANCE,
        title=later("Size of the conversation"),
        also=later("font text letters zoom larger smaller"),
        low=75,
        high=200,
        unit=Marked("%"),
        help=later("Also with Ctrl and +, - or 0, or Ctrl and the mouse wheel."),
    )
    send_key: Literal["enter", "ctrl+enter"] = setting(
        "enter",
        section=_WRITING,
        title=later("Send with"),
        also=later("key Return newline"),
        choices={
            "enter": later("Enter (Shift+Enter: new line)"),
            "ctrl+enter": later("Ctrl+Enter (Enter: new line)"),
        },
        help=later("The key that sends a message."),
    )
    titles_by_model: bool = setting(
        True,
        section=_CONVERSATIONS,
        title=later("Titles made by the model"),
        help=later(
            "After its first answer the model names the conversation when it is idle; the built-in guide "
            "does not. A title of your own stays."
        ),
    )
    notifications: bool = setting(
        False,
        section=_DESKTOP,
        title=later("Notifications"),
        also=later("tell sound message"),
        help=later(
            "While you are in another window your system tells you when an answer or a download is "
            "finished, by the title of the conversation or the name of the model."
        ),
    )
    tray: Literal["none", "shown", "stays"] = setting(
        "none",
        section=_DESKTOP,
        title=later("Tray icon"),
        also=later("close hide background system minimise"),
        choices={
            "none": later("None"),
            "shown": later("While the window is open"),
            "stays": later("Also when it is closed"),
        },
        help=later(
            "A sign where the clock is on most desktops, with Show, New chat and Quit. With the last choice "
            "closing the window only hides it; Quit there, or Ctrl+Q, ends Inglenook."
        ),
    )
    offline: bool = setting(
        False,
        section=_NETWORK,
        title=later("Offline"),
        also=later("internet connection privacy"),
        help=later(
            "Nothing is asked of Hugging Face and nothing downloaded; Inglenook uses the network for "
            "nothing else. The Network page lists every connection it ever made."
        ),
    )
    saw_first_card: bool = setting(False, help=later("Whether the first start's word on learning was read."))
    sidebar_visible: bool = setting(True, help=Marked("Whether the list of conversations is shown."))
    folded_folders: str = setting("", help=Marked("The folders of which the list shows only the heading."))
    window_geometry: str = setting(
        "", help=Marked("Place and size of the window, as Qt encodes them (base64).")
    )
    last_conversation: int = setting(0, low=0, help=Marked("The conversation shown last; 0: none."))

    model: str = setting("", help=Marked("Path of the model that answers; empty: the built-in guide."))
    system_prompt: str = setting(
        "",
        section=_ANSWERS,
        title=later("System prompt"),
        also=later("instructions role persona"),
        is_long=True,
        help=later("What every conversation tells the model first."),
    )
    max_answer_tokens: int | None = setting(
        None,
        section=_ANSWERS,
        title=later("Answer length"),
        also=later("maximum tokens response"),
        low=1,
        high=1_048_576,
        automatic=later("When the model ends it"),
        unit=later("tokens"),
        help=later("Where an answer is cut off. Four tokens of English are about three words."),
    )
    thinking: Literal["model", "off", "brief", "full"] = setting(
        "model",
        section=_ANSWERS,
        title=later("Thinking"),
        choices={
            "model": later("As the model has it"),
            "off": later("Off"),
            "brief": later("Brief"),
            "full": later("Full"),
        },
        help=later("How much a model thinks before it answers, where it can. Also beside Send."),
    )
    context_length: int | None = setting(
        None,
        section=_ANSWERS,
        title=later("Context length"),
        also=later("memory window n_ctx"),
        low=256,
        high=1_048_576,
        automatic=later("Chosen for this computer"),
        unit=later("tokens"),
        needs_reload=True,
        help=later("How much of a conversation the model sees at once. More takes more memory."),
    )
    records_choices: bool = setting(
        False,
        section=_CHOOSING_WORDS,
        title=later("Record how sure the model is"),
        help=later(
            "Keeps with each token of an answer how likely it was and what else could have stood there. Seen "
            "in the journey of the answer (Ctrl+J)."
        ),
    )
    temperature: float | None = setting(
        None,
        section=_CHOOSING_WORDS,
        title=later("Temperature"),
        also=later("sampling creative random"),
        low=0.0,
        high=5.0,
        automatic=_RECOMMENDED,
        help=later("Higher is more varied; 0 always takes the likeliest token."),
    )
    top_k: int | None = setting(
        None,
        section=_CHOOSING_WORDS,
        title=later("Top-K"),
        low=0,
        high=1_000,
        automatic=_RECOMMENDED,
        help=later("Choose among this many likeliest tokens; 0: all."),
    )
    top_p: float | None = setting(
        None,
        section=_CHOOSING_WORDS,
        title=later("Top-P"),
        low=0.0,
        high=1.0,
        automatic=_RECOMMENDED,
        help=later("Choose among the likeliest tokens that together are this probable."),
    )
    min_p: float | None = setting(
        None,
        section=_CHOOSING_WORDS,
        title=later("Min-P"),
        low=0.0,
        high=1.0,
        automatic=_RECOMMENDED,
        help=later("Leave out tokens less probable than this share of the likeliest."),
    )
    repeat_penalty: float | None = setting(
        None,
        section=_CHOOSING_WORDS,
        title=later("Repeat penalty"),
        low=0.5,
        high=2.0,
        automatic=_RECOMMENDED,
        help=later("Above 1 makes the model avoid repeating itself."),
    )
    seed: int | None = setting(
        None,
        section=_CHOOSING_WORDS,
        title=later("Seed"),
        low=0,
        high=2**32 - 2,
        automatic=later("A new one each time"),
        help=later("The same seed gives the same answer to the same question again."),
    )
    threads: int | None = setting(
        None,
        section=_ENGINE,
        title=later("Threads"),
        also=later("CPU processor cores speed"),
        low=1,
        high=256,
        automatic=later("Chosen for this computer"),
        needs_reload=True,
        help=later("How many of the processor's cores compute. More than it has makes answers slower."),
    )
    gpu_layers: int | None = setting(
        None,
        section=_ENGINE,
        title=later("GPU layers"),
        also=later("graphics card VRAM offload"),
        low=0,
        high=1_000,
        automatic=later("As many as the card has room for"),
        unit=later("layers"),
        needs_reload=True,
        help=later(
            "How much of a model a graphics card computes; fewer take less of the card's memory, 0 leaves "
            "all to the processor."
        ),
    )
    unload_after: Literal["5", "15", "30", "60", "240", "never"] = setting(
        "30",
        section=_ENGINE,
        title=later("Unload the model"),
        choices={
            "5": later("After 5 minutes"),
            "15": later("After 15 minutes"),
            "30": later("After 30 minutes"),
            "60": later("After an hour"),
            "240": later("After 4 hours"),
            "never": later("Never"),
        },
        help=later(
            "When nobody has used it for so long, its memory is given back. The next question loads it "
            "again; what it has read of a conversation comes back from the disk."
        ),
    )
    kv_cache: Literal["full", "half"] = setting(
        "full",
        section=_ENGINE,
        title=later("KV cache"),
        choices={"full": later("Full"), "half": later("Half the memory")},
        needs_reload=True,
        help=later(
            "What the model has read is kept in 16 bits a number, or in about 8: then a context takes half "
            "the memory, or twice the context the same. Answers differ little; writing may get slower."
        ),
    )
    draft_model: str = setting(
        "automatic",
        section=_ENGINE,
        title=later("Draft model"),
        also=later("speculative decoding speed faster guess assistant"),
        choices={"automatic": later("The smallest that suits"), "off": later("None")},
        is_model=True,
        needs_reload=True,
        help=later(
            "A much smaller model with the same vocabulary guesses the next words, and the model in use "
            "checks several at once: answers come faster and stay the same, but for rounding. It takes "
            "memory of its own, and rests where its guesses do not pay."
        ),
    )
    guesses_ahead: bool = setting(
        True,
        section=_ENGINE,
        title=later("Guess ahead"),
        also=later("speculative decoding lookup speed faster exact same"),
        help=later(
            "Where an answer repeats the conversation, as quoting and editing do, its next words are guessed "
            "and several checked at once, where that is faster. Sums are rounded otherwise then: where two "
            "words are almost equally likely, the other one may be chosen. Switched off, a draft model "
            "rests too."
        ),
    )

    models_folder: str = setting(
        "",
        section=_MODELS,
        title=later("Models folder"),
        also=later("disk path place directory"),
        is_folder=True,
        help=later(
            "Where models are kept that are downloaded from the next start on. Those in Inglenook's own "
            "folder stay there and are listed as before; Move on the page of models takes them along."
        ),
    )
    price_sent: float | None = setting(
        None,
        section=_TOTALS,
        title=later("Price of a million tokens sent"),
        low=0.0,
        high=1_000_000.0,
        automatic=later("None"),
        help=later("What a service on the network takes for them, in your money, to compare with."),
    )
    price_written: float | None = setting(
        None,
        section=_TOTALS,
        title=later("Price of a million tokens written"),
        low=0.0,
        high=1_000_000.0,
        automatic=later("None"),
        help=later("Usually three to five times that of those sent."),
    )
    models_folder_before: str = setting(
        "", help=Marked("Where a move of the models that was interrupted began.")
    )

    def load_options(self) -> LoadOptions:
        from app.engine.events import LoadOptions  # not for the first picture of the window

        return LoadOptions(
            context_length=self.context_length,
            threads=self.threads,
            gpu_layers=self.gpu_layers,
            kv_cache=self.kv_cache,
            draft_model=self.draft_model,
        )

    def reply_options(self) -> ReplyOptions:
        from app.engine.events import ReplyOptions, Sampling

        sampling = Sampling(
            temperature=self.temperature,
            top_k=self.top_k,
            top_p=self.top_p,
            min_p=self.min_p,
            repeat_penalty=self.repeat_penalty,
            seed=self.seed,
        )
        return ReplyOptions(
            sampling=sampling,
            max_tokens=self.max_answer_tokens,
            leads_to_close=True,
            candidates=_CANDIDATES if self.records_choices else 0,
            drafts="where they pay" if self.guesses_ahead else "never",
            thinking=None if self.thinking == "model" else self.thinking,
        )
