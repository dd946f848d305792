"""What every request and answer of the portal keeps to."""

from ipaddress import ip_address

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.cache import patch_vary_headers

from portal.base.text import nfc

ADMIN_PREFIX = "/admin/"
PUBLIC_SECONDS = 60


class TrustedProxyMiddleware:
    """Believe X-Forwarded-For and X-Forwarded-Proto of the networks in TRUSTED_PROXIES, and of nobody else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if self._is_trusted(request.META.get("REMOTE_ADDR", "")):
            forwarded = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
            for hop in reversed([hop for hop in forwarded if hop]):
                if not _is_address(hop):
                    break
                request.META["REMOTE_ADDR"] = hop
                if not self._is_trusted(hop):
                    break
            if request.META.get("HTTP_X_FORWARDED_PROTO") == "https":
                request.environ["wsgi.url_scheme"] = "https"
        else:
            request.META.pop("HTTP_X_FORWARDED_FOR", None)
            request.META.pop("HTTP_X_FORWARDED_PROTO", None)
        return self.get_response(request)

    @staticmethod
    def _is_trusted(address: str) -> bool:
        return _is_address(address) and any(
            ip_address(address) in network for network in settings.TRUSTED_PROXIES
        )


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


class NormalisedTextMiddleware:
    """Bring all text that arrives by HTTP to NFC, file names included; refuse NUL characters."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            raise BadRequest("NUL in the path")
        request.GET = self._normalised(request.GET)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method == "POST":
            request.POST = self._normalised(request.POST)
            for file in (file for files in request.FILES.lists() for file in files[1]):
                file.name = nfc(file.name)

    @staticmethod
    def _normalised(values: QueryDict) -> QueryDict:
        clean = QueryDict(mutable=True, encoding=values.encoding)
        for key, entries in values.lists():
            if "\x00" in key or any("\x00" in entry for entry in entries):
                raise BadRequest("NUL in a parameter")
            clean.setlist(nfc(key), [nfc(entry) for entry in entries])
        clean._mutable = False
        return clean


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for the public site; Wagtail's admin needs its inline scripts and styles."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if request.path.startswith(ADMIN_PREFIX):
            parts.update = {
                **(parts.update or {}),
                "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
                "worker-src": [SELF, "blob:"],
            }
        return parts


class PublicAnswerMiddleware:
    """Say who may keep an answer.

    Every anonymous visitor gets the same answer, without a cookie, which any cache may keep for a minute;
    what a signed-in person gets, and any answer that sets a cookie, is nobody else's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        user = getattr(request, "user", None)
        if (
            # Before the account, which cannot be read while the database is down.
            response.status_code >= 500
            or response.cookies
            or request.path.startswith(ADMIN_PREFIX)
            or request.method not in ("GET", "HEAD")
            or (user is not None and user.is_authenticated)
        ):
            response["Cache-Control"] = "private, no-store"
        elif "Cache-Control" not in response:
            response["Cache-Control"] = f"public, max-age={PUBLIC_SECONDS}"
        del response["Expires"]
        patch_vary_headers(response, ["Cookie"])
        return response
