from datetime import datetime, time, timedelta
from io import BytesIO

import docx
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Collection, Page, PageViewRestriction, Site, Workflow
from wagtail.rich_text import RichText

from documents.models import DirectiveLibraryPage, PortalDocument
from home.models import HomePage, SectionPage, StandardPage
from news.models import ArticlePage, NewsIndexPage, Topic
from portal.base.models import PortalImage, SiteSettings
from portal.base.models.site_settings import SiteLink
from portal.base.text import slugify
from portal.provision import roles
from portal.provision.demo import albums, announcements, directives, emulation, pictures, texts

PASSWORD = "chi-bo-phong-9"
# Account and what it shows.
ACCOUNTS = {
    "congtacvien": roles.CONTRIBUTORS,
    "bientap": roles.EDITORS,
    "duyetdang": roles.PUBLISHERS,
    "quantri": roles.ADMINISTRATORS,
    "dangvien": roles.MEMBERS,
}
CREDIT = "Tranh minh họa của cổng"
LINKS = (
    ("Viện kiểm sát nhân dân tối cao", "https://vksndtc.gov.vn"),
    ("Cơ sở dữ liệu quốc gia về văn bản pháp luật", "https://vbpl.vn"),
    ("Cổng thông tin điện tử Chính phủ", "https://chinhphu.vn"),
)


@transaction.atomic
def load_demo() -> bool:
    """Load the demo unless there is a home page already; return whether it was loaded.

    Needs what `provision` sets up.
    """
    if HomePage.objects.exists():
        return False
    _make_accounts()
    scenes = {name: _store_scene(name) for name in pictures.SCENES}
    topics = {name: Topic.objects.create(name=name, description=text) for name, text in texts.TOPICS.items()}
    home = _make_home()
    _make_settings()
    about = _add(home, SectionPage, "Giới thiệu", "gioi-thieu", lead=texts.ABOUT, show_in_menus=True)
    for slug, (title, lead, body) in texts.PAGES.items():
        _add(about, StandardPage, title, slug, lead=lead, body=_story(body, scenes), show_in_menus=True)
    news = _add(
        home, NewsIndexPage, "Tin tức", "tin-tuc", lead="Tin hoạt động của chi bộ.", show_in_menus=True
    )
    subjects = directives.make_subjects()
    library = _add(
        home,
        DirectiveLibraryPage,
        "Văn bản",
        "van-ban",
        lead="Chỉ thị, quy định, nghị quyết, kết luận, hướng dẫn và kế hoạch mà chi bộ thực hiện.",
        show_in_menus=True,
    )
    directives.add_directives(library, directives.PUBLIC, subjects, {"07-KH/CB": _plan()})
    for article in texts.ARTICLES:
        _add_article(news, article, scenes, topics)
    _pin(texts.ARTICLES[2].title)
    _add(
        about,
        StandardPage,
        "Biểu mẫu",
        "bieu-mau",
        lead="Mẫu bản cam kết, phiếu tự đánh giá và đăng ký mô hình.",
        body=[*_story(texts.FORMS, scenes), *_attachments()],
        show_in_menus=True,
    )
    announcements.add_public(home)
    emulation.add_models(home)
    albums.add_public(home, CREDIT)
    _make_members_section(home, scenes, subjects)
    _add(
        home,
        StandardPage,
        "Liên hệ",
        "lien-he",
        lead="Địa chỉ, điện thoại và thư điện tử.",
        body=[("contact_details", None)],
        show_in_menus=True,
    )
    _add(
        home,
        StandardPage,
        "Dữ liệu cá nhân và trợ năng",
        "du-lieu-ca-nhan",
        body=_story(texts.PRIVACY, scenes),
    )
    _arrange(home, news)
    _make_waiting_drafts(news, scenes)
    return True


def _make_accounts() -> None:
    names = {
        "congtacvien": ("Trần Thị", "Mai"),
        "bientap": ("Phạm Văn", "Biên"),
        "duyetdang": ("Lê Thị", "Duyệt"),
        "quantri": ("Đỗ Văn", "Trị"),
        "dangvien": ("Võ Thị", "Đảng"),
    }
    for username, group in ACCOUNTS.items():
        family, given = names[username]
        account = get_user_model().objects.create_user(
            username=username,
            email=f"{username}@chibo.example",
            password=PASSWORD,
            last_name=family,
            first_name=given,
            is_superuser=group == roles.ADMINISTRATORS,
        )
        account.groups.add(Group.objects.get(name=group))


def _make_home() -> HomePage:
    root = Page.get_first_root_node()
    home = root.add_child(
        instance=HomePage(
            title="Trang chủ", slug="trang-chu-chi-bo", lead="Cổng thông tin của Chi bộ Phòng 9."
        )
    )
    home.save_revision().publish()
    site = Site.objects.get(is_default_site=True)
    stock, site.root_page = site.root_page, home
    site.site_name = "Chi bộ Phòng 9"
    site.save()
    if stock.specific_class is Page and not stock.get_children().exists():
        stock.delete()  # Wagtail's own welcome page
    home = HomePage.objects.get(pk=home.pk)
    home.slug = "trang-chu"
    home.save()
    return home


