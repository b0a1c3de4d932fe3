"""A sentence as a row of items: words with their prefixes, phrases, numbers, clocks, dates and signs."""

import re
from typing import Any

from apps.hebrew.cascade import Item, kind
from apps.hebrew.lexicon import word_key
from apps.hebrew.lexicon.currencies import SIGNS
from apps.hebrew.morphology import Morpheme, analyse, gematria, phrase_heads, prefix_items
from apps.hebrew.number_words import Number
from apps.hebrew.text import folded

_TOKEN = re.compile(
    r"""
    (?P<iso>\d{4}-\d{1,2}-\d{1,2})(?:T(?=\d))?(?![\d-])
  | (?P<full>\d{1,2}(?P<sign>[./-])\d{1,2}(?P=sign)(?:\d{4}|\d{2}))(?!\d)
  | (?P<monthyear>\d{1,2}[/.]\d{4})(?!\d)
  | (?P<clock>\d{1,2}:\d{2})(?::\d{2})?(?!\d)
  | (?P<pair>\d{1,2}[./]\d{1,2})(?![\d/]|[.]\d)
  | (?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?|(?<!\d)\.\d+)
  | (?P<word>[א-ת]\.[א-ת](?!\.?[א-ת])|[א-ת]+(?:["'][א-ת]+)*(?:'(?!'))?)
  | (?P<latin>[A-Za-z]\.[A-Za-z](?![A-Za-z])\.?|[^\W\dא-ת_]+)
  | (?P<other>\n|[^\s\w])
    """,
    re.VERBOSE,
)
_SIGNS = {
    ",": "comma", ".": "stop", "?": "stop", "!": "stop", ";": "stop", "\n": "stop", "-": "dash", ":": "colon",
    "%": "counted", "*": "star", "+": "plus", "/": "slash", "(": "comma", ")": "comma",
} | dict.fromkeys(SIGNS, "money_sign")  # fmt: skip
_SIGN_KINDS = {sign: kind(name) for sign, name in _SIGNS.items()}
_KINDS = {
    name: kind(name)
    for name in ("iso", "full", "monthyear", "clock_text", "pair", "number", "other", "phone")
}
_DASH, _DAY, _DAYS, _LETTER = kind("dash"), kind("day"), kind("days"), kind("letter")
_IN_LIST = (_LETTER, kind("comma"))
_HESITATION, _GREETING = kind("hesitation"), kind("greeting")
_PREFIX_KINDS = frozenset(kind(name) for name in ("in", "to", "from", "the", "and"))
_MOST_DIGITS = 15


def tokenise(text: str, phones: list[tuple[int, int]]) -> list[Item]:
    """The items of a cleaned text. `phones` are the spans of telephone numbers: each is one item."""
    items: list[Item] = []
    matches = _matches(text, phones)
    at = 0
    while at < len(matches):
        match = matches[at]
        if isinstance(match, Item):
            items.append(match)
            at += 1
            continue
        group = match.lastgroup
        if group in ("word", "latin"):
            at = _add_word(items, matches, at)
            continue
        _add_sign_or_number(items, match, group)
        at += 1
    return [item for item in items if item.kind != _HESITATION]


Token = re.Match[str] | Item


def _matches(text: str, phones: list[tuple[int, int]]) -> list[Token]:
    if not phones:
        return list(_TOKEN.finditer(text))
    found: list[Token] = []
    at = 0
    for start, end in phones:
        found.extend(_TOKEN.finditer(text, at, start))
        found.append(Item(_KINDS["phone"], text[start:end], start, end))
        at = end
    found.extend(_TOKEN.finditer(text, at))
    return found


