"""Logs say which, not what: ids, codes and durations. A customer's words and numbers never enter them."""

import logging.config
from typing import Any

import structlog

# Their INFO lines carry whole URLs and payloads.
TALKATIVE = (
    "httpx",
    "httpx2",
    "httpcore",
    "openai",
    "picows",
    "websockets",
    "twilio",
    "asyncio",
    "uvicorn.access",
)
SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.StackInfoRenderer(),
]
# One list for good: a logger keeps the one it was first used with, and captures of tests change it in place.
PROCESSORS: list[Any] = [*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter]


def logs_configure(options: dict[str, Any]) -> None:
    """One line an entry on standard error, ours and the libraries' alike. `options` is settings.LOGGING."""
    renderer = _json() if options["as_json"] else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "lines": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": SHARED,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        renderer,
                    ],
                }
            },
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
            "root": {"handlers": ["stderr"], "level": options["level"]},
            "loggers": {
                "django": {"handlers": [], "propagate": True, "level": "NOTSET"},
                # A refused request is no fault; the ones that are come as ERROR.
                "django.request": {"level": "ERROR"},
                **{name: {"level": "WARNING"} for name in TALKATIVE},
            },
        }
    )


def _json() -> Any:
    return structlog.processors.JSONRenderer(ensure_ascii=False)
