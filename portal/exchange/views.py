"""Bringing in articles, in the admin."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.auth import require_admin_access

from news.models import ArticlePage
from portal.exchange.article_intake import import_article
from portal.exchange.article_reader import UnreadableArticle
from portal.exchange.forms import ArticleImportForm
from portal.exchange.reports import report_rows, why_unreadable


@require_admin_access
def import_articles(request):
    """Show the form; bring in the files of a filled one and show a report for each."""
    form = ArticleImportForm(request.POST or None, request.FILES or None, user=request.user)
    if not form.fields["section"].queryset.exists():
        raise PermissionDenied(_("You may not write articles."))
    outcomes = []
    if request.method == "POST" and form.is_valid():
        outcomes = [
            _outcome(file, form.cleaned_data["section"], request.user) for file in form.cleaned_data["files"]
        ]
    return render(
        request,
        "exchange/import_articles.html",
        {"form": form, "outcomes": outcomes, "page_title": _("Import from Word")},
        status=422 if outcomes and all(outcome["error"] for outcome in outcomes) else 200,
    )


def _outcome(file, section, user) -> dict:
    outcome = {"file_name": file.name, "error": "", "page": None, "is_new": False, "rows": []}
    try:
        result = import_article(file.name, file.read(), parent=section, owner=user)
    except UnreadableArticle as error:
        return outcome | {"error": why_unreadable(error)}
    page: ArticlePage = result.page
    if not page.permissions_for_user(user).can_edit():
        # The draft that another person made of the same file is told of only to those who may open it.
        return outcome | {"is_new": result.is_new}
    return outcome | {"page": page, "is_new": result.is_new, "rows": report_rows(result.report)}
