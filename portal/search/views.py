from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.search import log
from portal.search.feeds import ResultFeed
from portal.search.limits import limited
from portal.search.results import YEAR, search
from portal.search.scopes import registered
from portal.search.suggestions import suggestions


@require_safe
@limited("search", "SEARCHES_PER_MINUTE")
def search_page(request):
    """Show what `?q=` finds: of the kind that `?loai=` names, else of each kind the first; narrowed by facets."""
    names = {YEAR, *(facet.name for scope in registered() for facet in scope.facets)}
    filters = {name: request.GET.get(name, "")[:40] for name in names}
    results = search(request, request.GET.get("q", ""), scope=request.GET.get("loai", ""), filters=filters)
    is_first = not any(request.GET.get(name) for name in ("page", "loai", *names))
    if results.is_asked and is_first and request.method == "GET":
        log.record(results.text, results.total)
    return render(request, "search/results.html", {"results": results})


@require_safe
@limited("suggestions", "SUGGESTIONS_PER_MINUTE")
def suggest(request):
    """Answer with the titles that `?q=` may become, each with its address and kind."""
    found = suggestions(request, request.GET.get("q", ""))
    return JsonResponse(
        {"suggestions": [{"title": hit.title, "url": hit.url, "kind": str(hit.kind)} for hit in found]},
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@limited("search", "SEARCHES_PER_MINUTE")
def feed(request):
    """Answer with the newest public results of `?q=` as a feed."""
    return ResultFeed(request)(request)
