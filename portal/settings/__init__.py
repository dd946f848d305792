"""Django's settings, driven by the environment; `environment.py` declares what is read."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from portal.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- the installation ------------------------------------------------------------------------------------

DATA_DIR = environment.read("DATA_DIR")
BASE_URL = environment.read("BASE_URL").rstrip("/")
DEBUG = environment.read("DEBUG")
SECRET_KEY = environment.read("SECRET_KEY")
ALLOWED_HOSTS = environment.read("ALLOWED_HOSTS")
TRUSTED_PROXIES = environment.read("TRUSTED_PROXIES")
SENDFILE = environment.read("SENDFILE")
DOCUMENT_BYTES = environment.read("DOCUMENT_MEGABYTES") * 1024 * 1024
DOCUMENT_PAGES = environment.read("DOCUMENT_PAGES")
SEARCHES_PER_MINUTE = environment.read("SEARCHES_PER_MINUTE")
SUGGESTIONS_PER_MINUTE = environment.read("SUGGESTIONS_PER_MINUTE")
SEARCH_LOG_DAYS = environment.read("SEARCH_LOG_DAYS")
CLAMD_SOCKET = environment.read("CLAMD_SOCKET")

_host = urlsplit(BASE_URL).hostname or ""
EXPOSED = not environment.is_loopback(_host)
if EXPOSED:
    _faults = environment.exposure_faults(secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS, debug=DEBUG)
    if _faults:
        raise ImproperlyConfigured(
            f"This installation is exposed (BASE_URL is {BASE_URL}) and will not start: {'; '.join(_faults)}."
        )
else:
    SECRET_KEY = SECRET_KEY or environment.kept_secret(DATA_DIR)
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", _host]

IS_SECURE = BASE_URL.startswith("https://")

# --- applications ----------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "home",
    "news",
    "documents",
    "portal.provision",
    "portal.exchange",
    "portal.desk",
    "portal.search",
    "portal.members",
    "portal.base",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "csp",
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "portal.base.middleware.TrustedProxyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.base.middleware.PublicAnswerMiddleware",
    "portal.base.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.base.middleware.NormalisedTextMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
            # Its filter for numbers alone: as an app, it would bring texts without a Vietnamese translation.
            "libraries": {"humanize": "django.contrib.humanize.templatetags.humanize"},
        },
    },
]

# --- services --------------------------------------------------------------------------------------------

DATABASES = {"default": environment.database(environment.read("DATABASE_URL"), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": environment.cache(environment.read("CACHE_URL")),
    # Pages read renditions with their pictures; Wagtail would write each one to a cache at each showing.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

globals().update(environment.email(environment.read("EMAIL_URL"), DATA_DIR))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.read("DEFAULT_FROM_EMAIL") or f"portal@{_host or 'localhost'}"

TASKS = {
    # Index and references must be right when the editor's page answers.
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "heavy": {"BACKEND": "django_tasks_db.DatabaseBackend"},
}

STORAGES = {
    "default": {"BACKEND": "portal.base.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STATIC_URL = "/static/"
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500  # the photos of a meeting, sent without scripts

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"portal": {"level": "INFO"}},
}

# --- language --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
FORMAT_MODULE_PATH = ["portal.base.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False  # years and ids in templates would read 2.024; counts use `intcomma`

# --- accounts --------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "portal.members.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_PREVENT_ENUMERATION = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [BASE_URL]
CSRF_FAILURE_VIEW = "portal.base.errors.form_refused"

# --- answers ---------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_SECURE
SECURE_SSL_REDIRECT = IS_SECURE
SECURE_REDIRECT_EXEMPT = [r"^-/health$"]
X_FRAME_OPTIONS = "DENY"  # views that are framed by the portal itself say so

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": [SELF, "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [SELF],
        "object-src": [NONE],
    },
}

# --- Wagtail ---------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "Cổng thông tin chi bộ"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_AUTOSAVE_INTERVAL = 10_000
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.members.approval.publish_approved"
WAGTAIL_PASSWORD_RESET_ENABLED = False
# Shared passwords name nobody: access is by sign-in and group alone.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAIL_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search.backend"}}
WAGTAILIMAGES_IMAGE_MODEL = "base.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.base.image_form.PortalImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 64 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_MODEL = "documents.PortalDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "documents.forms.PortalDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = DOCUMENT_BYTES
TAGGIT_CASE_INSENSITIVE = True

if "PYTEST_VERSION" in os.environ:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if CACHES["default"]["BACKEND"].endswith("RedisCache"):
        # Tests in parallel clear their caches, and must not clear one another's.
        number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 16
        CACHES["default"]["LOCATION"] = f"{CACHES['default']['LOCATION'].rstrip('/')}/{number}"
