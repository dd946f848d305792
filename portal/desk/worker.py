"""The one background process: the heavy queue, the clock for scheduled publishing, and a heartbeat."""

import logging
import os
import socket
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from documents import reading, validity
from portal.base.models import WorkerHeartbeat
from portal.search import log

logger = logging.getLogger("portal.worker")

QUEUE = "heavy"
BEAT_SECONDS = 10
GIVES_WAY = 10
KEPT = timedelta(days=30)


class AnotherWorkerRuns(Exception):
    """A background process is alive already; a second one would race with it."""


def run(*, interval: float = 1.0) -> None:
    """Work until SIGTERM or SIGINT; raises AnotherWorkerRuns while another process is alive."""
    refuse_a_second_worker()
    # Readers who wait go first where there is more work than cores.
    os.nice(GIVES_WAY)
    reclaim_tasks()
    beat()
    ended = threading.Event()
    clock = threading.Thread(target=_keep_time, args=(ended,), name="clock", daemon=True)
    clock.start()
    worker = Worker(
        queue_names=["*"],
        interval=interval,
        batch=False,
        backend_name=QUEUE,
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    try:
        worker.run()
    finally:
        ended.set()
        clock.join(timeout=5)
        WorkerHeartbeat.objects.filter(host=socket.gethostname(), process=os.getpid()).delete()


def refuse_a_second_worker() -> None:
    other = WorkerHeartbeat.newest()
    if other is None or other.is_silent:
        return
    # In a restarted container the new process may have the number of the old one.
    is_gone = other.process == os.getpid() or not _is_alive(other.process)
    if other.host == socket.gethostname() and is_gone:
        return
    raise AnotherWorkerRuns(str(other))


def reclaim_tasks() -> int:
    """Give back to the queue what a killed worker left running; return how many tasks that were.

    They go behind the others: the task may be what killed it, and the rest shall not wait for that to be known.
    """
    count = DBTaskResult.objects.filter(backend_name=QUEUE, status=TaskResultStatus.RUNNING).update(
        status=TaskResultStatus.READY, started_at=None, enqueued_at=timezone.now()
    )
    reading.reclaim()
    return count


def beat() -> None:
    """Say that this process is alive."""
    WorkerHeartbeat.objects.update_or_create(
        pk=1, defaults={"beat_at": timezone.now(), "host": socket.gethostname()[:255], "process": os.getpid()}
    )


def publish_due() -> None:
    """Publish and expire what is scheduled up to now."""
    call_command("publish_scheduled", verbosity=0)


def prune() -> None:
    """Forget finished tasks after thirty days."""
    DBTaskResult.objects.filter(backend_name=QUEUE, finished_at__lt=timezone.now() - KEPT).delete()


def _keep_time(ended: threading.Event) -> None:
    """Beat, publish each minute and prune each day, beside whatever long task runs; a failure stops none of it."""
    minute, day = None, None
    while not ended.is_set():
        now = timezone.localtime().replace(second=0, microsecond=0)
        duties: list[Callable[[], object]] = [beat]
        if now != minute:
            minute, duties = now, [*duties, publish_due, reading.enqueue_due]
        if (today := date(now.year, now.month, now.day)) != day:
            day, duties = today, [*duties, prune, log.prune, validity.recompute]
        for duty in duties:
            try:
                duty()
            except Exception:
                logger.exception("%s failed", duty.__name__)
        close_old_connections()
        ended.wait(BEAT_SECONDS)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
        # A process that was killed and not yet fetched by its parent (Linux tells).
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except OSError:
        return True
