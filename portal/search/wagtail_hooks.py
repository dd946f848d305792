from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.search import reports
from portal.search.models import Acronym, PromotedResult


class AcronymViewSet(SnippetViewSet):
    model = Acronym
    icon = "order"
    list_display = ["short", "name"]


class PromotedResultViewSet(SnippetViewSet):
    model = PromotedResult
    icon = "arrow-up-big"
    list_display = ["keywords", "heading", "sort_order"]


class SearchViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Search")
    menu_icon = "search"
    menu_order = 900
    items = (AcronymViewSet, PromotedResultViewSet)


register_snippet(SearchViewSetGroup)


@hooks.register("register_admin_urls")
def register_search_report_url():
    return [path("tim-kiem/tu-khoa/", reports.searched_texts, name="searched_texts")]


@hooks.register("register_reports_menu_item")
def register_search_report_menu_item():
    return MenuItem(_("What readers search for"), reverse("searched_texts"), icon_name="search", order=400)
