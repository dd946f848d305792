"""What texts cite is stored, led to the records, and shown as links to those who may see them."""

from datetime import date

import pytest

from documents import citing
from documents.models import CheckState, Citation, DirectiveLibraryPage
from news.models import ArticlePage

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(site_tree):
    """Return a function that publishes an article with some text."""

    def make(html, title="Bài viết"):
        article = site_tree.news.add_child(instance=ArticlePage(title=title, body=[("paragraph", html)]))
        article.save_revision().publish()
        return ArticlePage.objects.get(pk=article.pk)

    return make


def html_of(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


def test_a_citation_becomes_a_link_with_a_card(client, publish, make_directive):
    directive = make_directive(
        "144-QĐ/TW", "Quy định", "Bộ Chính trị", date(2024, 5, 9), lead="Chuẩn mực đạo đức"
    )
    article = publish("<p>Thực hiện Quy định số 144-QĐ/TW ngày 09/5/2024 của Bộ Chính trị.</p>")
    stored = article.body.raw_data[0]["value"]
    html = html_of(client, article)
    assert f'href="{directive.url}"' in html
    assert f'data-citation="vb-{directive.pk}"' in html
    assert f'id="vb-{directive.pk}"' in html
    assert "Chuẩn mực đạo đức" in html
    assert ArticlePage.objects.get(pk=article.pk).body.raw_data[0]["value"] == stored


def test_a_record_that_is_entered_later_is_led_to_at_once(client, publish, make_directive):
    article = publish("<p>Theo Chỉ thị số 01/CT-VKSTC ngày 12/12/2024.</p>")
    assert "data-citation" not in html_of(client, article)
    assert [row["shown"] for row in citing.missing_directives()] == ["01/CT-VKSTC"]
    directive = make_directive("01/CT-VKSTC", "Chỉ thị", "Viện kiểm sát nhân dân tối cao", date(2024, 12, 12))
    assert f'href="{directive.url}"' in html_of(client, article)
    assert list(citing.missing_directives()) == []
    directive.unpublish()
    assert f'href="{directive.url}"' not in html_of(client, article)
    assert [row["shown"] for row in citing.missing_directives()] == ["01/CT-VKSTC"]


def test_of_two_records_with_one_symbol_the_date_decides(client, publish, make_directive):
    old = make_directive("05-NQ/ĐU", "Nghị quyết", "Đảng ủy Viện kiểm sát nhân dân tối cao", date(2021, 3, 1))
    new = make_directive("05-NQ/ĐU", "Nghị quyết", "Đảng ủy Viện kiểm sát nhân dân tối cao", date(2026, 3, 1))
    html = html_of(client, publish("<p>Nghị quyết số 05-NQ/ĐU ngày 01/3/2026.</p>"))
    assert f'href="{new.url}"' in html
    assert f'href="{old.url}"' not in html
    html = html_of(client, publish("<p>Nghị quyết số 05-NQ/ĐU của Đảng ủy.</p>", "Không ngày"))
    assert "data-citation" not in html
    html = html_of(client, publish("<p>Nghị quyết số 05-NQ/ĐU ngày 07/7/2020.</p>", "Ngày khác"))
    assert "data-citation" not in html


def test_a_name_is_led_to_the_record_that_bears_it(client, publish, make_directive):
    law = make_directive(
        "92/2015/QH13", "Bộ luật", "Quốc hội", date(2015, 11, 25), names=["Bộ luật Tố tụng dân sự"]
    )
    article = publish("<p>Căn cứ Bộ luật Tố tụng dân sự và Luật Đất đai.</p>")
    html = html_of(client, article)
    assert f'href="{law.url}"' in html
    assert html.count("data-citation") == 1


def test_a_citation_is_linked_neither_in_links_nor_in_headings(client, publish, make_directive, site_tree):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị", date(2024, 5, 9))
    article = site_tree.news.add_child(
        instance=ArticlePage(
            title="Bài",
            body=[
                ("heading", {"text": "Quy định số 144-QĐ/TW", "level": "2"}),
                ("paragraph", '<p><a href="https://a.example">Quy định 144-QĐ/TW</a></p>'),
            ],
        )
    )
    article.save_revision().publish()
    assert Citation.objects.filter(page=article, target=directive).exists()
    assert "data-citation" not in html_of(client, article)


def test_a_directive_for_members_shows_nowhere_to_others(
    client, publish, members_only, make_directive, make_user
):
    closed = members_only.section.add_child(instance=DirectiveLibraryPage(title="Văn bản nội bộ"))
    directive = make_directive(
        "12-HD/BTCTU",
        "Hướng dẫn",
        "Ban Tổ chức Tỉnh ủy Tây Ninh",
        parent=closed,
        lead="Trích yếu riêng của chi bộ",
    )
    article = publish("<p>Theo Hướng dẫn số 12-HD/BTCTU ngày 09/5/2024.</p>")
    for address in (
        article.url,
        "/tim-kiem/?q=trich+yeu+rieng",
        "/sitemap.xml",
        "/van-ban/",
        "/so-do-trang/",
    ):
        text = client.get(address).content.decode()
        assert "Trích yếu riêng" not in text, address
        assert directive.url not in text, address
    assert client.get(directive.url).status_code == 302
    client.force_login(make_user("dang-vien", "Đảng viên"))
    html = html_of(client, article)
    assert f'href="{directive.url}"' in html
    assert "Trích yếu riêng" in html


def test_a_directive_says_where_it_is_cited_to_those_who_may_see_that(
    client, publish, make_directive, members_only
):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị", date(2024, 5, 9))
    article = publish("<p>Quy định số 144-QĐ/TW ngày 09/5/2024</p>", "Bài có viện dẫn")
    closed = members_only.news.add_child(
        instance=ArticlePage(title="Bài kín có viện dẫn", body=[("paragraph", "<p>Quy định 144-QĐ/TW</p>")])
    )
    closed.save_revision().publish()
    html = html_of(client, directive)
    assert "Bài có viện dẫn" in html
    assert "Bài kín có viện dẫn" not in html
    article.unpublish()
    assert "Bài có viện dẫn" not in html_of(client, directive)


def test_what_a_file_says_counts_once_it_is_cleared(client, stored_document, make_directive):
    directive = make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị", date(2024, 5, 9))
    document = stored_document("Kế hoạch thực hiện", check_state=CheckState.PENDING)
    document.pages.create(number=3, text="Quy định số 144-QĐ/TW ngày 09/5/2024", method="text_layer")
    citing.record_document(document)
    assert not Citation.objects.exists()
    document.check_state = CheckState.CLEARED
    document.save_custody()
    citing.record_document(document)
    assert Citation.objects.get().place == 3
    assert "Kế hoạch thực hiện" in html_of(client, directive)


def test_publishing_again_counts_nothing_twice(publish, make_directive):
    article = publish("<p>Quy định 144-QĐ/TW, và nữa 144-QĐ/TW.</p>")
    article.save_revision().publish()
    assert [row.count for row in Citation.objects.all()] == [2]
    article.body = [("paragraph", "<p>không còn gì</p>")]
    article.save_revision().publish()
    assert not Citation.objects.exists()


def test_the_seed_article_leads_to_its_five_directives(client, site_tree, samples_dir, make_directive):
    from portal.exchange.article_intake import import_article

    entered = [
        make_directive("144-QĐ/TW", "Quy định", "Bộ Chính trị", date(2024, 5, 9)),
        make_directive("91/KH-VKSTC", "Kế hoạch", "Viện kiểm sát nhân dân tối cao", date(2024, 4, 18)),
        make_directive("01/CT-VKSTC", "Chỉ thị", "Viện kiểm sát nhân dân tối cao", date(2024, 12, 12)),
        make_directive("16-HD/BTCTU", "Hướng dẫn", "Ban Tổ chức Tỉnh ủy Tây Ninh", date(2024, 9, 13)),
        make_directive("21-KL/TW", "Kết luận", "Ban Chấp hành Trung ương", date(2021, 10, 25)),
    ]
    named = [
        make_directive(
            "12-NQ/TW",
            "Nghị quyết",
            "Ban Chấp hành Trung ương",
            date(2012, 1, 16),
            names=["Nghị quyết Trung ương 4 khóa XI"],
        ),
        make_directive(
            "04-NQ/TW",
            "Nghị quyết",
            "Ban Chấp hành Trung ương",
            date(2016, 10, 30),
            names=["Nghị quyết Trung ương 4 khóa XII"],
        ),
        make_directive(
            "92/2015/QH13", "Bộ luật", "Quốc hội", date(2015, 11, 25), names=["Bộ luật Tố tụng dân sự"]
        ),
        make_directive(
            "63/2014/QH13",
            "Luật",
            "Quốc hội",
            date(2014, 11, 24),
            names=["Luật Tổ chức Viện kiểm sát nhân dân"],
        ),
    ]
    imported = import_article(
        "seed-article.docx", (samples_dir / "seed-article.docx").read_bytes(), parent=site_tree.news
    )
    page = imported.page
    page.save_revision().publish()
    html = html_of(client, ArticlePage.objects.get(pk=page.pk))
    for directive in (*entered, *named):
        assert f'href="{directive.url}"' in html, directive.title
    cited = {row.target_id: row.date for row in Citation.objects.filter(page=page) if row.date}
    for directive in entered:
        assert cited.get(directive.pk) == directive.issued_on, directive.title