def _add_word(items: list[Item], matches: list[Token], at: int) -> int:
    """Add the word at `at`, or the longest phrase that begins there. Returns the next place."""
    token = matches[at]
    assert not isinstance(token, Item)
    word, start = token[0], token.start()
    for taken, phrases in phrase_heads(word):
        for phrase in phrases:
            if taken and phrase.sense.kind == _GREETING:
                continue
            last = _phrase_end(matches, at + 1, phrase.rest)
            if last is not None:
                _add(items, prefix_items(word[:taken]) or (), start)
                items.append(
                    Item(phrase.sense.kind, phrase.sense.value, start + taken, matches_end(matches[last]))
                )
                return last + 1
    glued = _glued_to_digit(matches, at)
    if len(word) == 1 and not glued and _follows_day(items, word) and (value := gematria(word)):
        items.append(Item(_LETTER, value, start, start + 1))
        return at + 1
    _add(items, (prefix_items(word) if glued else None) or analyse(word), start)
    return at + 1


def _follows_day(items: list[Item], word: str) -> bool:
    """Whether a lone letter can only be a weekday's: יום ב, א-ה, ימים א, ג, ה."""
    if not items:
        return False
    head = next((item for item in reversed(items) if item.kind not in _IN_LIST), None)
    if word != "ו" and head is not None and head.kind == _DAYS:
        return True
    return items[-1].kind in (_DAY, _DAYS) or (
        items[-1].kind == _DASH and len(items) > 1 and items[-2].kind == _LETTER
    )


def matches_end(token: Token) -> int:
    return token.end if isinstance(token, Item) else token.end()


def _phrase_end(matches: list[Token], at: int, rest: tuple[str, ...]) -> int | None:
    """The place of the phrase's last word when the words from `at` on are `rest`, dashes left out."""
    last = at - 1
    for wanted in rest:
        if at < len(matches) and _is_dash(matches[at]):
            at += 1
        if at >= len(matches):
            return None
        token = matches[at]
        if isinstance(token, Item) or token.lastgroup not in ("word", "latin"):
            return None
        if folded(word_key(token[0])) != wanted:
            return None
        last = at
        at += 1
    return last


def _is_dash(token: Token) -> bool:
    return not isinstance(token, Item) and token[0] == "-"


def _glued_to_digit(matches: list[Token], at: int) -> bool:
    """ב3, וב-3: what touches a digit is a prefix."""
    token = matches[at]
    following = matches[at + 1] if at + 1 < len(matches) else None
    if following is not None and _is_dash(following) and at + 2 < len(matches):
        end, following = matches_end(following), matches[at + 2]
        return not isinstance(following, Item) and following.start() == end and following[0][0].isdigit()
    if following is None or isinstance(following, Item):
        return False
    return following.start() == matches_end(token) and following[0][0].isdigit()


def _add(items: list[Item], morphemes: tuple[Morpheme, ...], start: int) -> None:
    items.extend(Item(part.kind, part.value, start + part.start, start + part.end) for part in morphemes)


def _add_sign_or_number(items: list[Item], match: re.Match[str], group: str | None) -> None:
    text, start, end = match[0], match.start(), match.end()
    if group == "other" or group is None:
        made = _SIGN_KINDS.get(text, _KINDS["other"])
        is_after_prefix = bool(items) and items[-1].kind in _PREFIX_KINDS and items[-1].end >= start - 1
        if made == _DASH and is_after_prefix:
            return
        items.append(Item(made, SIGNS.get(text, text), start, end))
        return
    value: Any = text
    if group == "number":
        if len(text) > _MOST_DIGITS:
            group = "other"
        else:
            value = _number(text)
    elif group == "pair":
        sign = "." if "." in text else "/"
        whole, decimals = text.split(sign)
        value = (whole, decimals, sign)
    elif group == "clock":
        group, value = "clock_text", match["clock"]
    elif group == "sign":
        group = "full"
    items.append(Item(_KINDS[group], value, start, end))


def _number(text: str) -> Number:
    has_dots = text.count(".") > 1
    plain = text.replace(",", "").replace(".", "" if has_dots else ".")
    value = float(plain) if "." in plain else int(plain)
    return Number(value, "d", text)
