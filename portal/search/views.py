from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.search.results import search


@require_safe
def search_page(request):
    """Show what `?q=` finds, in the scope that `?loai=` names."""
    results = search(request, request.GET.get("q", ""), scope=request.GET.get("loai", ""))
    return render(request, "search/results.html", {"results": results})
