"""The background process: its clock, its queue, and that there is only one."""

import os
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from news.models import ArticlePage
from portal.base.models import WorkerHeartbeat
from portal.desk import worker
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


@task(backend=worker.QUEUE)
def count_words(text: str) -> int:
    return len(text.split())


def heartbeat(*, seconds_ago=0, host=None, process=None) -> WorkerHeartbeat:
    return WorkerHeartbeat.objects.create(
        pk=1,
        beat_at=timezone.now() - timedelta(seconds=seconds_ago),
        host=host or socket.gethostname(),
        process=process or os.getppid(),
    )


def dead_process() -> int:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait()
    return child.pid


def test_a_task_that_a_killed_worker_left_is_taken_up_again():
    left = count_words.enqueue("một hai ba")
    done = count_words.enqueue("một")
    DBTaskResult.objects.filter(pk=left.id).update(status=TaskResultStatus.RUNNING, started_at=timezone.now())
    DBTaskResult.objects.filter(pk=done.id).update(status=TaskResultStatus.SUCCESSFUL)
    assert worker.reclaim_tasks() == 1
    row = DBTaskResult.objects.get(pk=left.id)
    assert (row.status, row.started_at) == (TaskResultStatus.READY, None)
    assert DBTaskResult.objects.get(pk=done.id).status == TaskResultStatus.SUCCESSFUL


def test_a_second_worker_is_refused():
    heartbeat()
    with pytest.raises(worker.AnotherWorkerRuns):
        worker.refuse_a_second_worker()
    with pytest.raises(CommandError, match=str(os.getppid())):
        call_command("run_worker")


def test_a_worker_on_another_machine_counts_while_it_beats():
    heartbeat(host="another-machine", process=dead_process())
    with pytest.raises(worker.AnotherWorkerRuns):
        worker.refuse_a_second_worker()
    WorkerHeartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=3))
    worker.refuse_a_second_worker()


def test_a_worker_that_was_killed_here_stands_in_nobodys_way():
    heartbeat(process=dead_process())
    worker.refuse_a_second_worker()


def test_there_is_one_heartbeat(db):
    worker.beat()
    worker.beat()
    assert WorkerHeartbeat.objects.get().process == os.getpid()


def test_scheduled_pages_are_published_and_ended(client, site_tree):
    now = timezone.now()
    coming = site_tree.news.add_child(instance=ArticlePage(title="Bài hẹn giờ", live=False))
    coming.go_live_at = now + timedelta(hours=1)
    coming.save_revision().publish()
    ending = site_tree.news.add_child(
        instance=ArticlePage(title="Bài hết hạn", expire_at=now - timedelta(hours=1))
    )
    worker.publish_due()
    assert not ArticlePage.objects.get(pk=coming.pk).live
    assert not ArticlePage.objects.get(pk=ending.pk).live
    revision = ArticlePage.objects.get(pk=coming.pk).scheduled_revision
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    worker.publish_due()
    assert ArticlePage.objects.get(pk=coming.pk).live
    assert client.get(coming.url).status_code == 200


def test_tasks_are_forgotten_after_thirty_days():
    old, young = count_words.enqueue("một"), count_words.enqueue("hai")
    DBTaskResult.objects.filter(pk=old.id).update(finished_at=timezone.now() - timedelta(days=31))
    DBTaskResult.objects.filter(pk=young.id).update(finished_at=timezone.now() - timedelta(days=29))
    worker.prune()
    assert [str(row.pk) for row in DBTaskResult.objects.all()] == [str(young.id)]


def test_the_dashboard_says_that_no_worker_runs(admin_client, site_tree):
    assert "run_worker" in admin_client.get(reverse("wagtailadmin_home")).content.decode()
    worker.beat()
    assert "run_worker" not in admin_client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_process_beats_and_ends_at_a_signal(tmp_path):
    """The command itself, in a process and on a database of its own."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    for name in ("DATABASE_URL", "CACHE_URL", "BASE_URL"):
        environment.pop(name, None)
    environment["DATA_DIR"] = str(tmp_path)

    def manage(*arguments) -> str:
        finished = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert finished.returncode == 0, finished.stderr
        return finished.stdout.strip()

    def beats() -> str:
        question = "from portal.base.models import WorkerHeartbeat as w; print(w.objects.count())"
        return manage("shell", "-v", "0", "-c", question)

    manage("migrate", "-v", "0")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_worker"],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    until = time.monotonic() + 60
    while beats() != "1":
        assert process.poll() is None and time.monotonic() < until
    second = subprocess.run(
        [sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert second.returncode == 1
    process.send_signal(signal.SIGTERM)
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    assert "Traceback" not in errors
    assert beats() == "0"
