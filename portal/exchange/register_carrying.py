"""Imports carried on by the worker: who may have them, and what becomes of those that stop."""

import logging

from django.utils.translation import gettext as _

from documents.models import DirectiveLibraryPage
from portal.base.page_permissions import PUBLISH_URGENTLY
from portal.exchange import register_intake
from portal.exchange.models import DirectiveImport

logger = logging.getLogger("portal.exchange")

# So many workers may end over one import before it waits for a person.
MAX_INTERRUPTIONS = 10


def may_import_into(library: DirectiveLibraryPage, user) -> bool:
    """Tell whether a person may publish directives in a library without approval of each: decision 2's marked way."""
    return user.has_perm(PUBLISH_URGENTLY) and library.permissions_for_user(user).can_add_subpage()


def libraries_for(user) -> list[DirectiveLibraryPage]:
    """Return the libraries that a person may import directives into."""
    if not user.has_perm(PUBLISH_URGENTLY):
        return []
    libraries = DirectiveLibraryPage.objects.order_by("path")
    return [library for library in libraries if may_import_into(library, user)]


def enqueue(record: DirectiveImport) -> None:
    from portal.exchange.tasks import carry_on_import

    carry_on_import.enqueue(record.pk)


def carry_on(import_id: int, *, interruptions: int = 0) -> None:
    """Do what is due of an import; what stops it stands on it. Does nothing where nothing is due."""
    record = DirectiveImport.objects.select_related("library", "made_by").filter(pk=import_id).first()
    if record is None or not (record.is_running or record.is_confirmed):
        return
    if record.state in (DirectiveImport.State.DONE, DirectiveImport.State.FAILED):
        return
    if interruptions > MAX_INTERRUPTIONS:
        register_intake.stop(record, _("The background process was ended several times over this import."))
        return
    if record.made_by is not None and not may_import_into(record.library, record.made_by):
        register_intake.stop(
            record, _("The account that began this import may no longer import directives here.")
        )
        return
    try:
        register_intake.carry_on(record)
    except register_intake.TakenOver:
        logger.info("import %s is carried on by another process", import_id)
    except register_intake.Refused as refusal:
        record.refresh_from_db()
        if record.state == DirectiveImport.State.CHECKED:
            DirectiveImport.objects.filter(pk=record.pk).update(problem=str(refusal))
        else:
            register_intake.stop(record, str(refusal))
    except Exception as error:
        logger.exception("import %s stopped", import_id)
        register_intake.stop(
            record,
            _("Unexpected error ({error}); the log says more.").format(error=type(error).__name__),
        )
