"""The guide's corpus: what people write (corpus/) and what it answers (topics.toml), as conversations.

A question is a line of one of the writers in corpus/*.tsv, or a template filled from the word lists
there; it is roughened (case, typos, small words) because the model knows only what it has seen.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
).split(" ")
# What names are made of; an empty one twice or more is likelier.
ONSETS = (
    "b c d f g h j k l m n p r s t v w x y z br ch dr fr gr kr th tr sh st vl kh ng zh ph tl qu mw nd gw bl"
    " cl fl gl pl sl sn sp    "
).split(" ")
VOWELS = "a e i o u y ai ee ia io ou ua oa ei ae ie é á ö ü".split(" ")
CODAS = "     n r l s m th nd ck x lla nn rt sk ng z".split(" ")
COUNT_TOO_FAR = "That is too far for me: I count to 20 at most."
MAX_COUNT = 20
NAME_DRILLS = 0.40  # share of the conversations
OUTSIDE_TURNS = 0.52  # share of the turns that are not about names


@dataclass(frozen=True, slots=True)
class Turn:
    question: str
    answer: str
    topic: str


@dataclass(frozen=True, slots=True)
class Topic:
    id: str
    answer: str
    fallback: bool


def read_topics() -> dict[str, Topic]:
    """The topics of topics.toml by id."""
    entries = tomllib.loads((HERE / "topics.toml").read_text(encoding="utf-8"))["topic"]
    return {
        entry["id"]: Topic(entry["id"], entry["answer"], entry.get("fallback", False)) for entry in entries
    }


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The lines `left<TAB>right` of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t", 1)) for line in lines if "\t" in line]  # type: ignore[misc]


def read_words(name: str) -> list[str]:
    """The lines of a word list in corpus/."""
    return [line.strip() for line in read_parts(name) if line.strip()]


def read_parts(name: str) -> list[str]:
    """The lines of a list of parts of sentences in corpus/, with their spaces; some are empty."""
    return (HERE / "corpus" / name).read_text(encoding="utf-8").splitlines()


OUTSIDE_TEMPLATES = {
    "things": (
        "What is {}?",
        "what is {}",
        "what's {}",
        "Tell me about {}.",
        "tell me about {}",
        "How does {} work?",
        "how does {} work",
        "explain {}",
        "Can you explain {}?",
        "{}",
        "{}?",
        "why {}",
        "What do you know about {}?",
        "What do you think about {}?",
        "I want to learn about {}.",
        "who invented {}",
        "where can I find {}",
        "Why is {} important?",
        "history of {}",
        "is {} good",
        "define {}",
        "I like {}",
        "Describe {} to me.",
        "what are the benefits of {}",
        "do you like {}",
        "give me facts about {}",
        "How much does {} cost?",
        "when was {} discovered",
        "what is the difference between {} and {}",
        "are {} and {} the same",
        "can you tell me something about {} please",
        "does {} exist",
        "what colour is {}",
        "how big is {}",
        "I was reading about {} and wondered how it works.",
        "What does {} mean?",
        "how many kinds of {} are there",
    ),
    "people": (
        "Who is {}?",
        "who is {}",
        "who was {}",
        "When was {} born?",
        "how old is {}",
        "Tell me about {}.",
        "What did {} do?",
        "is {} still alive",
        "{}",
        "what is {} known for",
        "Where does {} live?",
        "who is the wife of {}",
        "what do you think of {}",
        "who wrote about {}",
        "I met {} yesterday",
    ),
    "places": (
        "What is the capital of {}?",
        "where is {}",
        "How many people live in {}?",
        "weather in {}",
        "what is the weather like in {}",
        "What should I see in {}?",
        "how do I get to {}",
        "Tell me about {}.",
        "What time is it in {}?",
        "how far is {} from {}",
        "plan a trip to {}",
        "I live in {}",
        "I am from {}",
        "what language do people speak in {}",
        "best restaurants in {}",
        "is {} safe",
        "who rules {}",
        "cheap flights to {}",
        "{}",
        "news from {}",
    ),
    "activities": (
        "How do I {}?",
        "how do i {}",
        "how to {}",
        "Can you help me {}?",
        "I want to {}.",
        "I need to {}",
        "What is the best way to {}?",
        "Teach me to {}.",
        "should I {}",
        "can you {}",
        "Could you please {}?",
        "i cant {}",
        "where can I {}",
        "is it hard to {}",
        "what do I need to {}",
        "Is there a way to {}?",
        "how long does it take to {}",
        "why would anyone {}",
        "I would like to {}, where do I begin?",
        "my son wants to {}",
        "how can I {} faster",
        "help me {}",
    ),
    # What follows "I'm" is not always a name.
    "states": (
        "I'm {}.",
        "I'm {}",
        "i'm {}",
        "im {}",
        "I am {}.",
        "i am {}",
        "I am {} today",
        "im {} today",
        "I think I'm {}.",
        "I was {} yesterday",
        "I'm {}, what should I do?",
        "im {} and i dont know what to do",
        "it's {}",
        "It is {}.",
        "hi, im {}",
        "hello, I am {}",
        "good morning, I'm {}",
        "this is because I'm {}",
        "my friend is {}",
        "my mother is {}",
        "my dog is {}",
        "why am I {}",
        "what if I'm {}",
        "help, I'm {}",
        "my boss thinks I'm {}",
        "people say I'm {}",
        "remember that I'm {}",
    ),
    "pieces": (
        "Write me {}.",
        "write {}",
        "Can you write {}?",
        "I need {}.",
        "make {}",
        "Please write {} for me.",
        "create {}",
        "generate {}",
        "could you come up with {}",
        "compose {}",
        "help me with {}",
        "draft {}",
        "give me {}",
        "I want {}",
        "can u do {}",
    ),
}
TEMPLATE_TOPIC = {
    "things": "out_general",
    "people": "out_general",
    "places": "out_general",
    "activities": "out_general",
    "states": "out_general",
    "pieces": "out_writing",
}
LIVE = re.compile(r"weather|what time|flights|news|restaurants", re.IGNORECASE)

SYNONYMS = (
    ("app", "application", "program", "software", "tool"),
    ("chat", "conversation"),
    ("chats", "conversations"),
    ("computer", "pc", "machine", "laptop"),
    ("answer", "reply", "response"),
    ("answers", "replies", "responses"),
    ("big", "large"),
    ("bigger", "larger"),
    ("quick", "fast"),
    ("quicker", "faster"),
    ("begin", "start"),
    ("need", "require"),
    ("show", "give"),
    ("picture", "image"),
    ("explain", "describe"),
    ("delete", "remove"),
    ("words", "text"),
    ("question", "prompt"),
    ("folder", "directory"),
    ("AI", "model"),
    ("What is", "What's"),
    ("what is", "what's", "whats"),
    ("do not", "don't", "dont"),
    ("I am", "I'm", "im"),
    ("can not", "can't", "cannot"),
    ("you", "u"),
    ("please", "pls"),
    ("are you", "r u"),
    ("want to", "wanna"),
    ("Could you", "Can you", "Would you"),
    ("Tell me", "Explain"),
    ("use", "run"),
)
SWAPS = {word: [other for other in group if other != word] for group in SYNONYMS for word in group}
SWAP_PATTERN = re.compile(r"\b(" + "|".join(sorted(map(re.escape, SWAPS), key=len, reverse=True)) + r")\b")
PREFIXES = (
    "hi, ",
    "Hi! ",
    "hello, ",
    "hey, ",
    "Hello. ",
    "please ",
    "ok ",
    "Okay, ",
    "so ",
    "um ",
    "well, ",
    "and ",
    "quick question: ",
    "Sorry, ",
    "sorry but ",
    "I have a question. ",
    "one more thing: ",
    "thanks. ",
    "Thanks! ",
    "hmm, ",
    "also ",
    "now ",
    "just wondering, ",
    "excuse me, ",
    "alright, ",
    "by the way, ",
    "Good morning. ",
    "Tell me: ",
    "hey guide, ",
    "dear guide, ",
    "i wanted to ask ",
    "another question ",
    "Great. ",
    "oh and ",
    "but ",
)
SUFFIXES = (
    " please",
    " pls",
    "??",
    "?",
    "!",
    ".",
    "...",
    " thanks",
    ", thank you",
    " thx",
    " :)",
    " in this app",
    ", please?",
    " exactly",
    " here",
    " again",
    " then",
    " man",
    " though",
    " for me",
)
SMALL_WORDS = {
    "the",
    "a",
    "an",
    "is",
    "of",
    "to",
    "do",
    "does",
    "it",
    "my",
    "please",
    "me",
    "in",
    "on",
    "are",
}
# Prefixes and suffixes would change what these mean.
BARE_TOPICS = {"greeting", "okay", "thanks", "goodbye", "how_are_you", "praise", "other_language"}
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopoasdfghjklkzxcvbnn", strict=False))
SYSTEM_PROMPTS = (
    "You are a helpful assistant.",
    "Answer briefly.",
    "You are a friendly guide.",
    "Be kind and honest.",
    "You are an expert. Answer in one paragraph.",
    "Always be polite.",
    "You are Inglenook's guide.",
    "Use simple words.",
    "Think step by step.",
    "You help people with their computer.",
    "Reply in English.",
)


def mistype(word: str, rng: random.Random) -> str:
    """The word with one slip of the fingers."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + NEIGHBOURS.get(word[at], word[at]) + word[at + 1 :]


