"""Every setting, read once from the environment. A missing or odd value stops the start and says which."""

import secrets
import sys
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.utils.translation import gettext_lazy as _

from commonbeat.config import menus, wiring
from commonbeat.ground.core.environment import ConfigurationError, from_process

env = from_process()

HOUSE = Path(__file__).resolve().parents[1]
HOME = Path(env.text("COMMONBEAT_HOME", "./var")).resolve()
DEMO = env.flag("COMMONBEAT_DEMO", default=False)
DEBUG = False
PUBLIC_URL = env.text("COMMONBEAT_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
if urlsplit(PUBLIC_URL).scheme not in ("http", "https"):
    raise ConfigurationError(f"COMMONBEAT_PUBLIC_URL is {PUBLIC_URL!r}; write it with http:// or https://.")


def _secret_key() -> str:
    """Return the configured key, or one kept in the data folder, made on the first start."""
    given = env.text("COMMONBEAT_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise ConfigurationError(
                "COMMONBEAT_SECRET_KEY is shorter than 32 characters; make a longer one."
            )
        return given
    kept = HOME / "secret.key"
    if not kept.is_file():
        try:
            HOME.mkdir(parents=True, exist_ok=True)
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(48), encoding="utf-8")
        except OSError as wrong:
            raise ConfigurationError(
                f"COMMONBEAT_HOME is {HOME}, which cannot be written ({wrong.strerror})."
            ) from wrong
    return kept.read_text(encoding="utf-8").strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [
    urlsplit(PUBLIC_URL).hostname or "localhost",
    *[host.strip() for host in env.text("COMMONBEAT_HOSTS").split(",") if host.strip()],
    *["127.0.0.1", "[::1]", ".localhost"],
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
HTTPS = PUBLIC_URL.startswith("https://")
_proxies = env.text("COMMONBEAT_PROXIES", "0")
if not _proxies.isdecimal() or int(_proxies) > 9:
    raise ConfigurationError(
        f"COMMONBEAT_PROXIES is {_proxies!r}; write how many proxies of yours stand before it, 0 to 9."
    )
TRUSTED_PROXIES = int(_proxies)

INSTALLED_APPS = [
    "commonbeat.config",
    "commonbeat.demo",
    "commonbeat.insight.portal",
    "commonbeat.insight.dashboards",
    "commonbeat.domain.open311",
    "commonbeat.domain.calls",
    "commonbeat.domain.concerns",
    "commonbeat.domain.conduct",
    "commonbeat.domain.permits",
    "commonbeat.engine.casework",
    "commonbeat.engine.conflicts",
    "commonbeat.engine.files",
    "commonbeat.engine.surveys",
    "commonbeat.engine.measures",
    "commonbeat.engine.messaging",
    "commonbeat.ground.retention",
    "commonbeat.ground.agency",
    "commonbeat.ground.ledger",
    "commonbeat.ground.ui",
    "commonbeat.ground.throttle",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "commonbeat.ground.agency.middleware.IdleMiddleware",
    "commonbeat.ground.agency.middleware.AgencyMiddleware",
    "commonbeat.ground.ui.middleware.ContentSecurityMiddleware",
    "commonbeat.ground.ui.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "commonbeat.config.urls"
MENUS = menus.MENUS
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "commonbeat.ground.agency.context.agency",
            ],
        },
    }
]

FORM_RENDERER = "commonbeat.ground.ui.renderers.HouseRenderer"

HOME.mkdir(parents=True, exist_ok=True)
try:
    _database = dj_database_url.parse(
        env.text("DATABASE_URL") or f"sqlite:///{HOME / 'commonbeat.sqlite3'}",
        conn_max_age=600,
        conn_health_checks=True,
    )
except (ValueError, dj_database_url.ParseError) as wrong:
    raise ConfigurationError(f"DATABASE_URL cannot be read: {wrong}") from wrong
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        "timeout": 20,
        # Take the write lock at the start of a transaction, so that two writers wait and never fail.
        "transaction_mode": "IMMEDIATE",
        # What is deleted is overwritten where it lay, or a destroyed key could be read from the file.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
        "PRAGMA secure_delete=ON;",
    }
else:
    # The server keeps the plan of a statement that comes often, and need not make it anew each time.
    _database["OPTIONS"] = {**_database.get("OPTIONS", {}), "server_side_binding": True}
DATABASES = {"default": _database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What several web processes must count together (sign-in), under names that nobody can read.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "throttle_shared",
        "KEY_FUNCTION": "commonbeat.ground.throttle.adapters.unreadable_key",
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},  # nobody may crowd out what was counted
    },
    # Pages and drawings that each process may make again.
    "drawn": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

AUTH_USER_MODEL = "agency.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = (
    []
    if DEMO
    else [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 12},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ]
)
LOGIN_URL = "/staff/sign-in/"
LOGIN_REDIRECT_URL = "/staff/"
ACCOUNT_ADAPTER = "commonbeat.ground.agency.adapters.StaffAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
# No account is made by signing in through the agency's identity provider; it must know the person already.
SOCIALACCOUNT_ADAPTER = "commonbeat.ground.agency.adapters.StaffSocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# A form that ends at someone else's address would be stopped by our own security policy; a link is not.
SOCIALACCOUNT_LOGIN_ON_GET = True
OIDC_ISSUER = env.text("OIDC_ISSUER").rstrip("/")
if OIDC_ISSUER:
    _oidc_needed = "OIDC_ISSUER names an identity provider, which needs it."
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "agency",
                    "name": env.text("OIDC_NAME", "the agency's own sign-in"),
                    "client_id": env.required("OIDC_CLIENT_ID", _oidc_needed),
                    "secret": env.required("OIDC_CLIENT_SECRET", _oidc_needed),
                    "settings": {"server_url": OIDC_ISSUER},
                }
            ],
        }
    }
