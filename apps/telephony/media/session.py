"""CallSession: the one state machine of a call. Events in, commands out.

No sockets, no clock, no Django: `now_ms` counts from the start of the stream. Everything that happens in a
call happens here, one event after the other, in the order in which the shell hands the events over.
"""

import base64
from collections.abc import Mapping, Sequence

from apps.assistant.guards.evidence import Known

from . import codec, realtime
from .books import Books
from .caller_side import CallerSide
from .commands import Command, CutRecording, Finish, Outbox, PlayAudio, SendCaller
from .dtmf import DtmfEntry
from .faults import Fault
from .model_side import ModelSide
from .parting import ASSISTANT_ENDED, TOO_LONG
from .requests import Requests
from .speech import Sent, Speech
from .transcript import CALLER, Item, Transcript
from .truth import Truth
from .turns import Stage, earliest
from .watch import Watch

MAX_CALL_MS = 30 * 60 * 1000


class CallSession:
    """`models`: which model's usage is counted, by kind ("realtime", "transcription").

    `looks_up`: the business may answer a turn itself, and the server was told not to answer any by itself.
    """

    def __init__(
        self,
        *,
        stream_sid: str,
        greeting: str,
        models: Mapping[str, str],
        known: Known | None = None,
        looks_up: bool = False,
        max_call_ms: float = MAX_CALL_MS,
    ) -> None:
        self._stream_sid = stream_sid
        self._max_call_ms = max_call_ms
        self._outbox = Outbox()
        self._transcript = Transcript()
        self._speech = Speech(self._transcript)
        self._books = Books(self._outbox, self._transcript, self._speech, models=models)
        self._model = ModelSide(
            outbox=self._outbox, transcript=self._transcript, greeting=greeting, model=models["realtime"]
        )
        self._truth = Truth(known, self._outbox)
        self._caller = CallerSide(outbox=self._outbox, transcript=self._transcript, looks_up=looks_up)
        self._watch = Watch(
            caller=self._caller, model=self._model, speech=self._speech, transcript=self._transcript
        )
        self._dtmf = DtmfEntry()
        self._is_finished = False

    # --- what the shell reports ---------------------------------------------------------------------

    def begin(self, now_ms: float) -> list[Command]:
        """The stream is open and silent."""
        self._outbox.add(SendCaller(codec.encode_mark(self._stream_sid, self._speech.probe(now_ms))))
        return self._outbox.take()

    def caller(self, message: codec.Message, now_ms: float) -> list[Command]:
        """A message from Twilio."""
        if self._is_finished:
            return []
        match message:
            case codec.Media():
                # 50 times a second, and nothing else can follow from it: straight through.
                self._speech.frame(message, now_ms)
                command = self._model.audio(message.payload)
                self._caller.floor.hear(message.payload)
                return [command] if command else []
            case codec.Mark(name=name):
                self._speech.acknowledge(name, now_ms)
            case codec.Dtmf(digit=digit):
                self._watch.caller_is_there()
                self._typed(self._dtmf.add(digit, now_ms), now_ms)
            case codec.Stop():
                self._finish("caller_hung_up", now_ms)
        return self._advance(now_ms)

    def end(self, reason: str, now_ms: float) -> list[Command]:
        """It cannot go on: Twilio's socket or the model is gone, or somebody else ends the call."""
        self._finish(reason, now_ms)
        return self._outbox.take()

    def model_ready(self, requests: Requests, now_ms: float) -> list[Command]:
        """A model socket is open and was told its settings. `requests` goes on counting its event ids."""
        self._model.ready(requests, now_ms, heard_so_far=self._speech.heard_so_far(now_ms))
        return self._advance(now_ms)

    def model_lost(self, now_ms: float) -> list[Command]:
        """The model's socket closed under us."""
        self._lose_model(now_ms)
        return self._advance(now_ms)

    def tool_finished(self, call_id: str, output: str, now_ms: float) -> list[Command]:
        """`output` is JSON text for the model."""
        self._model.tool_finished(call_id, output)
        if self._model.tools.is_goodbye(call_id):
            self._watch.say_goodbye(ASSISTANT_ENDED, now_ms)
        return self._advance(now_ms)

    def answer_found(self, item_id: str, instructions: str, now_ms: float) -> list[Command]:
        """What the business answers to a turn, as instructions for one response; empty: nothing."""
        if self._caller.lookup.found(item_id):
            self._model.turn_heard(instructions)
        return self._advance(now_ms)

    def tick(self, now_ms: float) -> list[Command]:
        """Time has passed; see `wake_at_ms`."""
        if self._caller.floor.is_interrupted(now_ms):
            self._interrupt(now_ms)
        if self._caller.floor.is_deserted(now_ms):
            self._caller.leaves()
            self._model.turn_cut_short()
        if self._caller.lookup.gives_up(now_ms):
            self._model.turn_heard()
        self._typed(self._dtmf.pause(now_ms), now_ms)
        if now_ms >= self._max_call_ms:
            self._watch.say_goodbye(TOO_LONG, now_ms)
        return self._advance(now_ms)

    def wake_at_ms(self, now_ms: float) -> float | None:
        """When to call `tick`, at the latest. None: not before something else happens."""
        if self._is_finished:
            return None
        speech_in_ms = self._speech.wake_in_ms(now_ms)
        return earliest(
            None if speech_in_ms is None else now_ms + speech_in_ms,
            self._caller.wake_at_ms(),
            self._dtmf.wake_at_ms(),
            self._model.wake_at_ms(now_ms),
            self._watch.wake_at_ms(),
            None if self._watch.is_parting else self._max_call_ms,
        )

    def model(self, event: realtime.Event, now_ms: float) -> list[Command]:
        """An event from the model."""
        match event:
            case realtime.AudioDelta():
                self._hear_model(event, now_ms)
            case realtime.AudioDone(response_id=response_id, item_id=item_id, content_index=content_index):
                self._speech.complete(item_id=item_id, content_index=content_index)
                self._model.reached(response_id, Stage.SAID)
            case realtime.ToolCallComing(response_id=response_id):
                self._model.reached(response_id, Stage.SPEAKING)
                self._watch.sign_of_life()
            case realtime.TranscriptDelta() | realtime.TranscriptDone():
                self._read_model(event, now_ms)
            case realtime.SpeechStarted(item_id=item_id):
                self._caller_starts(item_id, now_ms)
            case realtime.SpeechStopped(item_id=item_id):
                self._caller_stops(item_id, now_ms)
            case realtime.InputCommitted(item_id=item_id):
                # The caller's turn is the model's now, also where its end was not told.
                if self._caller.is_saying(item_id):
                    self._caller_stops(item_id, now_ms)
                self._books.turn(self._transcript.item(item_id, CALLER, now_ms))
            case realtime.InputTranscribed():
                self._books.caller_text(event, now_ms)
                self._caller.transcribed(event, now_ms)
            case realtime.SessionUpdated():
                if not self._model.confirm(event):
                    self._finish("model_refused", now_ms)
            case realtime.ServerError():
                self._model_error(event, now_ms)
            case _:
                if isinstance(event, realtime.ResponseDone) and event.status == "completed":
                    self._speech.complete_response(event.response_id)
                self._model.report(event, now_ms, caller_speaks=self._caller.floor.is_callers)
        return self._advance(now_ms)

    def _hear_model(self, delta: realtime.AudioDelta, now_ms: float) -> None:
        if self._model.is_dropped(delta.response_id) or not delta.audio:
            return
        self._speech.add(delta, now_ms)
        self._model.sounds(delta.response_id)
        if self._speech.is_full:
            self._outbox.store("fault", code="speech_too_long")
            self._model.stop(delta.response_id, self._speech.shorten(delta, now_ms))

    def _read_model(self, event: realtime.TranscriptDelta | realtime.TranscriptDone, now_ms: float) -> None:
        is_known = self._transcript.find(event.item_id) is not None
        if is_known or not self._model.is_dropped(event.response_id):
            self._books.assistant_text(event, now_ms)
            self._hold_to_truth(event, now_ms)

    def _hold_to_truth(
        self, event: realtime.TranscriptDelta | realtime.TranscriptDone, now_ms: float
    ) -> None:
        """What is not so is cut off, and put right at once."""
        item = self._transcript.find(event.item_id)
        if item is None or item.is_cut or self._model.is_dropped(event.response_id):
            return
        correction = self._truth.correction(
            item,
            is_whole=isinstance(event, realtime.TranscriptDone),
            before=self._transcript.items(),
            tools=self._model.tools.all(),
        )
        if correction is not None:
            self._interrupt(now_ms)
            self._model.say(correction)
        if self._truth.is_hopeless:
            self._finish("model_untrue", now_ms)

    def _model_error(self, error: realtime.ServerError, now_ms: float) -> None:
        match self._model.error(error):
            case Fault.REFUSED:
                self._finish("model_refused", now_ms)
            case Fault.SESSION:
                self._lose_model(now_ms)

    def _lose_model(self, now_ms: float) -> None:
        """The session there is unusable: it says no more, nor when the caller stops speaking."""
        self._books.turns(self._speech.end_source(now_ms))
        self._model.lost(now_ms, owes_turn=self._caller.is_to_be_heard)
        self._caller.leaves()

    # --- the caller speaks --------------------------------------------------------------------------

    def _caller_starts(self, item_id: str, now_ms: float) -> None:
        self._watch.caller_is_there()
        self._caller.starts(item_id, now_ms)
        if self._caller.floor.is_interrupted(now_ms):
            self._interrupt(now_ms)

    def _caller_stops(self, item_id: str, now_ms: float) -> None:
        self._caller.stops(item_id, now_ms)
        if not self._caller.looks_up:
            self._model.turn_ended()

    def _typed(self, digits: str | None, now_ms: float) -> None:
        if digits is None:
            return
        self._interrupt(now_ms)
        self._caller.lookup.drop()
        self._model.typed(self._books.typed(digits, now_ms))

    def _interrupt(self, now_ms: float) -> None:
        """The caller has the floor: Twilio first, because that is what is heard, then the model."""
        interruption = self._speech.interrupt(now_ms)
        if interruption.was_audible:
            self._outbox.add(SendCaller(codec.encode_clear(self._stream_sid)))
            self._outbox.add(CutRecording(now_ms))
        self._model.interrupted(interruption.cuts)
        self._heard(interruption.items)

    def _heard(self, items: Sequence[Item]) -> None:
        """What was heard of these is settled."""
        self._model.heard(items)
        self._books.turns(items)

    # --- between the two ----------------------------------------------------------------------------

    def _advance(self, now_ms: float) -> list[Command]:
        """What follows from the new state, whatever brought it about."""
        if self._is_finished:
            return self._outbox.take()
        for sent in self._speech.send_due(now_ms):
            self._play(sent, now_ms)
        self._heard(self._speech.settle(now_ms))
        self._books.playing(now_ms)
        self._finish(self._watch.silence(now_ms), now_ms)
        self._watch.ask(now_ms)
        self._finish(self._watch.answer(now_ms), now_ms)
        self._finish(self._watch.tool(now_ms), now_ms)
        return self._outbox.take()

    def _play(self, sent: Sent, now_ms: float) -> None:
        self._caller.floor.playing(sent.item_id, now_ms)
        self._watch.playing(sent.item_id)
        text = codec.encode_media(self._stream_sid, base64.b64encode(sent.audio).decode())
        self._outbox.add(PlayAudio(text, sent.audio, sent.start_ms))
        if sent.mark:
            self._outbox.add(SendCaller(codec.encode_mark(self._stream_sid, sent.mark)))
        self._books.waited(self._caller.latency.sounded(now_ms))

    def _finish(self, reason: str, now_ms: float) -> None:
        if self._is_finished or not reason:
            return
        self._is_finished = True
        if (digits := self._dtmf.rest()) is not None:
            self._books.typed(digits, now_ms)
        interruption = self._speech.interrupt(now_ms)
        if interruption.was_audible:
            self._outbox.add(CutRecording(now_ms))
        self._books.turns(interruption.items)
        self._outbox.store("finish", reason=reason, duration_ms=round(now_ms))
        self._outbox.add(Finish(reason))
