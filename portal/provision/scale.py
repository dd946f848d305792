"""Synthetic content for measuring: as many articles, directives and documents as wanted, at the speed of bulk inserts.

    load(directives=100_000)     → Loaded(articles=0, directives=100000, documents=0)

The same seed on the same portal gives the same content; another run adds more. Records are as registers hold them:
issuers of unequal zeal, types that go with the issuer, more in newer years, some subjects each, about two kilobytes.
Pages get no revisions and no rows in the reference index; `rebuild_references_index` makes the latter.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from hashlib import sha1, sha256
from itertools import islice
from random import Random

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.db.models import F, Max
from django.db.models.sql import InsertQuery
from django.utils import timezone
from wagtail.models import Collection, Page, Site
from wagtail.search.backends import get_search_backend

from documents.models import (
    CheckState,
    DirectiveLibraryPage,
    DirectivePage,
    DirectiveType,
    DocumentPageText,
    DocumentVersion,
    IssuingBody,
    PortalDocument,
    ReadingState,
    SubjectField,
    Validity,
)
from documents.validity import validity_on
from home.models import HomePage
from news.models import ArticlePage, NewsIndexPage, Topic
from portal.base.audience import visible_to
from portal.base.text import slugify
from portal.provision import scale_texts as texts

BATCH = 500
FIRST_YEAR = 2005
# Of a directive's and an article's body.
SENTENCES = 6


@dataclass(frozen=True)
class Loaded:
    """How many of each kind were added."""

    articles: int
    directives: int
    documents: int


def load(
    *, articles: int = 0, directives: int = 0, documents: int = 0, seed: int = 1, is_indexed: bool = True
) -> Loaded:
    """Add synthetic content to the portal, below a home page of its own where there is none yet."""
    if articles:
        section = _section(NewsIndexPage, "Tin tức", "tin-tuc")
        topics = [Topic.objects.get_or_create(name=name)[0] for name in texts.TOPICS]
        random = _random(seed, ArticlePage)
        write_article = partial(_article, random, topics, timezone.now())
        _add_pages(section, ArticlePage, _numbered(ArticlePage, articles, write_article), is_indexed)
    if directives:
        library = _section(DirectiveLibraryPage, "Văn bản", "van-ban")
        write = _Register(_random(seed, DirectivePage), library).write
        _add_pages(library, DirectivePage, _numbered(DirectivePage, directives, write), is_indexed)
    if documents:
        _add_documents(documents, _random(seed, PortalDocument), is_indexed)
    _tidy()
    return Loaded(articles, directives, documents)


def _random(seed: int, model) -> Random:
    return Random(f"{seed}/{model._meta.label}/{model.objects.count()}")


def _numbered(model, count: int, write: Callable) -> Iterator:
    start = (model.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    return (write(number) for number in range(start, start + count))


def _section(model, title: str, slug: str):
    """Return a page of a type that everybody may see, made below the home page where there is none."""
    found = visible_to(model.objects.order_by("path"), None).first()
    if found is None:
        home = visible_to(HomePage.objects.order_by("path"), None).first() or _home()
        taken = home.get_children().filter(slug=slug).exists()
        found = model(title=title, slug=f"{slug}-2" if taken else slug, show_in_menus=True)
        home.add_child(instance=found)
    return found


def _home() -> HomePage:
    home = HomePage(title="Trang chủ", slug="trang-chu")
    Page.get_first_root_node().add_child(instance=home)
    if not Site.objects.filter(is_default_site=True).update(root_page=home):
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    Site.clear_site_root_paths_cache()
    return home


def _tidy() -> None:
    """Let the database learn what is in its tables, as PostgreSQL does by itself some minutes later."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


# --- pages -------------------------------------------------------------------------------------------------


def _add_pages(parent: Page, model, pages: Iterator, is_indexed: bool) -> None:
    """Store pages as the newest children of a parent, a batch a transaction.

    Django's bulk_create refuses models with parents, so that each table is filled by itself.
    """
    ContentType = Page._meta.get_field("content_type").related_model
    kind = ContentType.objects.get_for_model(model)
    while batch := list(islice(pages, BATCH)):
        with transaction.atomic():
            above = Page.objects.select_for_update().get(pk=parent.pk)
            last = above.get_last_child()
            step = Page._str2int(last.path[-Page.steplen :]) if last else 0
            for number, (page, _linked) in enumerate(batch, step + 1):
                page.path = Page._get_path(above.path, above.depth + 1, number)
                page.depth, page.content_type = above.depth + 1, kind
                page.url_path, page.locale_id = f"{above.url_path}{page.slug}/", above.locale_id
                page.draft_title = page.title
            columns = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
            rows = [Page(**{column: getattr(page, column) for column in columns}) for page, _linked in batch]
            for (page, _linked), row in zip(batch, Page.objects.bulk_create(rows), strict=True):
                page.pk = page.id = row.pk
            _insert(model, [page for page, _linked in batch])
            _link(batch)
            Page.objects.filter(pk=above.pk).update(numchild=F("numchild") + len(batch))
            if is_indexed:
                _index(model, [page for page, _linked in batch])


