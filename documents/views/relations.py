"""What a directive does to others, kept in the admin beside its drafts: written once, told from both ends."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.log_actions import log

from documents.models import DirectivePage, DirectiveRelation

# What is logged on the directive whose page it was done on.
ADDED, TAKEN_AWAY = "documents.add_relation", "documents.take_relation_away"


def _choices():
    kinds = DirectiveRelation.Kind
    own = [(f"out:{kind.value}", kind.label) for kind in kinds]
    others = [
        (f"in:{kind.value}", DirectiveRelation.INVERSE[kind]) for kind in kinds if kind != kinds.RELATED
    ]
    return [
        ("", "–"),
        (_("This directive …"), own),
        (_("This directive, told from the other end, …"), others),
    ]


class RelationForm(forms.ModelForm):
    """A relation as it is told from one directive, whichever end of it that is."""

    told = forms.ChoiceField(label=_("Relation"), choices=_choices)
    other = forms.ModelChoiceField(
        label=_("Directive in the library"),
        queryset=DirectivePage.objects.all(),
        required=False,
        widget=AdminPageChooser(target_models=[DirectivePage]),
        help_text=_("Or describe one that the library does not hold:"),
    )

    target_url = forms.URLField(label=_("Address"), required=False, assume_scheme="https")

    class Meta:
        model = DirectiveRelation
        fields = ["target_symbol", "target_title", "target_url", "is_partial", "takes_effect_on", "note"]
        widgets = {"takes_effect_on": AdminDateInput}

    field_order = ["told", "other"]

    def __init__(self, *args, directive: DirectivePage, **kwargs):
        super().__init__(*args, **kwargs)
        self.directive = directive

    def clean(self):
        cleaned = super().clean()
        direction, _colon, kind = cleaned.get("told", "").partition(":")
        other = cleaned.get("other")
        relation = self.instance
        if direction == "in" and not other:
            self.add_error("other", _("Choose the directive that does this; it must be in the library."))
            # What the model would say of the missing end says no more.
            relation.source = relation.target = None
            return cleaned
        relation.kind = kind
        relation.source, relation.target = (
            (other, self.directive) if direction == "in" else (self.directive, other)
        )
        if other:
            cleaned |= {"target_symbol": "", "target_title": "", "target_url": ""}
        return cleaned

    def _post_clean(self):
        if not self.errors:
            super()._post_clean()

    def validate_unique(self):
        same = DirectiveRelation.objects.filter(
            source=self.instance.source, kind=self.instance.kind, target=self.instance.target
        )
        if self.instance.target and same.exists():
            self.add_error(None, ValidationError(_("This relation is there already.")))


@require_admin_access
def relations(request, page_id: int):
    """List a directive's relations from both ends; add one."""
    directive = _directive(request, page_id)
    form = RelationForm(request.POST if request.method == "POST" else None, directive=directive)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                relation = form.save()
                log(instance=directive, action=ADDED, user=request.user, data=_logged(relation))
        except IntegrityError:
            form.add_error(None, gettext("This relation is there already."))
        else:
            messages.success(request, gettext("The relation is kept."))
            return redirect("directive_relations", directive.pk)
    return render(
        request,
        "documents/admin/relations.html",
        {
            "page_title": gettext("Relations of %(title)s") % {"title": directive.title},
            "directive": directive,
            "outgoing": directive.relations.select_related("target"),
            "incoming": directive.incoming_relations.select_related("source"),
            "form": form,
        },
    )


@require_admin_access
@require_POST
def take_away(request, page_id: int, relation_id: int):
    """Take a relation away, from whichever end."""
    directive = _directive(request, page_id)
    own = DirectiveRelation.objects.filter(source=directive) | DirectiveRelation.objects.filter(
        target=directive
    )
    relation = get_object_or_404(own, pk=relation_id)
    with transaction.atomic():
        log(instance=directive, action=TAKEN_AWAY, user=request.user, data=_logged(relation))
        relation.delete()
    messages.success(request, gettext("The relation is taken away."))
    return redirect("directive_relations", directive.pk)


def _directive(request, page_id: int) -> DirectivePage:
    directive = get_object_or_404(DirectivePage, pk=page_id)
    if not directive.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return directive


def _logged(relation: DirectiveRelation) -> dict:
    """Return a relation in words that stay true when its ends are gone."""
    other = relation.target.title if relation.target else relation.target_symbol or relation.target_title
    return {"relation": f"{relation.source.title} {relation.get_kind_display()} {other}"}
