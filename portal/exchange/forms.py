from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from news.models import NewsIndexPage
from portal.base.forms import MultipleFileField, MultipleFileInput
from portal.exchange.article_reader import Limits

ACCEPTED = ".docx,.html,.htm,.txt"


def sections_for(user):
    """Return the news sections that a person may add articles to."""
    allowed = [
        section.pk
        for section in NewsIndexPage.objects.order_by("path")
        if section.permissions_for_user(user).can_add_subpage()
    ]
    return NewsIndexPage.objects.filter(pk__in=allowed).order_by("path")


class SectionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, section):
        return " › ".join([*(page.title for page in section.get_ancestors()[2:]), section.title])


class ArticleImportForm(forms.Form):
    """Files and the news section that their drafts go to."""

    section = SectionChoiceField(
        label=_("News section"), queryset=NewsIndexPage.objects.none(), empty_label=None
    )
    files = MultipleFileField(
        label=_("Files"),
        widget=MultipleFileInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
        help_text=format_lazy(
            _(
                "Word (.docx), web page (.html) or plain text (.txt), up to {megabytes} MB each; several at once."
            ),
            megabytes=Limits().bytes // 1024**2,
        ),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_for(user)
