from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.action_menu import ActionMenuItem

from portal.base.audience import audience_of, is_visible
from portal.base.log_actions import register_sentences
from portal.members import publishing, views


@hooks.register("before_serve_page", order=-1)
def refuse_readers_without_the_right(page, request, serve_args, serve_kwargs):
    """A signed-in person without the right gets 403; an anonymous one is sent to sign in."""
    if not audience_of(request).admits_page(page):
        if request.user.is_authenticated:
            raise PermissionDenied
        response = redirect_to_login(request.get_full_path(), settings.WAGTAIL_FRONTEND_LOGIN_URL)
        add_never_cache_headers(response)
        return response
    if not is_visible(page, request):
        raise Http404("past its end")
    return None


@hooks.register("register_admin_urls")
def register_emergency_urls():
    return [
        path("dang-khan/<int:page_id>/", views.publish_urgently, name="publish_urgently"),
        path("go-dang/<int:page_id>/", views.withdraw, name="withdraw_page"),
    ]


class PublishUrgentlyMenuItem(ActionMenuItem):
    label = _("Publish urgently…")
    name = "action-publish-urgently"
    icon_name = "upload"

    def is_shown(self, context):
        tester = self.get_user_page_permissions_tester(context) if context["view"] == "edit" else None
        return bool(tester and context["page"].has_unpublished_changes and tester.can_publish_urgently())

    def get_url(self, context):
        return reverse("publish_urgently", args=[context["page"].pk])


class WithdrawMenuItem(ActionMenuItem):
    label = _("Withdraw…")
    name = "action-withdraw"
    icon_name = "download"

    def is_shown(self, context):
        tester = self.get_user_page_permissions_tester(context) if context["view"] == "edit" else None
        return bool(tester and tester.can_withdraw())

    def get_url(self, context):
        return reverse("withdraw_page", args=[context["page"].pk])


@hooks.register("register_page_action_menu_item")
def register_publish_urgently():
    return PublishUrgentlyMenuItem(order=200)


@hooks.register("register_page_action_menu_item")
def register_withdraw():
    return WithdrawMenuItem(order=210)


@hooks.register("register_log_actions")
def register_log_actions(actions):
    urgently = _("EMERGENCY: published without approval. Reason: %(reason)s")
    sentences = {
        publishing.PUBLISHED_URGENTLY: (_("Publish urgently"), urgently),
        publishing.WITHDRAWN: (_("Withdraw"), _("Withdrawn. Reason: %(reason)s")),
    }
    register_sentences(actions, sentences)
