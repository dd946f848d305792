"""What the page of a directive shows beside its text: its relations, what cites it, what it cites, a diagram."""

from dataclasses import dataclass, replace

from django.db.models import Q
from django.utils.translation import gettext

from documents import citing
from documents.models import DirectivePage, DirectiveRelation
from documents.validity import NO_LONGER
from portal.base import stories
from portal.base.audience import audience_of

MOST_CITING = 20
# Of the diagram, in pixels; what does not fit stands in the list.
BOX_WIDTH, BOX_HEIGHT, GAP, MOST_BOXES = 220, 52, 14, 6
BETWEEN = 90


@dataclass(frozen=True)
class Tie:
    """One relation as told from the directive that is shown; `other` is None for a document that is not held."""

    label: str
    kind: str
    is_outgoing: bool
    other: DirectivePage | None
    symbol: str
    title: str
    url: str
    is_partial: bool


@dataclass(frozen=True)
class Box:
    """A box of the diagram: its place, and the tie that it stands for."""

    tie: Tie
    x: int
    y: int

    @property
    def right(self) -> int:
        return self.x + BOX_WIDTH

    @property
    def middle(self) -> int:
        return self.y + BOX_HEIGHT // 2

    @property
    def text_x(self) -> int:
        return self.x + 12

    @property
    def symbol_y(self) -> int:
        return self.y + 22

    @property
    def label_y(self) -> int:
        return self.y + 41


def context_of(directive: DirectivePage, request) -> dict:
    ties = ties_of(directive, request)
    audience = audience_of(request)
    files = [
        each for each in directive.files.select_related("document") if audience.admits_member(each.document)
    ]
    cited = citing.cited_by(directive, request)
    cites = citing.in_order(cited.targets.values())
    citing_pages, citing_documents = [], []
    if directive.pk:
        citing_pages = list(citing.citing_pages(directive, request)[:MOST_CITING])
        citing_documents = list(citing.citing_documents(directive, request)[:MOST_CITING])
    return {
        "sections": _sections(
            directive, files=files, ties=ties, citations=cites or citing_pages or citing_documents
        ),
        "ties": ties,
        "tie_groups": _grouped(ties),
        "diagram": diagram_of(ties),
        "successors": [
            tie.other for tie in ties if tie.kind == DirectiveRelation.Kind.REPLACES and not tie.is_outgoing
        ],
        "is_no_longer_in_force": directive.validity in NO_LONGER,
        "files": files,
        "cited": cited,
        "cites": cites,
        "citing_pages": citing_pages,
        "citing_documents": citing_documents,
    }


def _sections(directive: DirectivePage, *, files, ties, citations) -> list[stories.ContentsEntry]:
    """Return what the page shows, as the entries of its table of contents."""
    entries = [stories.ContentsEntry(gettext("Properties"), "thuoc-tinh", 2)]
    if files:
        entries.append(stories.ContentsEntry(gettext("Files"), "tep", 2))
    if directive.body:
        entries.append(stories.ContentsEntry(gettext("Content"), "noi-dung", 2))
        entries += [replace(entry, level=entry.level + 1) for entry in stories.contents(directive.body)]
    if ties:
        entries.append(stories.ContentsEntry(gettext("Related directives"), "luoc-do", 2))
    if citations:
        entries.append(stories.ContentsEntry(gettext("Citations"), "vien-dan", 2))
    return entries


def ties_of(directive: DirectivePage, viewer) -> list[Tie]:
    """Return the relations of a directive to what the viewer may see, in two queries; none before it is saved."""
    if directive.pk is None:
        return []
    relations = list(DirectiveRelation.objects.filter(Q(source=directive) | Q(target=directive)))
    outgoing = [relation for relation in relations if relation.source_id == directive.pk]
    incoming = [relation for relation in relations if relation.target_id == directive.pk]
    ids = {relation.target_id for relation in outgoing} | {relation.source_id for relation in incoming}
    visible = {
        page.pk: page
        for page in DirectivePage.objects.visible_to(viewer).filter(pk__in=ids - {None}).with_card()
    }
    ties = []
    for relation in outgoing:
        if relation.target_id is None:
            ties.append(_tie(relation, True, None))
        elif other := visible.get(relation.target_id):
            ties.append(_tie(relation, True, other))
    ties += [
        _tie(relation, False, other) for relation in incoming if (other := visible.get(relation.source_id))
    ]
    return ties


def _tie(relation: DirectiveRelation, is_outgoing: bool, other: DirectivePage | None) -> Tie:
    label = relation.get_kind_display() if is_outgoing else relation.inverse_label
    return Tie(
        label=str(label),
        kind=relation.kind,
        is_outgoing=is_outgoing,
        other=other,
        symbol=other.symbol if other else relation.target_symbol,
        title=other.lead if other else relation.target_title,
        url="" if other else relation.target_url,
        is_partial=relation.is_partial,
    )


def _grouped(ties: list[Tie]) -> list[tuple[str, list[Tie]]]:
    groups: dict[str, list[Tie]] = {}
    for tie in ties:
        groups.setdefault(tie.label, []).append(tie)
    return list(groups.items())


def diagram_of(ties: list[Tie]) -> dict | None:
    """Return where the boxes of the diagram (lược đồ) stand: what acts on the directive left, what it acts on right."""
    if not ties:
        return None
    sides = [[tie for tie in ties if tie.is_outgoing == side][:MOST_BOXES] for side in (False, True)]
    rows = max(len(side) for side in sides)
    height = max(rows, 1) * (BOX_HEIGHT + GAP) + GAP
    boxes = []
    for column, side in enumerate(sides):
        top = (height - len(side) * (BOX_HEIGHT + GAP) + GAP) // 2
        x = column * 2 * (BOX_WIDTH + BETWEEN) + 1
        boxes += [Box(tie, x, top + number * (BOX_HEIGHT + GAP)) for number, tie in enumerate(side)]
    centre_x, centre_y = BOX_WIDTH + BETWEEN, (height - BOX_HEIGHT) // 2
    return {
        "boxes": boxes,
        "width": 3 * BOX_WIDTH + 2 * BETWEEN + 2,
        "height": height,
        "box_width": BOX_WIDTH,
        "box_height": BOX_HEIGHT,
        "centre_x": centre_x,
        "centre_y": centre_y,
        "centre_right": centre_x + BOX_WIDTH,
        "middle": height // 2,
        "left_bend": BOX_WIDTH + BETWEEN // 2,
        "right_bend": centre_x + BOX_WIDTH + BETWEEN // 2,
        "own_text_x": centre_x + BOX_WIDTH // 2,
        "own_text_y": height // 2 + 5,
        "left_out": len(ties) - len(boxes),
    }
