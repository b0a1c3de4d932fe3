"""Caller scripts as data: what the caller does, and when.

A caller who listens waits until the assistant has been quiet for a moment (by ear: the stream's own voice
detection), reads what was said, and answers by the first rule that fits. A voice that cannot be read (a real
model's) is answered by `otherwise`, in order.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """`hears`: a pattern in what the assistant said. `says`: a phrase key, or one of the words below."""

    hears: str
    says: str


# Instead of a phrase: choose the first hour offered; keep listening; hang up.
CHOOSE_HOUR = "choose_hour"
LISTEN = "listen"
HANG_UP = "hang_up"


@dataclass(frozen=True)
class Converse:
    """Turn by turn until a rule hangs up, the assistant falls silent, or `turns` are over."""

    rules: tuple[Rule, ...]
    otherwise: tuple[str, ...] = ()
    turns: int = 14
    patience_ms: int = 15_000


@dataclass(frozen=True)
class Listen:
    """Until the assistant has spoken and is quiet again."""

    patience_ms: int = 15_000


@dataclass(frozen=True)
class Say:
    key: str


@dataclass(frozen=True)
class Speak:
    """Any words, in the voice that the recogniser reads letter by letter."""

    text: str


@dataclass(frozen=True)
class HearOut:
    """Until the assistant has spoken, looked up what it said it would, and is quiet again."""

    patience_ms: int = 15_000


@dataclass(frozen=True)
class Interrupt:
    """Speaks once the assistant has been speaking for `after_ms`, without waiting for the end."""

    key: str
    after_ms: int
    patience_ms: int = 15_000


@dataclass(frozen=True)
class Press:
    digits: str
    gap_ms: int = 200


@dataclass(frozen=True)
class Wait:
    """Says nothing, whatever happens."""

    ms: int


@dataclass(frozen=True)
class Noise:
    """Plays a noise from `audio.noise` into the telephone."""

    kind: str
    ms: int


@dataclass(frozen=True)
class HangUpMidSentence:
    after_ms: int
    patience_ms: int = 15_000


Act = Converse | Listen | HearOut | Say | Speak | Interrupt | Press | Wait | Noise | HangUpMidSentence


@dataclass(frozen=True)
class Scenario:
    """`expects`: patterns to be heard, in this order, if the voice can be read at all.

    `clears_min`: how often the assistant must have been silenced. `background`: a noise under everything.
    `echo_db`: the loudspeaker comes back into the microphone this loud.
    """

    name: str
    acts: tuple[Act, ...]
    described: str
    expects: tuple[str, ...] = ()
    clears_min: int = 0
    background: str = ""
    echo_db: float | None = None


BOOKING_RULES = (
    Rule(r"קבעתי|רשמתי בקשה", "thanks_bye"),
    Rule(r"להתראות", HANG_UP),
    Rule(r"נכון\?", "yes"),
    Rule(r"(פנוי|מה נוח לך)", CHOOSE_HOUR),
    Rule(r"בודק[^.]*\.$", LISTEN),
    Rule(r"השם", "name_dana"),
    Rule(r"לאיזה יום", "tomorrow"),
    Rule(r"לחזור על זה|על הקו", "book"),
    Rule(r"לעזור|שלום", "book"),
)
BOOKING_BLIND = ("book", "name_dana", "tomorrow", "at_10_00", "yes", "thanks_bye")

SCENARIOS: dict[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        Scenario(
            "booking",
            (Converse(BOOKING_RULES, BOOKING_BLIND),),
            expects=(r"קבעתי|רשמתי בקשה", r"להתראות"),
            described="asks for an appointment, gives a name, chooses an offered hour, says goodbye",
        ),
        Scenario(
            "call_back",
            (Listen(), Say("human"), Listen(), Say("thanks_bye"), Listen()),
            expects=(r"רשמתי.*יחזור אליך", r"להתראות"),
            described="asks for a person, who has to call back",
        ),
        Scenario(
            "barge_in",
            (
                *(Listen(), Say("hours"), Interrupt("wait", 1200), Listen()),
                *(Say("until_when"), Interrupt("question", 800), Listen(), Say("thanks_bye"), Listen()),
            ),
            expects=(r"בבקשה", r"בבקשה", r"להתראות"),
            clears_min=2,
            described="talks over two answers, and is let in both times",
        ),
        Scenario(
            "barge_in_greeting",
            (Interrupt("book", 700), Listen(), Say("name_dana"), Listen(), Say("thanks_bye"), Listen()),
            expects=(r"השם|לאיזה יום", r"להתראות"),
            described="does not let the greeting finish",
        ),
        Scenario(
            "echo",
            (Listen(), Say("hours"), Listen(), Wait(1500), Say("thanks_bye"), Listen()),
            expects=(r"להתראות",),
            echo_db=-30,
            described="a line that sends the assistant's own voice back",
        ),
        Scenario(
            "hangup_mid_sentence",
            (Listen(), Say("book"), HangUpMidSentence(600)),
            described="hangs up while the assistant is speaking",
        ),
        Scenario(
            "silence",
            (Listen(), Wait(60_000)),
            expects=(r"על הקו", r"להתראות"),
            described="answers nothing at all, until the assistant gives up",
        ),
        Scenario(
            "noise",
            (
                Listen(),
                Noise("cough", 600),
                Wait(1500),
                Noise("music", 3000),
                Listen(),
                Say("hours"),
                Listen(),
            ),
            background="line",
            described="a bad line, a cough, music, and one question in between",
        ),
        Scenario(
            "dtmf",
            (Listen(), Say("book"), Listen(), Press("0521234567"), Listen(), Say("name_dana"), Listen()),
            described="types a telephone number",
        ),
    )
}