def _make_settings() -> None:
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.name = "Chi bộ Phòng 9"
    settings.parent_name = "Viện kiểm sát nhân dân tỉnh Tây Ninh"
    settings.superior_name = "Đảng bộ Viện kiểm sát nhân dân tỉnh Tây Ninh"
    settings.tagline = "Đoàn kết – Trách nhiệm"
    settings.address = "Số 1, đường Mẫu, phường Long An, tỉnh Tây Ninh"
    settings.phone = "0272 000 0000"
    settings.email = "chibo.phong9@chibo.example"
    settings.opening_hours = "Thứ Hai đến thứ Sáu, 7:00–11:30 và 13:00–16:30"
    settings.responsible_person = "Nguyễn Văn Mẫu"
    settings.responsible_office = "Bí thư chi bộ"
    settings.reuse_line = "Ghi rõ nguồn “Chi bộ Phòng 9” khi phát hành lại thông tin từ cổng này."
    settings.links = [SiteLink(title=title, url=url) for title, url in LINKS]
    settings.save()


def _add(parent, page_type, title, slug, **fields):
    page = parent.add_child(instance=page_type(title=title, slug=slug, **fields))
    page.save_revision().publish()
    return page_type.objects.get(pk=page.pk)


def _add_article(section, article, scenes, topics, **fields) -> ArticlePage:
    published = timezone.make_aware(datetime.combine(article.day, time(8, 30)))
    page = ArticlePage(
        title=article.title,
        slug=slugify(article.title),
        lead=article.lead,
        image=scenes[article.scene] if topics else None,
        byline=article.byline,
        body=_story(article.body, scenes),
        owner=get_user_model().objects.get(username="congtacvien"),
        first_published_at=published,
        **fields,
    )
    page.topics = [topics[name] for name in article.topics]
    section.add_child(instance=page)
    page.save_revision(user=page.owner, previous_revision=None).publish()
    ArticlePage.objects.filter(pk=page.pk).update(
        first_published_at=published, last_published_at=published, latest_revision_created_at=published
    )
    return page


def _pin(title: str) -> None:
    article = ArticlePage.objects.get(title=title)
    article.pinned_until = timezone.localdate() + timedelta(days=60)
    first = article.first_published_at
    article.save_revision().publish()
    ArticlePage.objects.filter(pk=article.pk).update(last_published_at=first)


def _story(text: str, scenes) -> list[tuple[str, object]]:
    """Return the blocks of a body written as `texts` says."""
    parts: list[tuple[str, object]] = []
    items: list[str] = []
    rows: list[list[str]] = []

    def close() -> None:
        if items:
            parts.append(
                ("paragraph", RichText("<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"))
            )
        if rows:
            parts.append(("table", _table(rows)))
        items.clear()
        rows.clear()

    for line in text.strip().splitlines():
        if line.startswith("- "):
            items.append(escape(line[2:]))
            continue
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        close()
        if line.startswith("## "):
            parts.append(("heading", {"text": line[3:], "level": "2"}))
        elif line.startswith("> "):
            words, _bar, who = line[2:].partition("|")
            parts.append(("quote", {"text": words.strip(), "attribution": who.strip()}))
        elif line.startswith("["):
            scene, _bracket, caption = line[1:].partition("] ")
            parts.append(
                ("image", {"image": scenes[scene], "caption": caption, "credit": "", "alternative_text": ""})
            )
        else:
            parts.append(("paragraph", RichText(f"<p>{escape(line)}</p>")))
    close()
    return parts


def _table(rows: list[list[str]]):
    block = ArticlePage.body.field.stream_block.child_blocks["table"]
    names, *cells = rows
    columns = [{"type": "text", "heading": name} for name in names]
    return block.to_python({"columns": columns, "rows": [{"values": row} for row in cells], "caption": ""})


def _store_scene(name: str, collection: Collection | None = None) -> PortalImage:
    return PortalImage.objects.create(
        title=texts.ALTERNATIVE_TEXTS[name],
        description=texts.ALTERNATIVE_TEXTS[name],
        credit=CREDIT,
        collection=collection or Collection.get_first_root_node(),
        file=ImageFile(BytesIO(pictures.draw(name)), name=f"{name}.jpg"),
    )


def _store_document(title: str, name: str, text: str, collection: Collection) -> PortalDocument:
    """Store a Word file; its first line is a heading."""
    heading, *lines = text.strip().splitlines()
    word = docx.Document()
    word.add_heading(heading, 1)
    for line in filter(None, lines):
        word.add_paragraph(line)
    content = BytesIO()
    word.save(content)
    return PortalDocument.objects.create(
        title=title,
        description=heading,
        source="Chi bộ",
        collection=collection,
        file=ContentFile(content.getvalue(), name=name),
    )


