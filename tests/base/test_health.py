from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from portal.base.models import WorkerHeartbeat
from portal.desk import worker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path


def states(response) -> dict[str, str]:
    return dict(line.split(": ") for line in response.content.decode().splitlines())


def test_health_is_good_while_every_service_is_up(client):
    worker.beat()
    response = client.get("/-/health")
    assert response.status_code == 200
    assert states(response) == dict.fromkeys(("database", "cache", "files", "worker"), "up")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_a_worker_that_never_ran_or_is_silent_is_down(client):
    assert client.get("/-/health").status_code == 503
    worker.beat()
    WorkerHeartbeat.objects.update(beat_at=timezone.now() - timedelta(minutes=3))
    response = client.get("/-/health")
    assert response.status_code == 503
    assert states(response)["worker"] == "down"
    assert states(response)["database"] == "up"


def test_a_lost_folder_is_down(client, settings, tmp_path):
    worker.beat()
    settings.DATA_DIR = tmp_path / "gone"
    response = client.get("/-/health")
    assert response.status_code == 503
    assert states(response)["files"] == "down"


def test_a_database_that_is_down_is_an_answer_that_tells_no_secret(client):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("password=secret")

    with connection.execute_wrapper(refuse):
        response = client.get("/-/health")
    assert response.status_code == 503
    assert states(response)["database"] == "down"
    assert "secret" not in response.content.decode()


def test_health_is_only_read(client):
    assert client.post("/-/health").status_code == 405
    assert client.head("/-/health").status_code in (200, 503)
