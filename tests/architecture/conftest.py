from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("portal", "home", "news", "documents")


@pytest.fixture(scope="session")
def sources() -> list[Path]:
    """Return every Python file of ours, without migrations."""
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]
