"""A provider of our own for tests: an HTTP server that answers what it is told to."""

import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from threading import Event, Thread

from apps.assistant.understanding import asking

_ids = count(1)


class Provider:
    """Remembers what it was asked. An answer is a status and a body; status 0 is silence until `released`."""

    def __init__(self):
        self.asked = []
        self.answers = []
        self.released = Event()

    def will_answer(self, *answers):
        """(status, body) each; the last one stays."""
        self.answers = list(answers)

    def next_answer(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def completion(content, *, refusal=None, finish="stop", **more):
    """`content` as it is, or an object that is written as JSON."""
    if isinstance(content, dict):
        content = json.dumps(content, ensure_ascii=False)
    message = {"role": "assistant", "content": content, "refusal": refusal}
    return 200, {
        "id": f"chatcmpl-{next(_ids)}",
        "object": "chat.completion",
        "created": 1,
        "model": "gpt-4o-mini-2024-07-18",
        "choices": [{"index": 0, "finish_reason": finish, "message": message, "logprobs": None}],
        "usage": {
            "prompt_tokens": 1000,
            "completion_tokens": 50,
            "total_tokens": 1050,
            "prompt_tokens_details": {"cached_tokens": 400},
        },
        **more,
    }


@contextmanager
def provider_running(settings):
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.asked.append((self.path, self.headers["Authorization"], asked))
            status, body = provider.next_answer()
            if not status:
                provider.released.wait(60)
                return
            payload = (body if isinstance(body, str) else json.dumps(body)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(payload)))
            self.send_header("retry-after-ms", "1")
            self.end_headers()
            self.wfile.write(payload)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        settings.OPENAI_BASE_URL = f"http://127.0.0.1:{server.server_port}/v1"
        settings.OPENAI_API_KEY = "key-for-tests"
        try:
            yield provider
        finally:
            provider.released.set()
            server.shutdown()
            thread.join()
    asking._client.cache_clear()
