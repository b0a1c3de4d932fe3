"""Reads TwiML as far as the stand-in can act on it. Pure."""

from dataclasses import dataclass
from xml.etree import ElementTree

KNOWN = frozenset(
    [
        "Connect",
        "Start",
        "Stop",
        "Say",
        "Play",
        "Pause",
        "Redirect",
        "Hangup",
        "Reject",
        "Gather",
        "Dial",
        "Record",
    ]
)


class TwimlError(ValueError):
    """Twilio's 12100: document parse failure, and kin."""


@dataclass(frozen=True)
class Stream:
    """A bidirectional stream. `parameters` arrive as customParameters; `action` is asked when it ends."""

    url: str
    parameters: dict[str, str]
    action: str | None


@dataclass(frozen=True)
class Verb:
    """Any verb but `<Connect><Stream>`: its name, attributes and text."""

    name: str
    attributes: dict[str, str]
    text: str


Step = Stream | Verb


def twiml_read(document: str) -> list[Step]:
    """The steps in order. Raises TwimlError."""
    try:
        root = ElementTree.fromstring(document)  # noqa: S314 - our own server's answer, in tests and on a laptop
    except ElementTree.ParseError as error:
        raise TwimlError(f"12100 document parse failure: {error}") from error
    if root.tag != "Response":
        raise TwimlError(f"12100 the root is <{root.tag}>, not <Response>")
    return [_step(element) for element in root]


def _step(element: ElementTree.Element) -> Step:
    if element.tag not in KNOWN:
        raise TwimlError(f"12200 unknown verb <{element.tag}>")
    stream = element.find("Stream") if element.tag == "Connect" else None
    if stream is None:
        return Verb(element.tag, dict(element.attrib), (element.text or "").strip())
    url = stream.get("url", "")
    if not url.startswith("wss://"):
        raise TwimlError(f"31920 the stream's address must be wss://, not {url!r}")
    if "?" in url:
        raise TwimlError("31920 the stream's address may have no query string")
    parameters = {item.get("name", ""): item.get("value", "") for item in stream.findall("Parameter")}
    for name, value in parameters.items():
        if len(name) + len(value) > 500:
            raise TwimlError(f"the parameter {name!r} is over 500 characters")
    return Stream(url, parameters, element.get("action"))


def twiml_write(steps: list[Step]) -> str:
    """The document `twiml_read` reads as these steps."""
    root = ElementTree.Element("Response")
    for step in steps:
        if isinstance(step, Verb):
            ElementTree.SubElement(root, step.name, step.attributes).text = step.text
            continue
        connect = ElementTree.SubElement(root, "Connect", {"action": step.action} if step.action else {})
        stream = ElementTree.SubElement(connect, "Stream", {"url": step.url})
        for name, value in step.parameters.items():
            ElementTree.SubElement(stream, "Parameter", {"name": name, "value": value})
    return ElementTree.tostring(root, encoding="unicode")
