"""Sign-in, and the emergency ways of publishing and withdrawing in the admin."""

from allauth.account.views import login
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.models import Page

from portal.members import publishing


def sign_in(request):
    """Show the form; refuse those whom Wagtail sends here because they have no access to the admin.

    Signed in as they are, they would be sent back there, and round for ever.
    """
    to_admin = request.GET.get("next", "").startswith(reverse("wagtailadmin_home"))
    if to_admin and request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return login(request)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the page's history, where everybody who edits the page can read it."),
    )


@require_admin_access
def publish_urgently(request, page_id: int):
    page = get_object_or_404(Page, pk=page_id).specific
    return _with_reason(
        request,
        page,
        allowed=page.permissions_for_user(request.user).can_publish_urgently(),
        carry_out=publishing.publish_urgently,
        done=gettext("“%(title)s” is published. The log shows it as an emergency."),
        context={
            "page_title": gettext("Publish urgently"),
            "explanation": gettext(
                "The latest draft goes to readers at once, without the approval of others."
            ),
            "button": gettext("Publish urgently"),
            "icon": "upload",
        },
    )


@require_admin_access
def withdraw(request, page_id: int):
    page = get_object_or_404(Page, pk=page_id).specific
    return _with_reason(
        request,
        page,
        allowed=page.permissions_for_user(request.user).can_withdraw(),
        carry_out=publishing.withdraw,
        done=gettext("“%(title)s” is withdrawn and stays as a draft."),
        context={
            "page_title": gettext("Withdraw"),
            "explanation": gettext(
                "Readers no longer find the page. It stays as a draft and can be published again."
            ),
            "button": gettext("Withdraw"),
            "icon": "download",
        },
    )


def _with_reason(request, page, *, allowed, carry_out, done, context):
    if not allowed:
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        carry_out(page, user=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, done % {"title": page.get_admin_display_title()})
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    back = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return render(
        request, "members/ask_reason.html", context | {"page": page, "form": form, "back_url": back}
    )
