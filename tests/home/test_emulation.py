"""Emulation models: what stands on their pages, what lives beside them, and what cannot be."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from documents.citing import record_page
from documents.models import CheckState, DirectivePage
from home.emulation import recording
from home.emulation.stages import Stage
from home.models import (
    BasisDirective,
    Commitment,
    EmulationModelPage,
    Evidence,
    Milestone,
    ProgressNote,
    RegistrationQuestion,
)
from portal.provision import roles

pytestmark = pytest.mark.django_db


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode().partition("<main")[2]


def fresh(page) -> EmulationModelPage:
    return EmulationModelPage.objects.get(pk=page.pk)


def numbers_of(page) -> tuple:
    page = fresh(page)
    return page.stage, page.progress, page.public_progress


@pytest.fixture
def member(make_user, provisioned) -> Client:
    client = Client()
    client.force_login(make_user("dang-vien", roles.MEMBERS))
    return client


# --- what lives beside the page ----------------------------------------------------------------------------


def test_notes_and_reviews_stay_when_an_older_draft_is_published(client, register_model, note, review):
    page = register_model("Mỗi tuần một án lệ", "Đọc 40 án lệ", "Viết 4 bài")
    draft = page.save_revision()
    row = note(page, 0, 60, text="Đã đọc 24 án lệ")
    review(page, "mid_year", "Đúng tiến độ")
    draft.publish()
    assert ProgressNote.objects.get() == row and fresh(page).reviews.count() == 1
    assert numbers_of(page) == (Stage.REVIEWED, 30, 30)
    shown = html_of(client, page.url)
    assert "Đã đọc 24 án lệ" in shown and "Đúng tiến độ" in shown


def test_a_note_finds_its_commitment_after_any_number_of_drafts(client, register_model, note):
    page = register_model("Mô hình", "Việc đầu")
    page.commitments.add(Commitment(content="Việc sau"))
    revision = page.save_revision()
    revision.publish()
    note(fresh(page), 1, 80)
    for text in ("Việc sau, sửa", "Việc sau, sửa nữa"):
        edited = fresh(page).get_latest_revision_as_object()
        edited.commitments.all()[1].content = text
        edited.save_revision().publish()
    revision.publish()
    assert numbers_of(page)[1] == 40
    assert "80" in html_of(client, page.url)
    assert len({each.key for each in fresh(page).commitments.all()}) == 2


def test_notes_of_a_commitment_that_is_taken_out_are_kept_and_count_no_more(
    register_model, note, admin_client
):
    page = register_model("Mô hình", "Việc giữ", "Việc bỏ")
    note(page, 0, 50)
    note(page, 1, 100, text="Xong việc bỏ")
    assert numbers_of(page)[1] == 75
    page = fresh(page)
    page.commitments = [page.commitments.all()[0]]
    page.save_revision().publish()
    assert numbers_of(page)[1] == 50
    assert page.progress_notes.count() == 2
    shown = admin_client.get(f"/admin/mo-hinh/{page.pk}/tien-do/").content.decode()
    assert "Xong việc bỏ" in shown and "không còn trên trang" in shown


def test_the_newest_day_counts_and_of_one_day_the_last_note(register_model, note):
    page = register_model("Mô hình", "Việc")
    note(page, 0, 40, day=date(2026, 6, 1))
    note(page, 0, 70, day=date(2026, 3, 1))
    assert numbers_of(page)[1] == 40
    note(page, 0, 35, day=date(2026, 6, 1))
    assert numbers_of(page)[1] == 35
    recording.take_away(page.progress_notes.order_by("-pk").first(), None)
    assert numbers_of(page)[1] == 40


@pytest.mark.parametrize(
    ("percents", "mean"), [((99, 100), 99), ((100, 100), 100), ((0, 1), 1), ((50,), 25), ((), 0)]
)
def test_only_what_is_done_whole_is_a_hundred(register_model, note, percents, mean):
    page = register_model("Mô hình", "Một", "Hai")
    for place, percent in enumerate(percents):
        note(page, place, percent)
    assert numbers_of(page)[1] == mean


def test_a_model_without_commitments_has_no_progress(client, register_model):
    page = register_model("Mô hình")
    assert numbers_of(page) == (Stage.REGISTERED, None, None)
    assert "ring" not in html_of(client, page.url)


def test_what_is_told_moves_the_status_on_and_never_back(register_model, note, review):
    page = register_model("Mô hình", "Việc", declared_stage=Stage.APPROVED)
    assert numbers_of(page)[0] == Stage.APPROVED
    note(page, 0, 10)
    assert numbers_of(page)[0] == Stage.UNDER_WAY
    review(page, "year_end", "Tốt", day=date(2026, 11, 20))
    assert numbers_of(page)[0] == Stage.CONCLUDED
    page = fresh(page)
    page.declared_stage = Stage.RECOGNISED
    page.save_revision().publish()
    review(page, "mid_year", "Muộn")
    assert numbers_of(page)[0] == Stage.RECOGNISED


def test_each_entry_stands_in_the_history_of_the_page(register_model, note, review):
    page = register_model("Mô hình", "Việc")
    row = note(page, 0, 10)
    kept = review(page, "mid_year", "Tốt")
    recording.take_away(row, None)
    recording.take_away(kept, None)
    actions = list(PageLogEntry.objects.filter(page=page.pk).order_by("pk").values_list("action", flat=True))
    assert actions[-4:] == [
        recording.NOTE_ADDED,
        recording.REVIEW_ADDED,
        recording.NOTE_TAKEN_AWAY,
        recording.REVIEW_TAKEN_AWAY,
    ]
    entry = PageLogEntry.objects.filter(action=recording.NOTE_ADDED).get()
    assert entry.message == "Đã ghi tiến độ: 10 %, 19/05/2026: Việc"


def test_an_older_review_is_kept_and_the_newest_shown(client, register_model, review):
    page = register_model("Mô hình", "Việc")
    review(page, "mid_year", "Bản đầu")
    review(page, "mid_year", "Bản sửa")
    shown = html_of(client, page.url)
    assert "Bản sửa" in shown and "Bản đầu" not in shown
    assert page.reviews.count() == 2


# --- for members alone -------------------------------------------------------------------------------------


def test_members_notes_and_their_numbers_are_the_members_own(
    client, member, make_user, register_model, note, review
):
    page = register_model("Mô hình", "Một", "Hai")
    note(page, 0, 40, text="Ai cũng đọc")
    note(page, 0, 90, text="Riêng đảng viên", is_members_only=True)
    review(page, "mid_year", "Nhận xét nội bộ", is_members_only=True)
    assert numbers_of(page) == (Stage.UNDER_WAY, 45, 20)
    outsider = Client()
    outsider.force_login(make_user("nguoi-ngoai"))
    section = page.get_parent().specific
    for visitor in (client, outsider, client):
        for address in (page.url, f"{page.url}bao-cao/", f"{section.url}bao-cao/2026/", section.url):
            shown = html_of(visitor, address)
            assert "Riêng đảng viên" not in shown and "Nhận xét nội bộ" not in shown, address
            assert "90 %" not in shown and "45" not in re.sub(r"<[^>]+>", " ", shown), address
    for address in (page.url, f"{page.url}bao-cao/"):
        shown = html_of(member, address)
        assert "Riêng đảng viên" in shown and "Nhận xét nội bộ" in shown
    assert ">45<" in html_of(member, section.url) and ">20<" in html_of(client, section.url)
    assert member.get(page.url)["Cache-Control"] == "private, no-store"


def test_evidence_is_what_the_reader_may_see(
    client, make_user, register_model, note, site_tree, members_only, stored_document, provisioned
):
    page = register_model("Mô hình", "Việc")
    opened = site_tree.section.add_child(instance=type(site_tree.section)(title="Trang ngỏ"))
    pending = stored_document("Tệp chưa kiểm tra", check_state=CheckState.PENDING)
    free = stored_document("Tệp ngỏ")
    note(
        page,
        0,
        30,
        *(Evidence(page=each) for each in (opened, members_only.article)),
        *(Evidence(document=each) for each in (free, pending, members_only.document)),
    )
    shown = html_of(client, page.url)
    assert "Trang ngỏ" in shown and "Tệp ngỏ" in shown
    for hidden in (members_only.article, pending, members_only.document):
        assert hidden.title not in shown
    assert shown.count('class="evidence__card"') == 2
    client.force_login(make_user("dang-vien", roles.MEMBERS))
    assert members_only.article.title in html_of(client, page.url)


def test_evidence_of_a_members_note_is_not_shown_to_others(client, member, register_model, note, site_tree):
    page = register_model("Mô hình", "Việc")
    note(page, 0, 30, Evidence(page=site_tree.section), is_members_only=True)
    assert "evidence__card" not in html_of(client, page.url)
    assert "evidence__card" in html_of(member, page.url)


def test_evidence_that_is_deleted_leaves_readers_and_is_told_to_editors(
    client, admin_client, register_model, note, site_tree
):
    page = register_model("Mô hình", "Việc")
    gone = site_tree.section.add_child(instance=type(site_tree.section)(title="Sẽ xóa"))
    note(page, 0, 30, Evidence(page=gone))
    recording.add_evidence([Evidence(page=gone)], page, None)
    assert "Sẽ xóa" in html_of(client, page.url)
    gone.delete()
    shown = html_of(client, page.url)
    assert "Sẽ xóa" not in shown and "evidence" not in shown
    told = admin_client.get(f"/admin/mo-hinh/{page.pk}/tien-do/").content.decode()
    assert told.count("đã bị xóa") == 2


# --- what speaks of a model --------------------------------------------------------------------------------


def test_published_texts_that_lead_to_a_model_are_listed_on_it(
    client, register_model, site_tree, make_directive
):
    page = register_model("Mô hình", "Việc")
    link = [("paragraph", f'<p><a linktype="page" id="{page.pk}">mô hình</a></p>')]
    article_type = type(site_tree.news).allowed_subpage_models()[0]
    for title, restricted in (("Bài ngỏ", False), ("Bài kín", True)):
        article = site_tree.news.add_child(instance=article_type(title=title, body=link))
        article.save_revision().publish()
        if restricted:
            PageViewRestriction.objects.create(page=article, restriction_type="login")
    draft = site_tree.news.add_child(instance=article_type(title="Bài đang sửa"))
    draft.body = link
    draft.save_revision()
    directive = make_directive("12-KH/CB", "Kế hoạch", body=link)
    shown = html_of(client, page.url)
    assert "Bài ngỏ" in shown and directive.url in shown
    assert "Bài kín" not in shown and "Bài đang sửa" not in shown


def test_a_model_cites_directives_as_articles_do(client, register_model, make_directive):
    directive = make_directive("05-CT/TW", "Chỉ thị", lead="Về học tập và làm theo")
    page = register_model("Mô hình", "Thực hiện Chỉ thị số 05-CT/TW", necessity="Theo Chỉ thị số 05-CT/TW")
    record_page(page)
    assert page.title in html_of(client, directive.url)
    shown = html_of(client, page.url)
    assert f'href="{directive.url}"' in shown and "citation" in shown


def test_directives_it_is_based_on_are_those_the_reader_may_see(client, register_model, make_directive):
    opened = make_directive("05-CT/TW", "Chỉ thị")
    closed = make_directive("06-CT/TW", "Chỉ thị")
    page = register_model("Mô hình", basis=[BasisDirective(directive=each) for each in (opened, closed)])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    shown = html_of(client, page.url)
    assert opened.url in shown and closed.url not in shown
    DirectivePage.objects.get(pk=opened.pk).delete()
    fresh(page).get_latest_revision_as_object().save_revision().publish()
    assert html_of(client, page.url)


# --- years -------------------------------------------------------------------------------------------------


def test_models_of_two_years_name_each_other(client, register_model):
    before = register_model("Năm trước", year=2025)
    after = register_model("Năm nay", continues=before)
    assert f'href="{after.url}"' in html_of(client, before.url)
    assert f'href="{before.url}"' in html_of(client, after.url)
    PageViewRestriction.objects.create(page=after, restriction_type="login")
    assert after.url not in html_of(client, before.url)


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_model_continues_one_of_an_earlier_year(register_model, year):
    other = register_model("Khác", year=year)
    page = register_model("Mô hình")
    page.continues = other
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert "năm trước" in refused.value.message_dict["continues"][0]


def test_a_model_does_not_continue_itself_or_what_continues_it(register_model):
    first = register_model("Một", year=2024)
    second = register_model("Hai", year=2025, continues=first)
    third = register_model("Ba", year=2026, continues=second)
    for other, words in ((first, "chính nó"), (second, "vòng tròn"), (third, "vòng tròn")):
        page = fresh(first)
        page.continues = other
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert words in refused.value.message_dict["continues"][0]


def test_the_year_stays_before_those_that_continue_the_model(register_model):
    first = register_model("Một", year=2025)
    register_model("Hai", year=2026, continues=first)
    first.year = 2026
    with pytest.raises(ValidationError) as refused:
        first.full_clean()
    assert "Hai" in refused.value.message_dict["year"][0]


def test_a_stopped_model_says_why_and_where(client, register_model):
    with pytest.raises(ValidationError) as refused:
        EmulationModelPage(title="A", slug="a", path="x", depth=9, is_stopped=True, unit="Tổ").clean()
    assert set(refused.value.message_dict) == {"stop_reason"}
    page = register_model(
        "Dừng lại", "Việc", is_stopped=True, stop_reason="Đơn vị sáp nhập", declared_stage=Stage.UNDER_WAY
    )
    shown = html_of(client, page.url)
    current = re.search(r'<li[^>]*aria-current="step">(.*?)</li>', shown, re.DOTALL)[1]
    assert "Đã dừng" in current and "Đang thực hiện" not in shown and "Đơn vị sáp nhập" in shown
    assert shown.count('class="steps__step') == 6


# --- the form of the page ----------------------------------------------------------------------------------


def given(**fields) -> dict:
    empty = {}
    for name in ("commitments", "milestones", "basis", "comments"):
        empty |= {f"{name}-TOTAL_FORMS": 0, f"{name}-INITIAL_FORMS": 0, f"{name}-MIN_NUM_FORMS": 0}
    start = {"title": "Mô hình mới", "slug": "mo-hinh-moi", "year": 2026, "unit": "Tổ 1", "body-count": 0}
    return start | {"declared_stage": "registered"} | empty | fields


def commitment(number: int, deadline="", key="", **fields) -> dict:
    row = {
        "content": f"Việc {number}",
        "deadline": deadline,
        "key": key,
        "ORDER": number,
        "id": "",
        "DELETE": "",
    }
    return {f"commitments-{number}-{name}": value for name, value in (row | fields).items()}


@pytest.fixture
def form_address(model_section) -> str:
    return f"/admin/pages/add/home/emulationmodelpage/{model_section.pk}/"


def test_a_deadline_lies_in_the_year_of_its_model(admin_client, form_address):
    assert admin_client.get(form_address).status_code == 200
    rows = {**commitment(0, "31/12/2026"), **commitment(1, "01/01/2027"), "commitments-TOTAL_FORMS": 2}
    answer = admin_client.post(form_address, given(**rows))
    assert "Thời hạn phải nằm trong năm của mô hình, 2026." in answer.content.decode()
    assert not EmulationModelPage.objects.exists()
    rows |= commitment(1, "01/12/2026")
    assert admin_client.post(form_address, given(**rows)).status_code == 302
    assert len({each.key for each in EmulationModelPage.objects.get().commitments.all()}) == 2


def test_a_commitment_keeps_its_key_through_the_form(admin_client, register_model, note):
    page = register_model("Mô hình", "Việc 0")
    address = f"/admin/pages/{page.pk}/edit/"
    for _time in range(2):
        # A commitment that no publication has stored has no number, only its key.
        draft = fresh(page).get_latest_revision_as_object()
        rows = {}
        for number, each in enumerate([*draft.commitments.all(), None][:2]):
            rows |= commitment(number, key=each.key if each else "", id=(each.pk or "") if each else "")
        initial = draft.commitments.count()
        rows |= {"commitments-TOTAL_FORMS": 2, "commitments-INITIAL_FORMS": initial}
        answer = admin_client.post(address, given(title="Mô hình", slug=page.slug, **rows))
        assert answer.status_code == 302, answer.content.decode()[:500]
    draft = fresh(page).get_latest_revision_as_object()
    keys = [each.key for each in draft.commitments.all()]
    draft.get_latest_revision().publish()
    stored = [each.key for each in fresh(page).commitments.all()]
    assert stored == keys and len(set(keys)) == 2 and keys[0] == page.commitments.all()[0].key


def test_a_form_that_knows_no_key_does_not_part_a_commitment_from_its_notes(
    admin_client, register_model, note
):
    """As one that was open, and saves by itself, while the page was published: the second row has no number yet."""
    page = register_model("Mô hình", "Việc 0")
    page.commitments.add(Commitment(content="Việc 1"))
    older = page.save_revision()
    page.save_revision()
    older.publish()
    note(fresh(page), 0, 80)
    note(fresh(page), 1, 60)
    first = Commitment.objects.get(page=page, content="Việc 0")
    rows = commitment(0, id=first.pk) | commitment(1) | commitment(2)
    rows |= {"commitments-TOTAL_FORMS": 3, "commitments-INITIAL_FORMS": 2}
    answer = admin_client.post(
        f"/admin/pages/{page.pk}/edit/", given(title="Mô hình", slug=page.slug, **rows)
    )
    assert answer.status_code == 302
    fresh(page).get_latest_revision().publish()
    assert [each.content for each in fresh(page).commitments.all()] == ["Việc 0", "Việc 1", "Việc 2"]
    assert numbers_of(page)[1] == 47


def test_a_section_says_what_it_asks(
    provisioned, admin_client, client, model_section, form_address, register_model
):
    model_section.questions = [
        RegistrationQuestion(field="scope", label="Đối tượng áp dụng", help_text="Ai tham gia"),
        RegistrationQuestion(field="aims", is_required=True),
    ]
    model_section.save_revision().publish()
    form = admin_client.get(form_address).content.decode()
    assert 'name="scope"' in form and "Đối tượng áp dụng" in form and "Ai tham gia" in form
    assert 'name="necessity"' not in form and 'name="learning"' not in form
    # A draft may be incomplete; what is sent for approval is whole.
    assert admin_client.post(form_address, given()).status_code == 302
    sent = given(slug="b", **{"action-submit": "1"})
    assert "Chuyên mục yêu cầu" in admin_client.post(form_address, sent).content.decode()
    assert EmulationModelPage.objects.count() == 1
    assert admin_client.post(form_address, sent | {"aims": "Nâng cao chất lượng"}).status_code == 302
    page = register_model("Đã đăng ký", scope="Toàn chi bộ", aims="Nâng cao chất lượng", necessity="Cũ")
    shown = html_of(client, page.url)
    assert shown.index("Đối tượng áp dụng") < shown.index("Mục đích, yêu cầu") < shown.index("Sự cần thiết")


def test_a_question_is_asked_once(admin_client, model_section):
    rows = {"questions-TOTAL_FORMS": 2, "questions-INITIAL_FORMS": 0, "questions-MIN_NUM_FORMS": 0}
    for number in range(2):
        rows |= {f"questions-{number}-field": "aims", f"questions-{number}-ORDER": number + 1}
        rows |= {f"questions-{number}-id": "", f"questions-{number}-DELETE": ""}
    rows |= {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0, "title": "Mô hình", "slug": "mo-hinh"}
    answer = admin_client.post(f"/admin/pages/{model_section.pk}/edit/", rows)
    assert "Câu hỏi này đã có." in answer.content.decode()


def test_the_text_of_a_model_is_what_was_approved(register_model, note):
    page = register_model("Mô hình", "Việc cần làm", theme="Chủ đề năm", milestones=[])
    page.milestones = [Milestone(day=date(2026, 5, 19), title="Sinh hoạt chuyên đề")]
    note(page, 0, 10, text="Ghi chép không qua duyệt")
    text = page.plain_text()
    for part in ("Việc cần làm", "Chủ đề năm", "Sinh hoạt chuyên đề"):
        assert part in text
    assert "Ghi chép" not in text
    assert Page.objects.get(pk=page.pk).specific == page
