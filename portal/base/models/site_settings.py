from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable


@register_setting(icon="cog")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """Names and addresses that the portal owes its readers (model: Decree 42/2022/NĐ-CP, article 4)."""

    select_related = ["emblem"]

    name = models.CharField(_("name of the cell"), max_length=120, default="Chi bộ")
    parent_name = models.CharField(_("parent agency"), max_length=160, blank=True)
    superior_name = models.CharField(
        _("superior Party body"),
        max_length=160,
        blank=True,
        help_text=_("Stands above the parent agency, if given."),
    )
    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    emblem = models.ForeignKey(
        "base.PortalImage",
        verbose_name=_("emblem"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Takes the place of the star in a circle."),
    )
    address = models.CharField(_("address"), max_length=255, blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    fax = models.CharField(_("fax"), max_length=60, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    opening_hours = models.CharField(_("working hours"), max_length=160, blank=True)
    responsible_person = models.CharField(_("person responsible for the content"), max_length=120, blank=True)
    responsible_office = models.CharField(_("office of that person"), max_length=160, blank=True)
    licence_line = models.CharField(
        _("licence line"),
        max_length=255,
        blank=True,
        help_text=_("Number and date of the licence, if there is one."),
    )
    reuse_line = models.CharField(
        _("line on re-use"),
        max_length=255,
        blank=True,
        help_text=_("For example that the source is to be named when something is published again."),
    )

    class Meta:
        verbose_name = _("name, address and footer")

    panels = [
        MultiFieldPanel(["name", "parent_name", "superior_name", "tagline", "emblem"], _("Names")),
        MultiFieldPanel(["address", "phone", "fax", "email", "opening_hours"], _("Contact")),
        MultiFieldPanel(
            ["responsible_person", "responsible_office", "licence_line", "reuse_line"], _("Responsibility")
        ),
        InlinePanel("links", heading=_("Links in the footer"), label=_("link")),
    ]


class SiteLink(Orderable):
    """A link in the footer to another agency's portal."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="links")
    title = models.CharField(_("title"), max_length=120)
    url = models.URLField(_("address"))

    class Meta(Orderable.Meta):
        verbose_name = _("footer link")

    panels = [FieldPanel("title"), FieldPanel("url")]
