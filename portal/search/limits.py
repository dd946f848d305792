"""How often one address may search in a minute, so that a flood of queries does not take the portal from others."""

import time
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.shortcuts import render

WINDOW_SECONDS = 60


def limited(name: str, setting: str):
    """Return a decorator for a view that answers 429 beyond what a setting allows in a minute.

    A signed-in person counts alone; behind one address there may be a whole office.
    """

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            most = getattr(settings, setting)
            window = int(time.time() // WINDOW_SECONDS)
            user = getattr(request, "user", None)
            who = f"user-{user.pk}" if user and user.is_authenticated else request.META.get("REMOTE_ADDR", "")
            key = f"{name}-{window}-{who}"
            if _counted(key) > most:
                response = render(request, "search/too_many.html", status=429)
                response["Retry-After"] = str(WINDOW_SECONDS - int(time.time()) % WINDOW_SECONDS)
                response["Cache-Control"] = "private, no-store"
                return response
            return view(request, *args, **kwargs)

        return counted

    return decorate


def _counted(key: str) -> int:
    """Count one more; return how many there have been."""
    try:
        return cache.incr(key)
    except ValueError:  # the first one
        cache.add(key, 1, 2 * WINDOW_SECONDS)
        return 1
