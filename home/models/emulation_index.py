from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable

from home.emulation.registration import ANSWERS
from home.models.emulation import EmulationModelPage
from portal.base.models import BasePage


class EmulationModelIndexForm(WagtailAdminPageForm):
    """The form of a section of models; a question is asked once."""

    def clean(self):
        given = super().clean()
        seen = set()
        for form in self.formsets["questions"].forms if "questions" in self.formsets else ():
            if not form.is_valid() or form.cleaned_data.get("DELETE") or "field" not in form.cleaned_data:
                continue
            field = form.cleaned_data["field"]
            if field in seen:
                form.add_error("field", ValidationError(_("This question is asked already.")))
            seen.add(field)
        return given


class EmulationModelIndexPage(RoutablePageMixin, BasePage):
    """The models below it: a board by year, a comparison of years, a report and a workbook of each year."""

    parent_page_types = ["home.HomePage", "home.SectionPage"]
    subpage_types = ["home.EmulationModelPage"]
    base_form_class = EmulationModelIndexForm

    report_place = models.CharField(
        _("place in the date line of reports"),
        max_length=80,
        blank=True,
        help_text=_("For example: Tây Ninh."),
    )
    report_symbol = models.CharField(
        _("symbol of reports"), max_length=40, blank=True, help_text=_("Without its number, as in -BC/CB.")
    )
    signing_for = models.CharField(
        _("on whose behalf reports are signed"), max_length=120, blank=True, help_text=_("As in T/M CHI BỘ.")
    )
    signer_office = models.CharField(
        _("office of the signer"), max_length=120, blank=True, help_text=_("As in BÍ THƯ.")
    )
    signer_name = models.CharField(_("name of the signer"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("section of emulation models")
        verbose_name_plural = _("sections of emulation models")

    content_panels = [
        *BasePage.title_panels,
        InlinePanel(
            "questions",
            heading=_("Questions of the registration form"),
            label=_("question"),
            help_text=_("Empty: all questions are asked."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel(["report_place", "report_symbol"]),
                "signing_for",
                FieldRowPanel(["signer_office", "signer_name"]),
            ],
            _("Reports"),
        ),
    ]
    settings_panels = [MultiFieldPanel(BasePage.branch_panels, _("Files")), *BasePage.settings_panels]

    def models_for(self, viewer):
        """Return the models of this section that a viewer may see."""
        return EmulationModelPage.objects.visible_to(viewer).descendant_of(self)

    @path("")
    def board(self, request):
        from home.emulation.board import board_context

        return self.render(request, context_overrides=board_context(self, request))

    @path("so-sanh/", name="comparison")
    def comparison(self, request):
        from home.emulation.comparing import comparison_context

        return self.render(
            request,
            context_overrides=comparison_context(self, request),
            template="home/emulation_comparison.html",
        )

    @path("bao-cao/<int:year>/", name="report")
    def report(self, request, year):
        from home.emulation.reporting import year_report

        return year_report(self, request, year)

    @path("bang-tinh/<int:year>/", name="workbook")
    def workbook(self, request, year):
        from home.emulation.workbook import workbook_response

        return workbook_response(self, request, year)

    @path("feed/", name="feed")
    def feed(self, request):
        from home.feeds import EmulationModelFeed

        return EmulationModelFeed(request, self)(request)


class RegistrationQuestion(Orderable):
    """A question that a section asks of whoever registers a model."""

    index = ParentalKey(EmulationModelIndexPage, on_delete=models.CASCADE, related_name="questions")
    field = models.CharField(
        _("question"),
        max_length=20,
        choices=[(name, EmulationModelPage._meta.get_field(name).verbose_name) for name in ANSWERS],
    )
    label = models.CharField(
        _("called"), max_length=160, blank=True, help_text=_("Empty: by the question's own name.")
    )
    help_text = models.CharField(_("help"), max_length=255, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)

    class Meta(Orderable.Meta):
        verbose_name = _("question of the registration form")
        verbose_name_plural = _("questions of the registration form")

    panels = [FieldRowPanel(["field", "label"]), FieldPanel("help_text"), FieldPanel("is_required")]
