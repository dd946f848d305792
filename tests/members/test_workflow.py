from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry, Workflow

from news.models import ArticlePage
from portal.desk.worker import publish_due
from portal.provision import roles

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("provisioned")]


@pytest.fixture
def people(make_user):
    return {
        "author": make_user("congtacvien", roles.CONTRIBUTORS),
        "editor": make_user("bientap", roles.EDITORS),
        "publisher": make_user("duyetdang", roles.PUBLISHERS),
        "administrator": make_user("quantri", roles.ADMINISTRATORS),
        "superuser": make_user("kythuat", is_superuser=True, is_staff=True),
    }


@pytest.fixture
def draft(site_tree, people) -> ArticlePage:
    article = ArticlePage(
        title="Bài chờ duyệt", live=False, owner=people["author"], has_unpublished_changes=True
    )
    site_tree.news.add_child(instance=article)
    article.save_revision(user=people["author"])
    return article


@pytest.fixture
def submitted(draft, people) -> ArticlePage:
    Workflow.objects.get(name=roles.WORKFLOW).start(draft, people["author"])
    return draft


def act(client, user, page, action: str, comment: str = ""):
    client.force_login(user)
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": comment})


def is_live(page) -> bool:
    return ArticlePage.objects.get(pk=page.pk).live


def test_two_people_other_than_the_author_bring_a_text_to_the_public(client, submitted, people):
    act(client, people["editor"], submitted, "approve")
    assert not is_live(submitted)
    act(client, people["publisher"], submitted, "approve")
    assert is_live(submitted)


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_whoever_changed_the_text_does_not_approve_it(client, submitted, people, role):
    submitted.save_revision(user=people[role])
    act(client, people[role], submitted, "approve")
    assert submitted.current_workflow_task_state.task.name == "Duyệt"
    assert submitted.current_workflow_task_state.status == "in_progress"


def test_the_owner_does_not_approve_a_new_text_that_others_wrote(client, draft, people):
    draft.owner = people["editor"]
    draft.save()
    Workflow.objects.get(name=roles.WORKFLOW).start(draft, people["author"])
    act(client, people["editor"], draft, "approve")
    assert draft.current_workflow_task_state.task.name == "Duyệt"


def test_an_approver_who_edits_in_the_same_breath_is_refused(client, submitted, people):
    task = submitted.current_workflow_task
    assert task.get_actions(submitted, people["editor"])
    submitted.save_revision(user=people["editor"])
    with pytest.raises(PermissionDenied):
        task.on_action(submitted.current_workflow_task_state, people["editor"], "approve")


def test_a_rejection_needs_a_comment(client, submitted, people):
    act(client, people["editor"], submitted, "reject", "  ")
    assert submitted.current_workflow_state.status == "in_progress"
    act(client, people["editor"], submitted, "reject", "Thiếu nguồn ảnh.")
    assert submitted.current_workflow_state.status == "needs_changes"


def test_those_concerned_are_written_to_at_each_step(
    client, submitted, people, django_capture_on_commit_callbacks
):
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(client, people["editor"], submitted, "approve")
    assert "duyetdang@example.vn" in {address for message in mail.outbox for address in message.to}
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(client, people["publisher"], submitted, "reject", "Sửa tít.")
    assert "congtacvien@example.vn" in {address for message in mail.outbox for address in message.to}


def test_no_group_holds_the_plain_publish_permission():
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()


@pytest.mark.parametrize("role", ["author", "editor", "publisher", "administrator", "superuser"])
def test_nobody_publishes_by_the_plain_button(client, draft, people, role):
    client.force_login(people[role])
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert 'action-publish"' not in client.get(edit).content.decode()
    client.post(edit, {"title": draft.title, "slug": draft.slug, "action-publish": "1", "body-count": 0})
    assert not is_live(draft)
    assert not draft.permissions_for_user(people[role]).can_publish()


def test_emergency_publishing_asks_for_a_reason_and_is_marked(client, submitted, people):
    client.force_login(people["administrator"])
    address = reverse("publish_urgently", args=[submitted.pk])
    assert client.post(address, {"reason": " "}).status_code == 200
    assert not is_live(submitted)
    client.post(address, {"reason": "Thông báo khẩn về bão"})
    assert is_live(submitted)
    entry = PageLogEntry.objects.get(action="portal.publish_urgently")
    assert entry.user == people["administrator"]
    assert "Thông báo khẩn về bão" in entry.formatter.format_message(entry)
    assert not submitted.workflow_in_progress


@pytest.mark.parametrize("role", ["author", "editor"])
def test_emergency_ways_are_closed_to_others(client, draft, people, role):
    client.force_login(people[role])
    for name in ("publish_urgently", "withdraw_page"):
        client.post(reverse(name, args=[draft.pk]), {"reason": "Vì thế"})
    assert not is_live(draft)


def test_a_page_is_withdrawn_with_a_reason_and_stays_as_a_draft(client, submitted, people):
    act(client, people["editor"], submitted, "approve")
    act(client, people["publisher"], submitted, "approve")
    client.force_login(people["publisher"])
    client.post(reverse("withdraw_page", args=[submitted.pk]), {"reason": "Sai số liệu"})
    assert not is_live(submitted)
    assert PageLogEntry.objects.get(action="portal.withdraw").data == {"reason": "Sai số liệu"}


def test_an_approved_text_with_a_later_date_waits_for_it(client, draft, people):
    page = draft
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision(user=people["author"])
    Workflow.objects.get(name=roles.WORKFLOW).start(page, people["author"])
    for role in ("editor", "publisher"):
        act(client, people[role], page, "approve")
    assert not is_live(page)
    revision = ArticlePage.objects.get(pk=page.pk).scheduled_revision
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    publish_due()
    assert is_live(page)


def test_provisioning_twice_changes_nothing():
    assert roles.provision() == []
