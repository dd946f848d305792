from xml.etree import ElementTree

import pytest
from wagtail.models import PageViewRestriction

from news.models import Topic

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(response) -> list[str]:
    assert response["Content-Type"].startswith("application/atom+xml")
    return [
        entry.find("a:title", ATOM).text
        for entry in ElementTree.fromstring(response.content).findall("a:entry", ATOM)
    ]


def test_the_feed_holds_the_newest_public_articles(client, news, write_article):
    write_article("Bài một", days=1)
    hidden = write_article("Bài nội bộ")
    write_article("Bản nháp", live=False)
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert entries(client.get(news.url + "feed/")) == ["Bài một"]


def test_the_feed_is_the_publics_for_members_too(client, admin_client, news, write_article):
    hidden = write_article("Bài nội bộ")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    assert entries(admin_client.get(news.url + "feed/")) == []


def test_a_topic_has_its_own_feed(client, news, write_article):
    topic = Topic.objects.create(name="Chủ đề")
    article = write_article("Trong chủ đề")
    article.topics.add(topic)
    article.save()
    write_article("Ngoài chủ đề")
    assert entries(client.get(f"{news.url}chu-de/{topic.slug}/feed/")) == ["Trong chủ đề"]


def test_addresses_in_the_feed_are_whole(client, news, write_article):
    article = write_article("Bài một")
    feed = ElementTree.fromstring(client.get(news.url + "feed/").content)
    assert feed.find("a:entry/a:link", ATOM).get("href") == article.full_url
    assert feed.find("a:entry/a:link", ATOM).get("href").startswith("http")