ACCOUNT_RATE_LIMITS = {"login_failed": "5/15m/key,50/15m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "CommonBeat"
ACCOUNT_FORMS = {"change_password": "commonbeat.ground.agency.forms.NewPasswordForm"}
MFA_FORMS = {
    "activate_totp": "commonbeat.ground.agency.forms.SetUpAppForm",
    "authenticate": "commonbeat.ground.agency.forms.CodeForm",
    "reauthenticate": "commonbeat.ground.agency.forms.CodeAgainForm",
    "add_webauthn": "commonbeat.ground.agency.forms.AddKeyForm",
    "edit_webauthn": "commonbeat.ground.agency.forms.RenameKeyForm",
}
SESSION_COOKIE_AGE = 12 * 60 * 60
_idle = env.text("COMMONBEAT_IDLE_MINUTES", "30")
if not _idle.isdecimal() or not 1 <= int(_idle) <= 720:
    raise ConfigurationError(
        f"COMMONBEAT_IDLE_MINUTES is {_idle!r}; write a number of minutes from 1 to 720."
    )
STAFF_IDLE_MINUTES = int(_idle)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "commonbeat.ground.ui.views.form_expired"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic"))]
# The staff's pages are whole in these; the public's in all.
STAFF_LANGUAGES = ["en", "es"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Until `collectstatic` has run (tests, a first look), files are served from where they lie.
_collected = "collectstatic" in sys.argv or (STATIC_ROOT / "staticfiles.json").is_file()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "files": {
        "BACKEND": "commonbeat.engine.files.providers.shelf.Shelf",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _collected
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# Never a temporary file: a photo as sent tells where it was taken, and a deleted file can be read again.
FILE_UPLOAD_HANDLERS = ["commonbeat.engine.files.providers.arriving.InMemory"]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# Who hears of an act, and which part of the house may still stop a message: see wiring.py.
LISTENERS = wiring.LISTENERS
MESSAGE_GUARDS = wiring.MESSAGE_GUARDS
CASE_TYPES = wiring.CASE_TYPES
CASE_GUARDS = wiring.CASE_GUARDS
CASE_FACES = wiring.CASE_FACES
CASE_ALIKE = wiring.CASE_ALIKE
CONTACT_WALLS = wiring.CONTACT_WALLS
SCHEDULE = wiring.SCHEDULE
WORDS_KEPT = wiring.WORDS_KEPT

SMS_PROVIDER = env.choice("COMMONBEAT_SMS_PROVIDER", ("sandbox", "twilio"), "sandbox")
_twilio_needed = "The SMS provider is twilio, which needs it."
TWILIO_ACCOUNT_SID = env.required("TWILIO_ACCOUNT_SID", _twilio_needed) if SMS_PROVIDER == "twilio" else ""
TWILIO_AUTH_TOKEN = (
    env.required("TWILIO_AUTH_TOKEN", _twilio_needed)
    if SMS_PROVIDER == "twilio"
    else env.text("TWILIO_AUTH_TOKEN")
)
TWILIO_FROM = (
    env.required("TWILIO_FROM", _twilio_needed) if SMS_PROVIDER == "twilio" else env.text("TWILIO_FROM")
)
TWILIO_BASE_URL = env.text("TWILIO_BASE_URL").rstrip("/")

EMAIL_URL = env.text("EMAIL_URL")
if EMAIL_URL:
    _mail = urlsplit(EMAIL_URL)
    if _mail.scheme not in ("smtp", "smtps", "smtp+tls"):
        raise ConfigurationError("EMAIL_URL must look like smtp://user:password@host:587.")
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.hostname or "localhost", _mail.port or 25
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.username or "", _mail.password or ""
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.scheme == "smtp+tls", _mail.scheme == "smtps"
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mail"
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", f"no-reply@{urlsplit(PUBLIC_URL).hostname or 'localhost'}")


def _networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Return the networks that a setting lists; a server's own number is a network of one."""
    try:
        return [ip_network(part.strip()) for part in env.text(name).split(",") if part.strip()]
    except ValueError as wrong:
        raise ConfigurationError(f"{name}: {wrong}. Write networks like 10.1.0.0/24, with commas.") from wrong


# Networks of one's own that Open311 may reach all the same, also without encryption: partners' servers, and
# where programs keep the photos they name. Nothing else inside is ever connected to.
OPEN311_INSIDE = _networks("COMMONBEAT_OPEN311_INSIDE")
OPEN311_MEDIA_INSIDE = _networks("COMMONBEAT_OPEN311_MEDIA_INSIDE")

LOG_LEVEL = env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Two lines for each listener say nothing that the task rows do not.
    "loggers": {
        "django_tasks": {"level": "WARNING"},
        # A refusal is answered and not written down: anyone can cause it as often as they like, and the
        # address of the page may hold a resident's own token. Faults of ours are errors and stay.
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},
        # Anyone can send a wrong host name, as often as they like; the answer 400 is enough.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
