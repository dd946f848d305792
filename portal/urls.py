"""The root of all addresses."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from portal.base import errors, files

handler400 = "portal.base.errors.bad_request"
handler403 = "portal.base.errors.forbidden"
handler404 = "portal.base.errors.not_found"
handler500 = "portal.base.errors.server_error"

urlpatterns = [
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("media/<path:path>", files.serve_rendition),
    path("tai-lieu/", include("documents.urls")),
    path("thanh-vien/", include("portal.members.urls")),
    path("tim-kiem/", include("portal.search.urls")),
    path("", include("portal.base.urls")),
    # Wagtail's own sign-in counts no attempts, and pages have no shared passwords.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("_util/authenticate_with_password/<path:rest>", errors.no_such_address),
    path("", include(wagtail_urls)),
]
