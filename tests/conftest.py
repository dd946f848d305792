import os
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from io import BytesIO, StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.core.management import call_command
from PIL import Image
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from documents.models import (
    CheckState,
    DirectiveLibraryPage,
    DirectivePage,
    DirectiveType,
    IssuingBody,
    PortalDocument,
)
from home.models import HomePage, SectionPage
from news.models import ArticlePage, NewsIndexPage
from portal.base.models import PortalImage
from portal.base.text import slugify

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def _test_settings(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    # The hashed files are made by collectstatic, which the browser tests run.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    # One cache server serves all test processes.
    default = {**settings.CACHES["default"], "KEY_PREFIX": uuid4().hex}
    settings.CACHES = {**settings.CACHES, "default": default}


@dataclass
class SiteTree:
    home: HomePage
    news: NewsIndexPage
    section: SectionPage


@pytest.fixture
def site_tree(db) -> SiteTree:
    """A site with a home page, a news section (tin-tuc) and a section (gioi-thieu)."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Trang chủ", slug="trang-chu"))
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", port=80, root_page=home, is_default_site=True)
    news = home.add_child(instance=NewsIndexPage(title="Tin tức", slug="tin-tuc", show_in_menus=True))
    section = home.add_child(instance=SectionPage(title="Giới thiệu", slug="gioi-thieu", show_in_menus=True))
    return SiteTree(home, news, section)


@pytest.fixture
def provisioned(db):
    """Groups, permissions, workflow and collections, as every installation has them."""
    call_command("provision", stdout=StringIO())


@pytest.fixture
def make_user(db):
    """Return a function that makes an account in the named groups."""

    def make(username: str, *groups: str, **fields):
        account = get_user_model().objects.create_user(
            username=username, email=f"{username}@example.vn", password="mat-khau-thu-nghiem", **fields
        )
        account.groups.set(Group.objects.get_or_create(name=name)[0] for name in groups)
        return account

    return make


def drawn_image(
    title="Ảnh", *, colour=(155, 28, 31), size=(640, 400), collection=None, **fields
) -> PortalImage:
    """Store a picture of one colour."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "PNG")
    fields["collection"] = collection or Collection.get_first_root_node()
    return PortalImage.objects.create(
        title=title, file=ImageFile(BytesIO(buffer.getvalue()), name=f"{slugify(title)}.png"), **fields
    )


def stored_document(
    title="Tệp", *, name="tep.txt", content=b"noi dung", collection=None, **fields
) -> PortalDocument:
    """Store a file whose first page counts as checked."""
    fields["collection"] = collection or Collection.get_first_root_node()
    fields.setdefault("check_state", CheckState.CLEARED)
    return PortalDocument.objects.create(title=title, file=ContentFile(content, name=name), **fields)


@pytest.fixture(name="drawn_image")
def _drawn_image(db):
    return drawn_image


@pytest.fixture(name="stored_document")
def _stored_document(db):
    return stored_document


MARK = "Dấu hiệu riêng tư không ai được thấy"


@dataclass
class MembersOnly:
    """A section for the group Đảng viên alone, with everything that may leak from it."""

    group: Group
    section: SectionPage
    news: NewsIndexPage
    article: ArticlePage
    collection: Collection
    image: PortalImage
    document: PortalDocument


@pytest.fixture
def members_only(site_tree) -> MembersOnly:
    group = Group.objects.get_or_create(name="Đảng viên")[0]
    collection = Collection.get_first_root_node().add_child(name="Riêng")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups").groups.add(
        group
    )
    image = drawn_image(MARK, colour=(1, 2, 3), collection=collection, description=MARK)
    document = stored_document(MARK, name="rieng.txt", content=MARK.encode(), collection=collection)
    section = site_tree.home.add_child(
        instance=SectionPage(title=MARK, slug="noi-bo", show_in_menus=True, collection=collection, lead=MARK)
    )
    PageViewRestriction.objects.create(page=section, restriction_type="groups").groups.add(group)
    news = section.add_child(instance=NewsIndexPage(title=f"{MARK} tin", slug="tin", show_in_menus=True))
    article = news.add_child(
        instance=ArticlePage(
            title=f"{MARK} bài", lead=MARK, image=image, body=[("paragraph", f"<p>{MARK}</p>")]
        )
    )
    return MembersOnly(group, section, news, article, collection, image, document)


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """The folder of real input; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("SAMPLES_DIR") or ROOT.parent / "shared" / "samples")
    if not folder.is_absolute():
        folder = ROOT / folder
    if not folder.is_dir():
        pytest.skip(f"no real samples at SAMPLES_DIR ({folder.name})")
    return folder


@pytest.fixture
def vocabularies(db):
    """Types and bodies as the migration brings them; tests with transactions of their own empty the tables."""
    if not DirectiveType.objects.exists():
        import_module("documents.migrations.0006_fill_vocabularies").fill(apps, None)


@pytest.fixture
def library(site_tree, vocabularies) -> DirectiveLibraryPage:
    return site_tree.home.add_child(instance=DirectiveLibraryPage(title="Văn bản", slug="van-ban"))


@pytest.fixture
def make_directive(library):
    """Return a function that enters and publishes a directive; `names` are its other names."""

    def make(
        symbol, doc_type="Chỉ thị", issuer="Ban Bí thư", issued_on=date(2024, 5, 9), *, parent=None, **fields
    ):
        names = fields.pop("names", ())
        directive = DirectivePage(
            symbol=symbol,
            doc_type=DirectiveType.objects.get(name=doc_type),
            issuing_body=IssuingBody.objects.get(name=issuer),
            issued_on=issued_on,
            lead=fields.pop("lead", f"Về việc {symbol}"),
            **fields,
        )
        (parent or library).add_child(instance=directive)
        for name in names:
            directive.other_names.create(name=name)
        directive.save_revision().publish()
        return DirectivePage.objects.get(pk=directive.pk)

    return make
