from pathlib import Path

import pytest
from django.conf import settings

from news.models import NewsIndexPage


@pytest.fixture
def news(site_tree) -> NewsIndexPage:
    return site_tree.news


@pytest.fixture
def stored_files():
    """Return a function that lists the files in the media folder."""

    def files() -> list[str]:
        root = Path(settings.MEDIA_ROOT)
        return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())

    return files