def _insert(model, rows: Sequence) -> None:
    """Fill a model's own table, its parents' being filled."""
    fields = model._meta.local_concrete_fields
    size = connection.ops.bulk_batch_size(fields, rows)
    for start in range(0, len(rows), size):
        query = InsertQuery(model)
        query.insert_values(fields, rows[start : start + size])
        query.get_compiler(connection=connection).execute_sql()


def _link(batch: list[tuple]) -> None:
    """Store what pages are linked to by their many-to-many fields."""
    rows: dict = {}
    for page, linked in batch:
        for name, others in linked.items():
            field = type(page)._meta.get_field(name)
            through = field.remote_field.through
            names = (f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
            rows.setdefault(through, []).extend(
                through(**dict(zip(names, (page.pk, other.pk), strict=True))) for other in others
            )
    for through, made in rows.items():
        through.objects.bulk_create(made)


def _index(model, rows: Sequence) -> None:
    get_search_backend().get_index_for_model(model).add_items(model, rows)


# --- what is written ---------------------------------------------------------------------------------------


def _subject(random: Random) -> str:
    """Return what something is about: a hundred to three hundred characters."""
    parts = [random.choice(texts.ACTIONS), random.choice(texts.OBJECTS), random.choice(texts.SCOPES)]
    if random.random() < 0.6:
        parts.append(f"và {random.choice(texts.ACTIONS)} {random.choice(texts.OBJECTS)}")
    return f"{' '.join(parts)}, {random.choice(texts.ENDS)}"


def _body(random: Random, count: int = SENTENCES) -> str:
    sentences = random.sample(texts.SENTENCES, count)
    paragraphs = [" ".join(sentences[start : start + 2]) for start in range(0, count, 2)]
    return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>"} for text in paragraphs])


def _person(random: Random) -> str:
    return f"{random.choice(texts.FAMILY_NAMES)} {random.choice(texts.GIVEN_NAMES)}"


def _article(random: Random, topics: list[Topic], now: datetime, number: int) -> tuple[ArticlePage, dict]:
    published = now - timedelta(minutes=random.randrange(20 * 365 * 24 * 60))
    subject = _subject(random)
    title = f"{subject[0].upper()}{subject[1:]}".partition(",")[0][:200]
    article = ArticlePage(
        title=title,
        slug=f"{slugify(title, 60)}-{number}",
        lead=f"Chi bộ {subject}.",
        byline=_person(random),
        body=_body(random),
        live=True,
        first_published_at=published,
        last_published_at=published,
        latest_revision_created_at=published,
    )
    return article, {"topics": random.sample(topics, random.choice((0, 1, 1, 2)))}


class _Register:
    """Writes directives: each issuer its own types, each type its own numbers a year."""

    def __init__(self, random: Random, library: DirectiveLibraryPage):
        self.random, self.library = random, library
        self.today = timezone.localdate()
        self.types = {each.name: each for each in DirectiveType.objects.all()}
        bodies = IssuingBody.objects.filter(codes__isnull=False).distinct().order_by("pk")
        self.bodies = [(body, body.code) for body in bodies.prefetch_related("codes")]
        # By the same order on every portal, so that the same few issue most.
        Random(1).shuffle(self.bodies)
        self.zeal = [1 / rank for rank in range(1, len(self.bodies) + 1)]
        self.years = list(range(FIRST_YEAR, self.today.year + 1))
        self.subjects = _make_subjects()
        columns = ("issuing_body", "doc_type", "year")
        last = DirectivePage.objects.order_by().values_list(*columns).annotate(last=Max("number"))
        self.numbers = Counter({tuple(key): number or 0 for *key, number in last})

    def write(self, serial: int) -> tuple[DirectivePage, dict]:
        random = self.random
        body, code = random.choices(self.bodies, self.zeal)[0]
        frequencies = texts.TYPES[body.kind]
        doc_type = self.types[random.choices(list(frequencies), list(frequencies.values()))[0]]
        year = random.choices(self.years, range(3, len(self.years) + 3))[0]
        begins = date(year, 1, 1)
        issued_on = min(begins + timedelta(days=random.randrange(365)), self.today)
        directive = DirectivePage(
            symbol=self._symbol(body, code, doc_type, year),
            doc_type=doc_type,
            issuing_body=body,
            issued_on=issued_on,
            year=issued_on.year,
            lead=f"Về việc {_subject(random)}.",
            signer=_person(random),
            signer_office=random.choice(texts.OFFICES),
            body=_body(random),
            library=self.library,
            live=True,
            other_names=[],
        )
        directive.read_symbol()
        directive.title = directive.heading
        directive.slug = f"{slugify(directive.symbol)}-{year}-{serial}"
        self._date(directive)
        subjects = self._subjects(random.choice((0, 1, 1, 1, 1, 2, 2, 3)))
        directive.subject_key = DirectivePage.key_of_subjects(subject.pk for subject in subjects)
        joint = [random.choice(self.bodies)[0]] if random.random() < 0.02 else []
        return directive, {"subjects": subjects, "joint_bodies": joint}

    def _subjects(self, count: int) -> list[SubjectField]:
        """Return some subjects; those of one record are mostly of one branch."""
        chosen = self.random.sample(self.subjects, min(count, 1))
        if count > 1:
            branch = chosen[0].parent_id or chosen[0].pk
            near = [each for each in self.subjects if branch in (each.pk, each.parent_id)]
            among = near if self.random.random() < 0.8 else self.subjects
            chosen += self.random.sample(among, min(count - 1, len(among)))
        return list(dict.fromkeys(chosen))

    def _symbol(self, body, code: str, doc_type, year: int) -> str:
        key = (body.pk, doc_type.pk, year)
        self.numbers[key] += 1
        number = f"{self.numbers[key]:02d}"
        if body.kind in (IssuingBody.Kind.PARTY, IssuingBody.Kind.UNION):
            return f"{number}-{doc_type.party_code or doc_type.state_code or 'CV'}/{code}"
        # A letter (công văn) has no type in its symbol, but the unit that wrote it.
        rest = f"{doc_type.state_code}-{code}" if doc_type.state_code else f"{code}-VP"
        return f"{number}/{year}/{rest}" if doc_type.name in texts.DATED else f"{number}/{rest}"

    def _date(self, directive: DirectivePage) -> None:
        random, issued_on = self.random, directive.issued_on
        if random.random() < 0.7:
            directive.effective_on = issued_on + timedelta(days=random.choice((0, 0, 15, 45, 60)))
            if random.random() < 0.2:
                directive.expires_on = directive.effective_on + timedelta(days=random.randrange(200, 4000))
        if random.random() < 0.12:
            directive.validity_choice = random.choice(
                (Validity.EXPIRED, Validity.EXPIRED, Validity.PARTLY_EXPIRED, Validity.SUSPENDED)
            )
            directive.validity_reason = "Theo danh mục văn bản hết hiệu lực được công bố hằng năm"
        directive.validity = validity_on(directive, self.today, [])
        entered = timezone.make_aware(datetime.combine(issued_on, time(9)))
        directive.first_published_at = directive.last_published_at = entered
        directive.latest_revision_created_at = entered


def _make_subjects() -> list[SubjectField]:
    """Return the subjects of the portal, with those that synthetic records use."""
    known = {subject.slug: subject for subject in SubjectField.objects.all()}

    def subject(name: str, parent: SubjectField | None) -> SubjectField:
        return known.get(slugify(name)) or SubjectField.objects.create(name=name, parent=parent)

    for name, narrower in texts.SUBJECTS.items():
        broader = subject(name, None)
        for each in narrower:
            subject(each, broader)
    return list(SubjectField.objects.order_by("pk"))


# --- documents ---------------------------------------------------------------------------------------------


def _add_documents(count: int, random: Random, is_indexed: bool) -> None:
    """Store documents that share one small file, with the text of their pages."""
    content = "\n".join(texts.SENTENCES).encode()
    field = PortalDocument._meta.get_field("file")
    path = field.storage.save(
        field.generate_filename(PortalDocument(), "van-ban-thu.txt"), ContentFile(content)
    )
    digest, collection = sha256(content).hexdigest(), Collection.get_first_root_node()
    start = (PortalDocument.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    for first in range(start, start + count, BATCH):
        numbers = range(first, min(first + BATCH, start + count))
        with transaction.atomic():
            made = [
                PortalDocument(
                    title=f"{random.choice(texts.OBJECTS).capitalize()} (tệp thử {number})",
                    description=_subject(random),
                    source=_person(random),
                    file=path,
                    file_size=len(content),
                    file_hash=sha1(content).hexdigest(),
                    original_name=f"van-ban-thu-{number}.txt",
                    sha256=digest,
                    check_state=CheckState.CLEARED,
                    reading_state=ReadingState.DONE,
                    collection=collection,
                    page_count=random.choice((1, 1, 2, 3, 5)),
                )
                for number in numbers
            ]
            for document in made:
                document.pages_read = document.page_count
            made = PortalDocument.objects.bulk_create(made)
            DocumentVersion.objects.bulk_create(
                DocumentVersion(
                    document=document,
                    number=1,
                    file=path,
                    original_name=document.original_name,
                    sha256=digest,
                    size=len(content),
                )
                for document in made
            )
            pages = DocumentPageText.objects.bulk_create(
                DocumentPageText(
                    document=document,
                    number=number,
                    text="\n".join(random.sample(texts.SENTENCES, SENTENCES)),
                    method="text_layer",
                    confidence=1.0,
                )
                for document in made
                for number in range(1, document.page_count + 1)
            )
            if is_indexed:
                _index(PortalDocument, made)
                _index(DocumentPageText, pages)