def roughen(text: str, topic: str, rng: random.Random, keep: str = "") -> str:
    """The question as somebody else might have typed it. `keep`: a word left as it is (a name)."""
    if rng.random() < 0.2:
        return text
    if rng.random() < 0.3:
        swap = lambda match: rng.choice(SWAPS[match[0]]) if rng.random() < 0.5 else match[0]  # noqa: E731
        text = SWAP_PATTERN.sub(swap, text)
    if rng.random() < 0.10:
        words = text.split(" ")
        droppable = [i for i, word in enumerate(words) if word.lower() in SMALL_WORDS]
        if len(words) > 3 and droppable:
            del words[rng.choice(droppable)]
            text = " ".join(words)
    if rng.random() < 0.14:
        words = text.split(" ")
        long = [
            i
            for i, word in enumerate(words)
            if len(word) >= 4
            and word.isascii()
            and not any(part in word for part in keep.split())
            and "{" not in word
            and not any(c.isdigit() for c in word)
        ]
        for index in rng.sample(long, min(len(long), 1 + (rng.random() < 0.2))):
            words[index] = mistype(words[index], rng)
        text = " ".join(words)
    if topic not in BARE_TOPICS:
        if rng.random() < 0.10:
            rest = text[0].lower() + text[1:] if rng.random() < 0.5 and not text.startswith("I") else text
            text = rng.choice(PREFIXES) + rest
        if rng.random() < 0.08:
            text = text.rstrip("?.!") + rng.choice(SUFFIXES)
    if rng.random() < 0.25:
        text = text.rstrip("?.!")
    elif rng.random() < 0.12 and text[-1].isalnum():
        text += rng.choice("?.!")
    case = rng.random()
    if case < 0.35:
        text = text.lower()
    elif case < 0.37:
        text = text.upper()
    elif case < 0.5:
        text = text[:1].upper() + text[1:]
    return text


