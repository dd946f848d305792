"""Messages that were written to a folder because there is no mail server, for administrators to read."""

import email
import email.policy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required

from portal.base.pagination import paginated

PAGE_SIZE = 30
# Django's file backend ends each message of a file with a line of dashes.
SEPARATOR = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Message:
    """One message, as far as a person wants to see it."""

    sender: str
    recipients: str
    subject: str
    text: str


def files() -> list[Path]:
    """Return the files of the folder, newest first."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or settings.DATA_DIR / "mail")
    return sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)


def messages_in(path: Path) -> list[Message]:
    """Return the messages of a file."""
    return [_message(part) for part in path.read_bytes().split(SEPARATOR) if part.strip()]


def _message(raw: bytes) -> Message:
    # As bytes: a body in 8-bit UTF-8 would be read as Latin-1 from text.
    parsed = email.message_from_bytes(raw.lstrip(), policy=email.policy.default)
    body = parsed.get_body(("plain", "html"))
    return Message(
        str(parsed["From"] or ""),
        str(parsed["To"] or ""),
        str(parsed["Subject"] or ""),
        body.get_content() if body else "",
    )


@permission_required("members.change_user")
def outbox(request):
    """List the messages of the folder, newest first."""
    page = paginated(request, files(), PAGE_SIZE)
    rows = [
        {
            "name": path.stem,
            "sent_at": datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
            "messages": messages_in(path),
        }
        for path in page.object_list
    ]
    return render(
        request, "desk/outbox.html", {"page_title": _("Messages sent"), "rows": rows, "listing": page}
    )


@permission_required("members.change_user")
def outbox_message(request, name: str):
    """Show what stands in one file; only names that the folder lists are known."""
    path = next((path for path in files() if path.stem == name), None)
    if path is None:
        raise Http404("no such message")
    return render(
        request,
        "desk/outbox_message.html",
        {"page_title": _("Messages sent"), "messages_of_file": messages_in(path)},
    )
