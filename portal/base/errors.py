"""Error pages in the portal's dress. They ask the database for nothing, so that 500 works while it is down."""

from django.http import Http404
from django.shortcuts import render


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def form_refused(request, reason=""):
    """Answer a form whose protection against forgery is missing or too old."""
    return render(request, "403.html", {"is_form": True}, status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)


def no_such_address(request, **parts):
    """Answer where a package offers an address that the portal does not have."""
    raise Http404("closed")
