"""Markdown as chat models write it, and as nobody should."""

from __future__ import annotations

import random

EVERYTHING = """# A heading

Some **bold**, *italic*, ~~struck~~ and `code` text with a [link](https://example.org/page) and 🙂 emoji.
A second line.

1. first
2. second
   - nested
   - [x] done

   a second paragraph

> quoted **text**
>
> - in a list

| Name | Value |
|:-----|------:|
| one  | 1.00  |
| `two` | 2.00 |

```python
def f(x: int) -> str:
    '''Doc
    string'''
    return str(x)  # comment
```

$$e = mc^2$$

---

The end, with $x_i$ and https://example.org."""

NASTY = [
    "",
    "\n\n\n",
    "-",
    "- \n- \n-",
    "- - - a",
    "1.\n2.\n",
    "> > > deep\nlazy",
    ">",
    "```",
    "```\n```\n```",
    "~~~~\n```\n~~~",
    "|",
    "|a|\n|-|",
    "|a|b|\n|-|",
    "|a|\n|-|\n|\n||\n|a|b|c|",
    "a | b\n--- | ---\n1 | 2 | 3",
    "# \n## \n####### seven",
    "===\n---\n***\n___",
    "a\n===\nb\n---",
    "$$\nnever closed\n\nreally",
    "$$a$$ b",
    "\\[ \\frac{ \\]",
    "\\( \\sqrt",
    "$\\frac{}{}$ $^$ $_{}$ $\\hat$ $\\begin{x}$ $}{$",
    "***a **b* c__d",
    "`" * 50,
    "[" * 500,
    "*" * 1000,
    "![](x) [](y) [a]() <http://x>",
    "[j](javascript:alert(1)) [f](file:///etc/passwd)",
    "<script>alert(1)</script>\n<div>\n",
    "\t\ttabs\n \t mixed",
    "    indented\n\n\n    more\nend",
    "- a\n\n\n\n  b\n\n\nc",
    "-\n\n  not in it",
    "10. ten\n\n    code?\n   text",
    "\x00\x01\ufffd\u202e\u200d",
    "a\r\nb\r\n\r\n- c\r\n",
    "😀" * 40 + " `😀` **😀**",
    "\u0645\u0631\u062d\u0628\u0627 **\u062e\u0637** `code` x",
    "x" * 7000,
    "word " * 1500,
    "&amp; &lt; &#65; &nope;",
    "\\* \\` \\\\ \\",
    "a  \nhard\\\nbreak",
    "- [ ]\n- [x]\n- [ ] a",
    "<think>\nx\n</think>\n\ny",
    "<think>never ends",
    "<thi",
]


def answer(seed: int, paragraphs: int = 8) -> str:
    """A believable answer, the same for the same seed."""
    chance = random.Random(seed)
    return "\n\n".join(_block(chance) for _ in range(paragraphs))


def pieces(text: str, seed: int, longest: int = 12) -> list[str]:
    """The text cut as a stream cuts it."""
    chance = random.Random(seed)
    found = []
    start = 0
    while start < len(text):
        end = start + chance.randint(1, longest)
        found.append(text[start:end])
        start = end
    return found


def _block(chance: random.Random) -> str:
    kind = chance.choice(["text", "text", "text", "list", "numbers", "code", "table", "quote", "heading"])
    if kind == "text":
        return _sentence(chance, chance.randint(20, 70))
    if kind == "heading":
        return f"{'#' * chance.randint(1, 4)} {_sentence(chance, 4)}"
    if kind == "quote":
        return "\n".join(f"> {_sentence(chance, 12)}" for _ in range(chance.randint(1, 3)))
    if kind == "list":
        return "\n".join(
            "  " * chance.randint(0, 1) + f"- {_sentence(chance, chance.randint(3, 18))}" for _ in range(5)
        )
    if kind == "numbers":
        return "\n".join(f"{number}. {_sentence(chance, chance.randint(3, 18))}" for number in range(1, 5))
    if kind == "table":
        rows = [f"| {_sentence(chance, 2)} | {chance.random():.2f} |" for _ in range(chance.randint(1, 6))]
        return "\n".join(["| Name | Value |", "|:--|--:|", *rows])
    lines = [f"{'    ' * chance.randint(0, 2)}value_{n} = compute({n!r}, 'text')  # step" for n in range(8)]
    language = chance.choice(["python", "js", "c", ""])
    return "\n".join([f"```{language}", *lines, "```"])


_WORDS = (
    "context token model cache weights memory bandwidth layer attention prompt answer speed quantized "
    "decode sampler temperature batch thread vector matrix head norm small large quick careful"
)


def _sentence(chance: random.Random, count: int) -> str:
    words = [_styled(chance, chance.choice(_WORDS.split())) for _ in range(count)]
    return " ".join(words).capitalize() + "."


def _styled(chance: random.Random, word: str) -> str:
    style = chance.random()
    if style < 0.04:
        return f"**{word}**"
    if style < 0.08:
        return f"`{word}`"
    if style < 0.1:
        return f"*{word}*"
    return f"[{word}](https://example.org/{word})" if style < 0.11 else word
