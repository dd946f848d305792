"""Which directives the published texts of the portal refer to: found, stored, and led to their records.

Whatever a page or a file says is read when it is published or changed; the references are rows of their own, so that
a record that is added later is led to by all of them at once. A name that a record is given is not known to the texts
read before: they are read again in the background.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.db import transaction
from django.db.models import Count, Max, Min, Q, Sum
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from wagtail.models import Page

from documents.citations import Mention, find_citations, parse_symbol
from documents.models import CheckState, Citation, DirectiveName, DirectivePage, PortalDocument
from portal.base.audience import visible_pages
from portal.base.text import fold

BATCH = 100
# As texts write the names of bodies; folded.
ABBREVIATIONS = {
    "bch": "ban chap hanh",
    "btv": "ban thuong vu",
    "hdnd": "hoi dong nhan dan",
    "tand": "toa an nhan dan",
    "ubnd": "uy ban nhan dan",
    "vksnd": "vien kiem sat nhan dan",
}


@dataclass(frozen=True)
class Source:
    """Where a text stands: a page, or a page of a file."""

    page: Page | None = None
    document: PortalDocument | None = None


def known_names() -> list[str]:
    """Return the names by which texts may refer to a directive without its symbol; in an order that stays."""
    named = DirectiveName.objects.filter(page__live=True)
    return list(named.order_by("name").values_list("name", flat=True).distinct())


def record_page(page: Page) -> None:
    """Find anew what the published text of a page refers to."""
    record_pages([page])


def record_pages(pages: Iterable[Page]) -> int:
    """Find anew what the published texts of some pages refer to; return how many references changed their text.

    Asks the database no more often for many pages than for one.
    """
    return _record([(Source(page=page), *_texts_of(page)) for page in pages])


def record_document(document: PortalDocument) -> int:
    """Find anew what the pages of a file refer to, nothing before it is cleared; as `record_pages`."""
    pages = document.pages.order_by("number").values_list("number", "text")
    texts = pages if document.check_state == CheckState.CLEARED else []
    return _record([(Source(document=document), texts, None)])


def forget_page(page: Page) -> None:
    Citation.objects.filter(page_id=page.pk).delete()


def read_again() -> int:
    """Find anew what every published page and every cleared file refers to; return how many references changed."""
    changed = 0
    pages = Page.objects.filter(live=True).order_by("pk")
    ids = pages.values_list("pk", flat=True).iterator()
    while batch := list(islice(ids, BATCH)):
        changed += record_pages(pages.filter(pk__in=batch).specific())
    cleared = PortalDocument.objects.filter(check_state=CheckState.CLEARED).order_by("pk")
    for document in cleared.iterator(chunk_size=BATCH):
        changed += record_document(document)
    return changed


def read_again_later() -> None:
    """Queue `read_again` for the worker, once for however many ask before it begins."""
    from documents.tasks import read_citations_again

    waiting = DBTaskResult.objects.filter(
        task_path=read_citations_again.module_path, status=TaskResultStatus.READY
    )
    if not waiting.exists():
        read_citations_again.enqueue()


def citations_in(page: Page) -> list[Citation]:
    """Return what the text of a page, such as a draft, refers to: rows that are not stored, led to their records."""
    rows = _found_in(Source(page=page), *_texts_of(page), known_names())
    find_targets(rows)
    return rows


def _texts_of(page: Page) -> tuple[list[tuple[int, str]], tuple | None]:
    """Return the text of a page with its place, and symbol and date by which a directive names itself."""
    own = (page.symbol_key, page.issued_on) if isinstance(page, DirectivePage) else None
    return ([(0, page.plain_text())] if hasattr(page, "plain_text") else []), own


def _record(read: list[tuple[Source, Iterable[tuple[int, str]], tuple | None]]) -> int:
    """Store what texts refer to in the place of what they did; leave alone what is the same."""
    names = known_names()
    found = [row for source, texts, own in read for row in _found_in(source, texts, own, names)]
    sources = Q(page_id__in=[source.page.pk for source, *_rest in read if source.page]) | Q(
        document__in=[source.document for source, *_rest in read if source.document]
    )
    stored = {_told(row): row.pk for row in Citation.objects.filter(sources)}
    new = [row for row in found if stored.pop(_told(row), None) is None]
    if new or stored:
        find_targets(new)
        with transaction.atomic():
            Citation.objects.filter(pk__in=stored.values()).delete()
            Citation.objects.bulk_create(new)
    return len(new) + len(stored)


def _told(row: Citation) -> tuple:
    said = (row.surface, row.symbol_key, row.name, row.doc_type, row.issuer, row.date, row.count)
    return row.page_id, row.document_id, row.place, *said


def _found_in(
    source: Source, texts: Iterable[tuple[int, str]], own: tuple | None, names: list[str]
) -> list[Citation]:
    found: dict[tuple, Mention] = {}
    counts: Counter[tuple] = Counter()
    for place, text in texts:
        for mention in find_citations(text, names):
            key = key_of(mention)
            if own and key == own[0] and mention.date in (None, own[1]):
                # A directive names itself in its own heading.
                continue
            identity = (place, key, mention.date)
            found.setdefault(identity, mention)
            counts[identity] += 1
    return [
        Citation(
            page_id=source.page and source.page.pk,
            document=source.document,
            place=place,
            surface=mention.surface[:255],
            symbol=(mention.symbol or "")[:120],
            symbol_key=key if mention.symbol else "",
            name="" if mention.symbol else key,
            doc_type=(mention.doc_type or "")[:80],
            issuer=(mention.issuer or "")[:255],
            date=mention.date,
            count=counts[place, key, date],
        )
        for (place, key, date), mention in found.items()
    ]


def key_of(mention: Mention) -> str:
    """Return what a mention is looked up by: the key of its symbol, else the name that the library knows it by."""
    return parse_symbol(mention.symbol).key if mention.symbol else mention.key


def find_targets(citations: list[Citation]) -> None:
    """Set the record that each citation means, where there is one; asks the database twice, however many."""
    keys = {row.symbol_key for row in citations if row.symbol_key}
    names = {row.name for row in citations if row.name}
    by_key: dict[str, list[DirectivePage]] = {}
    records = DirectivePage.objects.filter(live=True)
    wanted = ("pk", "symbol_key", "issued_on", "issuing_body__name", "doc_type__name")
    for record in (
        records.filter(symbol_key__in=keys).select_related("issuing_body", "doc_type").only(*wanted)
    ):
        by_key.setdefault(record.symbol_key, []).append(record)
    by_name: dict[str, set[int]] = {}
    named = DirectiveName.objects.filter(page__live=True, name__in=names).values_list("name", "page")
    for name, page in named if names else ():
        by_name.setdefault(name, set()).add(page)
    for row in citations:
        if row.name:
            bearers = by_name.get(row.name, set())
            row.target_id = next(iter(bearers)) if len(bearers) == 1 else None
        else:
            record = best_match(row, by_key.get(row.symbol_key, []))
            row.target_id = record and record.pk


def best_match(citation: Citation, records: list[DirectivePage]) -> DirectivePage | None:
    """Return the record that a citation means: of several with the symbol the one of its date, issuer or type.

    None where several are left: better no link than a wrong one.
    """
    if citation.date:
        dated = [record for record in records if record.issued_on == citation.date]
        if dated or len(records) > 1:
            records = dated
    for told, wanted in ((citation.issuer, "issuing_body"), (citation.doc_type, "doc_type")):
        if told and len(records) > 1:
            said = in_full(told)
            named = [record for record in records if fold(getattr(record, wanted).name) in said]
            records = named or records
    return records[0] if len(records) == 1 else None


def in_full(told: str) -> str:
    """Return a folded text with the abbreviations written out by which texts name bodies."""
    return " ".join(ABBREVIATIONS.get(word, word) for word in fold(told).split())


def lead_to(directive: DirectivePage) -> int:
    """Let every citation that means a record lead to it, and those that no longer do lead nowhere; return how many."""
    return lead_to_all([directive])


def lead_to_all(directives: list[DirectivePage]) -> int:
    """Do for several records what `lead_to` does for one, asking the database no more often."""
    ids = {directive.pk for directive in directives}
    names = list(DirectiveName.objects.filter(page__in=ids).values_list("name", flat=True))
    if names:
        transaction.on_commit(read_again_later, robust=True)
    meant = Citation.objects.filter(
        Q(symbol_key__in={directive.symbol_key for directive in directives})
        | Q(name__in=names)
        | Q(target__in=ids)
    )
    rows = list(meant)
    find_targets(rows)
    Citation.objects.bulk_update(rows, ["target"], batch_size=500)
    return sum(row.target_id in ids for row in rows)


@dataclass(frozen=True)
class Cited:
    """What a text cites and its viewer may see: by key and date, and the names by which it does so.

    An entry with the date None serves a mention without one; it is there where the key means one record alone.
    """

    targets: dict[tuple, DirectivePage]
    names: list[str]


def cited_by(source: Page | PortalDocument, viewer) -> Cited:
    """Return what a page or a file cites, in one query; nothing of a page that is previewed before it is saved."""
    if source.pk is None:
        return Cited({}, [])
    own = {"document": source} if isinstance(source, PortalDocument) else {"page_id": source.pk}
    visible = DirectivePage.objects.visible_to(viewer)
    rows = (
        Citation.objects.filter(**own, target__in=visible.values("pk"))
        .select_related("target__doc_type", "target__issuing_body")
        .defer("target__body")
    )
    targets: dict[tuple, DirectivePage] = {}
    meant: dict[str, set[DirectivePage]] = {}
    for row in rows:
        key = row.symbol_key or row.name
        targets[key, row.date] = row.target
        meant.setdefault(key, set()).add(row.target)
    for key, found in meant.items():
        if len(found) == 1:
            targets.setdefault((key, None), *found)
    return Cited(targets, sorted({row.name for row in rows if row.name}))


def in_order(directives: Iterable[DirectivePage]) -> list[DirectivePage]:
    """Return directives without doubles, newest first."""
    return sorted(set(directives), key=lambda each: (each.issued_on, each.pk), reverse=True)


def citing_pages(directive: DirectivePage, viewer):
    """Return the pages that cite a directive and the viewer may see, newest first."""
    return (
        visible_pages(viewer)
        .filter(citations__target=directive)
        .exclude(pk=directive.pk)
        .distinct()
        .order_by("-first_published_at", "-pk")
    )


def citing_documents(directive: DirectivePage, viewer):
    """Return the files that cite a directive and the viewer may see, newest first."""
    visible = PortalDocument.objects.visible_to(viewer)
    others = visible.filter(citations__target=directive).exclude(directive_files__page=directive)
    return others.distinct().order_by("-created_at", "-pk")


def missing_directives(citations=None):
    """Return what texts (or some citations of theirs) cite and the library does not hold, the most cited first.

    Each is a dictionary: symbol, what the texts say of it, how often (`total`), in how many places (`sources`).
    """
    citations = Citation.objects.all() if citations is None else citations
    return (
        citations.filter(target=None)
        .exclude(symbol_key="")
        .values("symbol_key")
        .annotate(
            shown=Min("symbol"),
            doc_type=Max("doc_type"),
            issuer=Max("issuer"),
            date=Max("date"),
            total=Sum("count"),
            sources=Count("pk"),
        )
        .order_by("-total", "symbol_key")
    )