def _attachments() -> list[tuple[str, object]]:
    root = Collection.get_first_root_node()
    files = (
        (
            "Mẫu bản cam kết của đảng viên",
            "mau-ban-cam-ket.docx",
            "Mẫu bản cam kết rèn luyện hằng năm.\n\n1. Nội dung cam kết\n2. Biện pháp\n3. Thời hạn\n",
        ),
        (
            "Mẫu phiếu tự đánh giá quý",
            "mau-phieu-tu-danh-gia.docx",
            "Mẫu phiếu tự đánh giá theo quý.\n\n1. Việc đã làm\n2. Kết quả\n3. Tự nhận xét\n",
        ),
        (
            "Lịch tiếp công dân năm 2026",
            "lich-tiep-cong-dan-2026.docx",
            "Lịch tiếp công dân năm 2026.\n\nSáng thứ Ba tuần đầu mỗi tháng.\n",
        ),
        (
            "Mẫu đăng ký mô hình học tập và làm theo",
            "mau-dang-ky-mo-hinh.docx",
            "Mẫu đăng ký mô hình học tập và làm theo.\n\n1. Tên mô hình\n2. Chỉ tiêu\n3. Phân công\n",
        ),
    )
    return [("attachment", {"document": _store_document(*file, root), "title": ""}) for file in files]


def _plan() -> PortalDocument:
    entry = next(entry for entry in directives.PUBLIC if entry.symbol == "07-KH/CB")
    return _store_document(
        f"Kế hoạch số {entry.symbol}",
        "07-KH-CB.docx",
        "\n".join([f"Kế hoạch số {entry.symbol} ngày 20/11/2026", entry.lead, *entry.text]),
        Collection.get_first_root_node(),
    )


def _make_members_section(home, scenes, subjects) -> None:
    collection = Collection.objects.get(name=roles.MEMBERS_COLLECTION)
    section = _add(
        home,
        SectionPage,
        "Nội bộ chi bộ",
        "noi-bo",
        lead="Tài liệu và thông tin dành cho đảng viên.",
        collection=collection,
        show_in_menus=True,
    )
    restriction = PageViewRestriction.objects.create(
        page=section, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.set(Group.objects.filter(name__in=(*roles.STAFF, roles.MEMBERS)))
    picture = _store_scene("study", collection)
    outline = _store_document(
        "Đề cương sinh hoạt chuyên đề",
        "de-cuong-sinh-hoat-chuyen-de.docx",
        "Đề cương sinh hoạt chuyên đề của chi bộ.\n\n1. Mục đích\n2. Nội dung thảo luận\n3. Phân công\n",
        collection,
    )
    library = _add(section, DirectiveLibraryPage, "Văn bản nội bộ", "van-ban", show_in_menus=True)
    directives.add_directives(library, directives.MEMBERS, subjects)
    announcements.add_members(section)
    albums.add_members(section, CREDIT)
    news = _add(section, NewsIndexPage, "Thông tin nội bộ", "thong-tin", show_in_menus=True)
    for number, article in enumerate(texts.MEMBERS_ARTICLES):
        page = _add_article(news, article, {**scenes, "study": picture}, {})
        if number == 2:
            page.body.append(("attachment", {"document": outline, "title": ""}))
            page.image = picture
            page.save_revision().publish()


def _arrange(home, news) -> None:
    home = HomePage.objects.get(pk=home.pk)
    pages = {
        page.slug: page
        for page in Page.objects.filter(
            slug__in=("van-ban", "lien-he", "gioi-thieu", "chuc-nang-nhiem-vu"), depth__lte=4
        ).order_by("-depth")
    }
    home.sections = [
        ("lead_story", {"title": "", "section": news}),
        ("latest_news", {"title": "Tin mới", "section": news, "count": 6}),
        ("announcements", {"title": "Thông báo", "count": 4}),
        ("directives", {"title": "Văn bản mới", "count": 6}),
        ("work_calendar", {"title": "Lịch công tác", "count": 4}),
        ("models", {"title": "Mô hình trong năm", "count": 4}),
        ("albums", {"title": "Ảnh hoạt động", "count": 4}),
        (
            "quick_links",
            {
                "title": "Liên kết nhanh",
                "links": [
                    {"title": pages[slug].title, "page": pages[slug], "url": ""}
                    for slug in ("van-ban", "chuc-nang-nhiem-vu", "gioi-thieu", "lien-he")
                ],
            },
        ),
    ]
    home.save_revision().publish()


def _make_waiting_drafts(news, scenes) -> None:
    """One draft waits for approval, so that reviewers find something to do."""
    author = get_user_model().objects.get(username="congtacvien")
    draft = ArticlePage(
        title="Kế hoạch sinh hoạt chuyên đề quý I năm 2027",
        slug="ke-hoach-sinh-hoat-chuyen-de-quy-i-nam-2027",
        lead="Dự kiến nội dung và phân công chuẩn bị.",
        byline="Trần Thị Mai",
        image=scenes["study"],
        body=_story(
            "Chi ủy dự kiến ba chuyên đề trong quý I.\n- Tự phê bình và phê bình.\n- Kỹ năng tranh luận tại phiên tòa.\n- Chuyển đổi số trong công tác đảng.",
            scenes,
        ),
        owner=author,
        live=False,
        has_unpublished_changes=True,
    )
    news.add_child(instance=draft)
    draft.save_revision(user=author)
    Workflow.objects.get(name=roles.WORKFLOW).start(draft, author)