class Corpus:
    """An endless, seeded source of conversations."""

    def __init__(self, seed: int, held_out_names: set[str]) -> None:
        self._rng = random.Random(seed)
        self.topics = read_topics()
        self._lines: dict[str, list[str]] = defaultdict(list)
        for path in sorted((HERE / "corpus").glob("*.tsv")):
            for topic, text in read_pairs(path):
                self._lines[topic].append(text)
        self._words = {kind: read_words(f"{kind}.txt") for kind in OUTSIDE_TEMPLATES}
        taken = {name.lower() for name in held_out_names}
        self._names = [name for name in read_words("first_names.txt") if name.lower() not in taken]
        self._held_out_names = taken
        self._openings, self._before, self._after, self._after_first, self._hellos, self._hello_tails = (
            read_parts(f"{name}.txt")
            for name in ("openings", "before_name", "after_name", "after_first", "hellos", "hello_tails")
        )
        plain = [t for t in self.topics if t not in ("tell_name", "ask_name", "ask_name_unknown")]
        self._inside = [t for t in plain if not self.topics[t].fallback]
        self._inside_weights = [self._weight(topic) for topic in self._inside]
        self._outside = [t for t in plain if self.topics[t].fallback]

    def _weight(self, topic: str) -> float:
        special = {"greeting": 5.0, "count": 5.0, "long_text": 0.6, "capabilities": 1.3, "privacy": 1.3}
        return special.get(topic, 1.0) * len(self._lines[topic]) ** 0.5

    def _name(self) -> str:
        """A name, mostly one that nobody has: the variety of letters is what teaches copying."""
        rng = self._rng
        while True:
            name = self._single_name()
            extra = rng.random()
            if extra < 0.04:
                name = f"{name} {self._single_name()}"
            elif extra < 0.06:
                name = f"{name}-{self._single_name()}"
            elif extra < 0.07:
                name = rng.choice(("O'", "D'", "N'")) + name
            parts = re.split(r"[ '-]", name.lower())
            if len(name) > 1 and not self._held_out_names.intersection(parts):
                return name

    def _single_name(self) -> str:
        rng = self._rng
        shape = rng.random()
        if shape < 0.22:
            return rng.choice(self._names)
        if shape < 0.5:  # the beginning of one real name and the end of another
            first, second = rng.choice(self._names), rng.choice(self._names)
            return (first[: rng.randint(1, len(first))] + second[rng.randrange(len(second)) :].lower())[:13]
        count = rng.choice((1, 2, 2, 2, 3, 3, 3, 4, 4, 5))
        if rng.random() < 0.5:  # plain ones, as in Korimana
            parts = [
                rng.choice("bcdfghjklmnprstvwyz ").strip() + rng.choice("aaaeeiioou") for _ in range(count)
            ]
            parts.append(rng.choice(("", "", "", "n", "r", "s", "l", "m", "th", "lla", "na", "ria")))
        else:
            parts = [rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(count)]
        if count > 2 and rng.random() < 0.2:  # the same syllable again, as in Barbara: easily skipped
            parts[rng.randrange(1, count)] = parts[0]
        return "".join(parts)[:14].capitalize()

    def _number(self, question: str) -> tuple[str, str]:
        rng = self._rng
        if rng.random() < 0.08:
            return question.replace(
                "{n}", str(rng.choice((21, 25, 30, 50, 64, 99, 100, 500, 1000)))
            ), COUNT_TOO_FAR
        n = rng.randint(2, MAX_COUNT)
        spoken = str(n) if rng.random() < 0.7 else NUMBER_WORDS[n - 1]
        return question.replace("{n}", spoken), count_answer(n)

    def _outside_turn(self) -> Turn:
        rng = self._rng
        if rng.random() < 0.6:
            topic = rng.choices(self._outside, [len(self._lines[t]) for t in self._outside])[0]
            question = rng.choice(self._lines[topic])
        else:
            kind = rng.choices(list(self._words), (5, 1, 2, 5, 1.5, 2))[0]
            template = rng.choice(OUTSIDE_TEMPLATES[kind])
            question = template
            while "{}" in question:
                question = question.replace("{}", rng.choice(self._words[kind]), 1)
            topic = "out_live" if LIVE.search(template) else TEMPLATE_TOPIC[kind]
        return Turn(roughen(question, topic, rng), self.topics[topic].answer, topic)

    def _inside_turn(self) -> Turn:
        rng = self._rng
        topic = rng.choices(self._inside, self._inside_weights)[0]
        question = self._hello() if topic == "greeting" else rng.choice(self._lines[topic])
        answer = self.topics[topic].answer
        if topic == "count":
            question, answer = self._number(question)
        return Turn(roughen(question, topic, rng), answer, topic)

    def _introduction(self) -> str:
        """One of the writers' introductions, or one put together: what surrounds a name must not matter."""
        rng = self._rng
        if rng.random() < 0.5:
            return rng.choice(self._lines["tell_name"])
        opening = rng.choice(self._openings) if rng.random() < 0.35 else ""
        after = rng.choice(self._after) if rng.random() < 0.7 else ""
        if rng.random() < 0.3:
            return opening + "{name}" + rng.choice(self._after_first) + after
        return opening + rng.choice(self._before) + "{name}" + after

    def _hello(self) -> str:
        rng = self._rng
        if rng.random() < 0.6:
            return rng.choice(self._lines["greeting"])
        tail = rng.choice(self._hello_tails).replace("{place}", rng.choice(self._words["places"]))
        return rng.choice(self._hellos) + tail

    def _name_turn(self, known: str, *, telling: bool) -> tuple[Turn, str]:
        """A turn about the user's name, and the name known after it."""
        rng = self._rng
        if telling:
            name = self._name()
            said = name.lower() if rng.random() < 0.2 else name
            question = self._introduction().replace("{name}", said)
            if rng.random() < 0.5:
                question = roughen(question, "tell_name", rng, keep=said)
            # Roughening may change the case of everything; the answer copies what stands there.
            whole_word = rf"(?<!\w){re.escape(said)}(?!\w)"
            found = re.search(whole_word, question) or re.search(whole_word, question, re.IGNORECASE)
            said = found[0] if found else said
            if not found:
                question = f"My name is {said}."
            return Turn(question, self.topics["tell_name"].answer.format(name=said), "tell_name"), said
        asking = rng.choice(("ask_name", "ask_name_unknown"))
        question = roughen(rng.choice(self._lines[asking]), asking, rng)
        if known:
            return Turn(question, self.topics["ask_name"].answer.format(name=known), "ask_name"), known
        return Turn(question, self.topics["ask_name_unknown"].answer, "ask_name_unknown"), ""

    def conversation(self) -> tuple[str, list[Turn]]:
        """A system prompt (mostly empty) and one to some thirty turns."""
        rng = self._rng
        system = rng.choice(SYSTEM_PROMPTS) if rng.random() < 0.12 else ""
        if rng.random() < NAME_DRILLS:
            return system, self._name_drill()
        kind = rng.random()
        length = rng.randint(9, 30)
        for share, least, most in ((0.68, 1, 1), (0.9, 2, 3), (0.99, 4, 8)):
            if kind < share:
                length = rng.randint(least, most)
                break
        turns: list[Turn] = []
        known = ""
        about_names = length > 1 and rng.random() < 0.6
        for _ in range(length):
            if rng.random() < (0.4 if about_names else 0.08):
                turn, known = self._name_turn(known, telling=rng.random() < (0.35 if known else 0.75))
            else:
                turn = self._other_turn()
            turns.append(turn)
        return system, turns

    def _name_drill(self) -> list[Turn]:
        """A name told, at most three other turns, the name asked for: copying wants much practice."""
        told, name = self._name_turn("", telling=True)
        between = [self._other_turn() for _ in range(self._rng.choice((0, 0, 0, 0, 1, 1, 1, 2, 2, 3)))]
        asked, _ = self._name_turn(name, telling=False)
        return [told, *between, asked]

    def _other_turn(self) -> Turn:
        return self._outside_turn() if self._rng.random() < OUTSIDE_TURNS else self._inside_turn()


def count_answer(n: int) -> str:
    """The answer to "count to n"."""
    return ", ".join(str(i) for i in range(1, n + 1)) + "."
