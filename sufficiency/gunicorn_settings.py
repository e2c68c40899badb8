"""How gunicorn serves in production: `gunicorn --config python:sufficiency.gunicorn_settings sufficiency.wsgi`.

Its own lines go through the same formatter as the product's: gunicorn's would quote addresses.
"""

from __future__ import annotations

import gc
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
# Two processes for each core are a start.
workers = int(os.environ.get("WEB_CONCURRENCY", "4"))
threads = 4
# A process takes no more than it has threads for. It would otherwise take most of a burst for itself, because it was
# awake first, and its people would wait in its queue while the other processes have nothing to do. A connection that
# is kept open would hold one of these few, so none is: the proxy in front opens another.
worker_connections = threads
keepalive = 0
timeout = 120
# A disk that is slow for a moment must not look like a process that hangs.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None
# Each process is replaced in its turn, so that memory that a library lost comes back.
max_requests = 5000
max_requests_jitter = 500
# The application logs requests, by the names of their routes; gunicorn would log addresses.
accesslog = None
logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "sufficiency.core.safe_logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}


def post_worker_init(worker: object) -> None:
    """What is loaded stays: the search for garbage need not go through it again, which takes a tenth of a second."""
    gc.collect()
    gc.freeze()
