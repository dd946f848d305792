from django import forms
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, Revision, TaskState


class RejectionForm(forms.Form):
    """The comment that goes with a rejection; without one the author would not know what to mend."""

    comment = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 2}))


class IndependentApprovalTask(GroupApprovalTask):
    """A gate that members of its groups open, but never for a text that they have written or changed themselves."""

    class Meta:
        verbose_name = _("approval by another person")
        verbose_name_plural = _("approvals by another person")

    @classmethod
    def get_description(cls):
        return _("Members of the chosen groups approve what others have written")

    @staticmethod
    def contributors(page) -> set[int]:
        """Return the ids of accounts that wrote any revision since the published one, and a new page's owner."""
        revisions = Revision.objects.for_instance(page)
        if page.live_revision_id:
            revisions = revisions.filter(created_at__gt=page.live_revision.created_at)
        ids = set(revisions.values_list("user_id", flat=True))
        if page.first_published_at is None:
            ids.add(page.owner_id)
        return ids - {None}

    def may_decide(self, page, user) -> bool:
        """Tell whether a person may approve or reject the page as it now stands."""
        return (user.is_superuser or self._user_in_groups(user)) and user.pk not in self.contributors(page)

    def get_actions(self, obj, user):
        return super().get_actions(obj, user) if self.may_decide(obj, user) else []

    def get_form_for_action(self, action):
        return RejectionForm if action == "reject" else super().get_form_for_action(action)

    def on_action(self, task_state, user, action_name, **kwargs):
        # Asked again here: an approver who edits and approves in one go has become a contributor meanwhile.
        page = task_state.workflow_state.content_object
        if action_name in ("approve", "reject") and not self.may_decide(page, user):
            raise PermissionDenied(gettext("A text is approved by a person who has not worked on it."))
        if action_name == "reject" and not kwargs.get("comment", "").strip():
            raise PermissionDenied(gettext("Say why the text is returned."))
        return super().on_action(task_state, user, action_name, **kwargs)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        states = super().get_task_states_user_can_moderate(user, **kwargs)
        if not states:
            return TaskState.objects.none()
        open_to_user = [
            state.pk
            for state in states.select_related("workflow_state")
            if user.pk not in self.contributors(state.workflow_state.content_object)
        ]
        return self.task_states.filter(pk__in=open_to_user)
