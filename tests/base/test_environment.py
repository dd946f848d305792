import os
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from portal.settings import environment
from portal.settings.environment import VARIABLES, read

ROOT = Path(__file__).resolve().parent.parent.parent
STRONG = "k3y-" + "abcdefghij0123456789" * 4


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("DEBUG", "true", True),
        ("DEBUG", "ON", True),
        ("DEBUG", "1", True),
        ("DEBUG", "false", False),
        ("DEBUG", "0", False),
        ("DEBUG", "", False),
        ("ALLOWED_HOSTS", " a.example , b.example,", ["a.example", "b.example"]),
        ("ALLOWED_HOSTS", "", []),
        ("BASE_URL", "https://portal.example", "https://portal.example"),
        ("BASE_URL", "", "http://127.0.0.1:8000"),
        ("SECRET_KEY", " abc ", "abc"),
        ("DATA_DIR", "/srv/portal/../portal", Path("/srv/portal")),
        ("SENDFILE", "X-Accel-Redirect", "X-Accel-Redirect"),
        ("SENDFILE", "", ""),
    ],
)
def test_a_value_is_read_in_its_kind(name, written, value):
    assert read(name, {name: written}) == value


def test_networks_are_read():
    networks = read("TRUSTED_PROXIES", {"TRUSTED_PROXIES": "127.0.0.1/32, 10.0.0.0/8, ::1"})
    assert [str(network) for network in networks] == ["127.0.0.1/32", "10.0.0.0/8", "::1/128"]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("DEBUG", "perhaps"),
        ("BASE_URL", "portal.example"),
        ("BASE_URL", "https://"),
        ("BASE_URL", "ftp://portal.example"),
        ("BASE_URL", "https://portal.example:port"),
        ("DATABASE_URL", "portal"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TRUSTED_PROXIES", "my-proxy"),
        ("SENDFILE", "X-Sendfile"),
    ],
)
def test_a_wrong_value_names_the_variable_and_what_it_takes(name, written):
    with pytest.raises(ImproperlyConfigured) as fault:
        read(name, {name: written})
    assert str(fault.value).startswith(f"{name} takes ")


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_each_variable_has_a_default_of_its_kind_and_says_what_it_is_for(variable):
    read(variable.name, {})
    assert variable.purpose.endswith(".")
    assert variable.embedded
    assert variable.production


def test_the_database_is_postgresql_or_the_embedded_one(tmp_path):
    assert environment.database("", tmp_path)["ENGINE"] == "django.db.backends.sqlite3"
    described = environment.database("postgresql://who:what@host:5433/portal", tmp_path)
    assert (described["ENGINE"], described["HOST"], described["PORT"]) == (
        *("django.db.backends.postgresql", "host", 5433),
    )
    for url in ("mysql://who@host/portal", "sqlite:///x", "oracle://host/x", "postgresql://", "nonsense://x"):
        with pytest.raises(ImproperlyConfigured, match="DATABASE_URL takes postgresql://"):
            environment.database(url, tmp_path)


def test_the_cache_is_redis_or_the_embedded_one():
    assert environment.cache("")["BACKEND"].endswith("DatabaseCache")
    assert environment.cache("redis://host:6379/0")["BACKEND"].endswith("RedisCache")
    with pytest.raises(ImproperlyConfigured, match="CACHE_URL takes redis://"):
        environment.cache("memcached://host")


def test_messages_go_to_a_server_or_to_a_folder(tmp_path):
    assert environment.email("", tmp_path)["EMAIL_FILE_PATH"] == str(tmp_path / "mail")
    described = environment.email("smtp+tls://who:what@host:587", tmp_path)
    assert (described["EMAIL_HOST"], described["EMAIL_PORT"], described["EMAIL_USE_TLS"]) == (
        "host",
        587,
        True,
    )
    for url in ("pigeon://loft", "http://host"):
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL takes smtp://"):
            environment.email(url, tmp_path)


@pytest.mark.parametrize(
    ("host", "answer"),
    [
        ("localhost", True),
        ("portal.localhost", True),
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("", False),
        ("0.0.0.0", False),
        ("192.168.1.5", False),
        ("portal.example", False),
        ("localhost.example", False),
    ],
)
def test_only_this_machine_is_loopback(host, answer):
    assert environment.is_loopback(host) == answer


def test_an_exposed_installation_says_all_that_is_to_be_mended():
    faults = environment.exposure_faults(secret_key="", allowed_hosts=[], debug=True)
    assert [fault.partition(" ")[0] for fault in faults] == ["SECRET_KEY", "ALLOWED_HOSTS", "DEBUG"]
    for weak in ("short", "a" * 60, "django-insecure-" + STRONG):
        (fault,) = environment.exposure_faults(secret_key=weak, allowed_hosts=["x"], debug=False)
        assert "SECRET_KEY is weak" in fault
    (fault,) = environment.exposure_faults(secret_key=STRONG, allowed_hosts=["*"], debug=False)
    assert "ALLOWED_HOSTS" in fault
    assert environment.exposure_faults(secret_key=STRONG, allowed_hosts=["portal.example"], debug=False) == []


def test_the_kept_secret_is_made_once_for_its_owner_alone(tmp_path):
    key = environment.kept_secret(tmp_path / "data")
    path = tmp_path / "data" / "secret_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert environment.kept_secret(tmp_path / "data") == key == path.read_text()
    assert environment.exposure_faults(secret_key=key, allowed_hosts=["portal.example"], debug=False) == []


def started(tmp_path, **variables) -> subprocess.CompletedProcess:
    """Start the portal in a process of its own, in no environment but this."""
    return subprocess.run(
        [
            sys.executable,
            "manage.py",
            "shell",
            "-v",
            "0",
            "-c",
            "from django.conf import settings; print(settings.EXPOSED)",
        ],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **variables},
        capture_output=True,
        text=True,
    )


def test_an_exposed_installation_without_its_secret_will_not_start(tmp_path):
    refused = started(tmp_path, BASE_URL="https://x.example")
    assert refused.returncode != 0
    assert "SECRET_KEY is missing" in refused.stderr
    assert "ALLOWED_HOSTS is empty" in refused.stderr
    assert not (tmp_path / "secret_key").exists()


def test_an_exposed_installation_with_all_it_needs_starts(tmp_path):
    begun = started(tmp_path, BASE_URL="https://x.example", SECRET_KEY=STRONG, ALLOWED_HOSTS="x.example")
    assert (begun.returncode, begun.stdout.strip()) == (0, "True"), begun.stderr


def test_an_embedded_installation_starts_with_nothing_set(tmp_path):
    begun = started(tmp_path)
    assert (begun.returncode, begun.stdout.strip()) == (0, "False"), begun.stderr
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_a_wrong_value_stops_the_start_with_one_clear_line(tmp_path):
    refused = started(tmp_path, DEBUG="perhaps")
    assert refused.returncode != 0
    assert refused.stderr.strip().endswith("DEBUG takes true or false, not “perhaps”.")


def test_the_table_in_the_papers_is_the_one_in_the_code():
    call_command("document_settings", "--check", stdout=StringIO())
    written = (ROOT / "docs" / "configuration.md").read_text()
    for variable in VARIABLES:
        assert f"`{variable.name}`" in written


def test_an_outdated_table_is_noticed(tmp_path):
    path = tmp_path / "configuration.md"
    path.write_text("# Old")
    with pytest.raises(CommandError, match="document_settings"):
        call_command("document_settings", "--check", "--file", str(path))
    call_command("document_settings", "--file", str(path), stdout=StringIO())
    call_command("document_settings", "--check", "--file", str(path), stdout=StringIO())
