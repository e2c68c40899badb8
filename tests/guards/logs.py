"""What the service writes of itself, as production writes it."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpResponse
from django.utils.module_loading import import_string


class Log(logging.Handler):
    """Every record as production writes it: through the formatter that the settings name."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        spelled = dict(settings.LOGGING["formatters"][settings.LOGGING["handlers"]["console"]["formatter"]])
        made = import_string(spelled.pop("()", "logging.Formatter"))
        self.setFormatter(made(spelled.pop("format", None), **spelled))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


def access_line(answer: HttpResponse) -> str:
    """What gunicorn writes of a request, with its question, and where the browser is sent next."""
    asked = answer.wsgi_request  # type: ignore[attr-defined]
    return f"{asked.method} {asked.get_full_path()} {answer.status_code} {answer.headers.get('Location', '')}"
