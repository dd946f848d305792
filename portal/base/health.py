"""`/-/health`: one line for each service, 503 when one of them is down."""

import os

from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from portal.base.models import WorkerHeartbeat


def _database() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "up"


def _cache() -> str:
    cache.set("health", "up", 10)
    return cache.get("health") or "down"


def _files() -> str:
    return "up" if os.access(settings.DATA_DIR, os.W_OK) else "down"


def _worker() -> str:
    heartbeat = WorkerHeartbeat.newest()
    return "down" if heartbeat is None or heartbeat.is_silent else "up"


SERVICES = {"database": _database, "cache": _cache, "files": _files, "worker": _worker}


@require_safe
def health(request) -> HttpResponse:
    """Answer 200 while every service is up; says nothing of why one is down, which is for the log."""
    states = {name: _state(check) for name, check in SERVICES.items()}
    response = HttpResponse(
        "".join(f"{name}: {state}\n" for name, state in states.items()),
        content_type="text/plain; charset=utf-8",
        status=200 if set(states.values()) == {"up"} else 503,
    )
    response["Cache-Control"] = "no-store"
    return response


def _state(check) -> str:
    try:
        return check()
    except Exception:  # any failure of a service is an answer here, not an error
        return "down"
