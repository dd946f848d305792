"""Emulation models as a kind of things to find."""

from django.utils.translation import gettext_lazy as _

from home.models import EmulationModelPage
from portal.search.pages import page_hit, page_scope
from portal.search.scopes import Hit


def model_hits(request, rows, query) -> list[Hit]:
    return [
        page_hit(request, page, query, notes=(str(page.year), page.unit, page.state_label)) for page in rows
    ]


MODELS = page_scope("mo-hinh", _("Models"), 16, EmulationModelPage, hits=model_hits)
