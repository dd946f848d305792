from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField

from home.sections import HomeSectionsBlock
from portal.base.models import BasePage


class HomePage(BasePage):
    """The front page: sections that editors arrange; one with nothing to show does not appear."""

    parent_page_types = ["wagtailcore.Page"]

    sections = StreamField(HomeSectionsBlock(), verbose_name=_("sections"), blank=True)

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    content_panels = [*BasePage.title_panels, "sections"]

    def get_context(self, request, *args, **kwargs):
        # One set for all sections: what one of them shows, the next ones leave out.
        return super().get_context(request, *args, **kwargs) | {"shown_articles": set()}
