"""POST /v1/embeddings: hashed character n-grams.

Similar spelling gives similar vectors; meaning plays no part.
"""

import base64
import zlib
from typing import Any

import numpy as np
from aiohttp import web
from numpy.typing import NDArray

from apps.simulator.openai.answers import error_answer, json_answer, key_check
from apps.simulator.openai.conversation import text_tokens
from apps.simulator.openai.text import body_read

_SIZES = {"text-embedding-3-small": 1536, "text-embedding-3-large": 3072, "text-embedding-ada-002": 1536}


def vector_make(text: str, size: int) -> NDArray[np.float32]:
    """Unit length, the same for the same text always."""
    vector = np.zeros(size, dtype=np.float64)
    padded = f" {' '.join(text.lower().split())} "
    for length in (2, 3, 4):
        for start in range(len(padded) - length + 1):
            code = zlib.crc32(padded[start : start + length].encode())
            vector[code % size] += 1 if code & 0x8000_0000 else -1
    norm = float(np.linalg.norm(vector))
    if not norm:
        vector[0] = norm = 1.0
    return (vector / norm).astype(np.float32)


async def embeddings(request: web.Request) -> web.Response:
    key_check(request)
    body = await body_read(request, needed=("model", "input"))
    model, given = body["model"], body["input"]
    if model not in _SIZES:
        return error_answer(404, "model_not_found", f"The model '{model}' does not exist", param="model")
    texts = [given] if isinstance(given, str) else given
    size = int(body.get("dimensions") or _SIZES[model])
    as_base64 = body.get("encoding_format") == "base64"
    data = [
        {
            "object": "embedding",
            "index": index,
            "embedding": _encoded(vector_make(str(text), size), as_base64),
        }
        for index, text in enumerate(texts)
    ]
    used = sum(text_tokens(str(text)) for text in texts)
    usage = {"prompt_tokens": used, "total_tokens": used}
    return json_answer({"object": "list", "data": data, "model": model, "usage": usage})


def _encoded(vector: NDArray[np.float32], as_base64: bool) -> Any:
    return base64.b64encode(vector.astype("<f4").tobytes()).decode() if as_base64 else vector.tolist()
