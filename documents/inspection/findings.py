"""What an inspection finds. The messages are stable msgids with {places}; who shows them translates them."""

from dataclasses import dataclass, field

from documents.formats import Kind
from documents.formats.failures import MESSAGES as FAILURES
from documents.formats.failures import Unreadable, gettext_noop

MESSAGES = FAILURES | {
    "wrong_type": gettext_noop("The name says {extension}, but the content is {kind}; save it as that."),
    "macro": gettext_noop("The file carries macros; save it without them."),
    "active_content": gettext_noop("The file carries active content ({what}); save it without."),
    "polyglot": gettext_noop("The file is of two kinds at once; such files are made to deceive."),
}

# What active content there is, for {what}.
SCRIPT = gettext_noop("a script")
LAUNCH = gettext_noop("a command that starts a program")
DYNAMIC_FORM = gettext_noop("a dynamic form")
EMBEDDED_MEDIA = gettext_noop("embedded media")
EMBEDDED_PROGRAM = gettext_noop("an embedded program")
EMBEDDED_OBJECT = gettext_noop("an embedded object")
REMOTE_TEMPLATE = gettext_noop("a template or object fetched from elsewhere")
DATA_EXCHANGE = gettext_noop("a field that starts programs")
CONTROL = gettext_noop("an ActiveX control")


@dataclass(frozen=True)
class Finding:
    """A reason not to take a file: `code` is one of MESSAGES, `params` fill the message's places."""

    code: str
    params: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return MESSAGES[self.code].format(**self.params)


@dataclass(frozen=True)
class Inspection:
    """What a file is and what speaks against it. Without a kind the content is none that the portal keeps."""

    kind: Kind | None
    extension: str
    findings: tuple[Finding, ...] = ()
    page_count: int | None = None

    @property
    def mime(self) -> str:
        return self.kind.mime if self.kind else "application/octet-stream"

    @property
    def is_safe(self) -> bool:
        return self.kind is not None and not self.findings


def active(what: str) -> Finding:
    return Finding("active_content", {"what": what})


def finding_of(error: Unreadable) -> Finding:
    return Finding(error.code, error.params)
