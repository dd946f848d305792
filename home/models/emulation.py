from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import Select
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index

from home.emulation.registration import ANSWERS, EmulationModelForm
from home.emulation.stages import Stage
from portal.base.audience import AudiencePageQuerySet
from portal.base.blocks import StoryBlock
from portal.base.models import BasePage


def this_year() -> int:
    return timezone.localdate().year


class EmulationModelQuerySet(AudiencePageQuerySet):
    def with_row(self):
        """Leave out what a row of a list does not show."""
        return self.defer_streamfields().defer(*ANSWERS, "result", "recognition")

    def in_order(self):
        """Order models by year, newest first; the furthest ahead first, stopped ones at the end."""
        return self.order_by("-year", "is_stopped", "-public_progress", "title", "pk")


class EmulationModelPage(RoutablePageMixin, BasePage):
    """A model of learning from and following Hồ Chí Minh's example: registered, carried out, reviewed in one year.

    What changes while it runs – progress, evidence, reviews – lives in rows of its own; the columns that lists show
    of it are computed at each save and with each row.
    """

    parent_page_types = ["home.EmulationModelIndexPage"]
    subpage_types: list[str] = []
    base_form_class = EmulationModelForm

    year = models.PositiveSmallIntegerField(
        _("year"),
        default=this_year,
        db_index=True,
        validators=[MinValueValidator(1990), MaxValueValidator(2100)],
    )
    unit = models.CharField(_("registering unit"), max_length=200)
    person_in_charge = models.CharField(_("person in charge"), max_length=160, blank=True)
    theme = models.CharField(_("theme"), max_length=255, blank=True)
    declared_stage = models.CharField(
        _("status"),
        max_length=12,
        choices=Stage.choices,
        default=Stage.REGISTERED,
        help_text=_("Notes on progress and reviews that are for everybody move it on by themselves."),
    )
    is_stopped = models.BooleanField(_("stopped"), default=False)
    stop_reason = models.TextField(_("why it was stopped"), blank=True)
    necessity = models.TextField(_("necessity"), blank=True)
    aims = models.TextField(_("aims and requirements"), blank=True)
    learning = models.TextField(_("content of “learning”"), blank=True)
    following = models.TextField(_("content of “following”"), blank=True)
    measures = models.TextField(_("measures and assignment"), blank=True)
    scope = models.TextField(_("scope"), blank=True)
    expected_results = models.TextField(_("expected results"), blank=True)
    body = StreamField(StoryBlock(), verbose_name=_("further text"), blank=True)
    result = models.TextField(_("result"), blank=True)
    recognition = models.TextField(
        _("recognition"), blank=True, help_text=_("By whom, by which decision; where it is replicated.")
    )
    continues = models.ForeignKey(
        "self",
        verbose_name=_("continues the model"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="continued_by",
        help_text=_("A model of an earlier year that this one goes on with."),
    )
    # Computed: the status with what notes and reviews imply, and the mean of the commitments' newest progress, of all
    # notes and of those for everybody. Without commitments there is no progress.
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.REGISTERED, editable=False)
    progress = models.PositiveSmallIntegerField(null=True, editable=False)
    public_progress = models.PositiveSmallIntegerField(null=True, editable=False)

    objects = PageManager.from_queryset(EmulationModelQuerySet)()

    class Meta:
        verbose_name = _("emulation model")
        verbose_name_plural = _("emulation models")

    content_panels = [
        *BasePage.listing_panels,
        FieldRowPanel(["year", FieldPanel("declared_stage", widget=Select)]),
        FieldRowPanel(["unit", "person_in_charge"]),
        "theme",
        FieldPanel("continues"),
        MultiFieldPanel(["is_stopped", "stop_reason"], _("Stopping")),
        InlinePanel("basis", heading=_("Directives it is based on"), label=_("directive")),
        MultiFieldPanel([*ANSWERS], _("Registration")),
        InlinePanel("commitments", heading=_("Commitments"), label=_("commitment")),
        InlinePanel("milestones", heading=_("Milestones"), label=_("milestone")),
        MultiFieldPanel(["result", "recognition"], _("Result and recognition")),
        FieldPanel("body"),
    ]

    search_fields = [
        *BasePage.search_fields,
        *(index.SearchField(name) for name in ("unit", "person_in_charge", "theme", *ANSWERS)),
        *(index.SearchField(name) for name in ("result", "recognition", "body")),
        index.RelatedFields("commitments", [index.SearchField("content"), index.SearchField("measure")]),
        index.FilterField("year"),
    ]

    def clean(self):
        super().clean()
        for commitment in self.commitments.all():
            commitment.name()
        errors = {}
        if self.is_stopped and not self.stop_reason.strip():
            errors["stop_reason"] = _("Say why the model was stopped.")
        errors |= self._faults_of_chain()
        if errors:
            raise ValidationError(errors)

    def _faults_of_chain(self) -> dict:
        """Return what is wrong with the models before and after this one, by field."""
        earlier = self.continues
        if earlier and self.pk and earlier.pk == self.pk:
            return {"continues": _("A model cannot continue itself.")}
        if earlier and self._leads_back(earlier):
            return {"continues": _("The models would continue one another in a circle.")}
        if earlier and self.year and earlier.year >= self.year:
            told = gettext("Choose a model of an earlier year: “%(title)s” is of %(year)s.")
            return {"continues": told % {"title": earlier.title, "year": earlier.year}}
        later = self.continued_by.filter(year__lte=self.year).first() if self.pk and self.year else None
        if later:
            told = gettext("“%(title)s” of %(year)s continues this model, which must be of an earlier year.")
            return {"year": told % {"title": later.title, "year": later.year}}
        return {}

    def _leads_back(self, earlier: "EmulationModelPage") -> bool:
        """Tell whether what a model continues, over however many steps, is this one."""
        seen: set[int] = set()
        while self.pk and earlier and earlier.pk not in seen:
            if earlier.continues_id == self.pk:
                return True
            seen.add(earlier.pk)
            earlier = earlier.continues
        return False

    def save(self, *args, update_fields=None, **kwargs):
        if update_fields is None:
            from home.emulation.progress import columns

            for name, value in columns(self, [each.key for each in self._named_commitments()]).items():
                setattr(self, name, value)
        super().save(*args, update_fields=update_fields, **kwargs)

    def _named_commitments(self):
        commitments = list(self.commitments.all())
        for commitment in commitments:
            commitment.name()
        return commitments

    @property
    def state_label(self) -> str:
        """Return how far it has come, in words."""
        return gettext("Stopped") if self.is_stopped else str(Stage(self.stage).label)

    def text_parts(self) -> list[str]:
        """Return what stands on the page and was approved with it; notes and reviews are not among it."""
        title, lead, *body = super().text_parts()
        commitments = [text for each in self.commitments.all() for text in (each.content, each.measure)]
        milestones = [text for each in self.milestones.all() for text in (each.title, each.text)]
        answers = [getattr(self, name) for name in ANSWERS]
        told = [self.result, self.recognition, self.stop_reason if self.is_stopped else ""]
        parties = [self.unit, self.person_in_charge, self.theme]
        return [title, lead, *parties, *answers, *commitments, *milestones, *body, *told]

    def get_context(self, request, *args, **kwargs):
        from home.emulation.showing import page_context

        return super().get_context(request, *args, **kwargs) | page_context(self, request)

    @path("bao-cao/", name="report")
    def report(self, request):
        from home.emulation.reporting import model_report

        return model_report(self, request)
