"""What Twilio is told to do with a call."""

from twilio.twiml.voice_response import VoiceResponse

# Twilio's own Hebrew voice speaks only where ours cannot.
_VOICE = {"language": "he-IL", "voice": "Google.he-IL-Wavenet-B"}


def connect(*, stream_url: str, token: str, after_url: str) -> str:
    """Open the media stream. `after_url` says what follows its end; nothing may stand behind `<Connect>`."""
    response = VoiceResponse()
    stream = response.connect(action=after_url).stream(url=stream_url)
    stream.parameter(name="token", value=token)
    return str(response)


def refuse(sentence: str) -> str:
    """Say why, then reject the call."""
    response = VoiceResponse()
    response.say(sentence, **_VOICE)
    response.reject()
    return str(response)


def say_and_hang_up(sentence: str) -> str:
    response = VoiceResponse()
    response.say(sentence, **_VOICE)
    response.hangup()
    return str(response)


def hang_up() -> str:
    response = VoiceResponse()
    response.hangup()
    return str(response)
