"""What readers search for, for those who decide what to write next."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Max, Min, Q, Sum
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe
from wagtail.admin.auth import require_admin_access

from portal.base.pagination import paginated
from portal.search.models import SearchedText

PAGE_SIZE = 50
PERIODS = (7, 30, 90)


@require_admin_access
@require_safe
def searched_texts(request):
    """List what was searched for in a period, the most frequent first; with `?khong=1` what found nothing."""
    days = request.GET.get("ngay", "")
    days = int(days) if days in map(str, PERIODS) else PERIODS[1]
    since = timezone.localdate() - timedelta(days=days - 1)
    rows = SearchedText.objects.filter(day__gte=since).order_by().values("text")
    rows = rows.annotate(total=Sum("times"), most=Max("found"), last=Max("day"), first=Min("day"))
    is_empty_only = bool(request.GET.get("khong"))
    if is_empty_only:
        rows = rows.filter(most=0)
    totals = SearchedText.objects.filter(day__gte=since).aggregate(
        every=Sum("times", default=0), without=Sum("times", filter=Q(found=0), default=0)
    )
    context = {
        "page_title": gettext("What readers search for"),
        "rows": paginated(request, rows.order_by("-total", "text"), PAGE_SIZE),
        "days": days,
        "periods": PERIODS,
        "is_empty_only": is_empty_only,
        "totals": totals,
        "kept_days": settings.SEARCH_LOG_DAYS,
    }
    return render(request, "search/admin/searched_texts.html", context)
