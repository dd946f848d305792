from datetime import datetime
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


def test_a_feed_is_valid_atom(client, news, write_article):
    """The elements that RFC 4287 asks for, in every entry."""
    for number in range(40):
        write_article(f"Bài <{number}> & hơn", days=number, lead="Mở đầu <b>đậm</b>", byline="Nguyễn Văn Mẫu")
    write_article("Bài không người viết")
    response = client.get(news.url + "feed/")
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    assert feed.find("a:link[@rel='self']", ATOM).get("href").endswith("/tin-tuc/feed/")
    found = feed.findall("a:entry", ATOM)
    assert len(found) == 30
    for element in (feed, *found):
        for name in ("id", "title", "updated"):
            assert element.find(f"a:{name}", ATOM).text
        assert datetime.fromisoformat(element.find("a:updated", ATOM).text).tzinfo
    identifiers = [entry.find("a:id", ATOM).text for entry in found]
    assert len(set(identifiers)) == 30
    assert found[1].find("a:title", ATOM).text == "Bài <0> & hơn"
    # An entry without an author needs one of the feed.
    has_author = feed.find("a:author", ATOM) is not None
    assert all(entry.find("a:author/a:name", ATOM) is not None or has_author for entry in found)


def test_an_empty_feed_is_a_feed(client, news):
    assert entries(client.get(news.url + "feed/")) == []


def test_the_pages_name_their_feeds(client, news, write_article):
    article = write_article("Một bài")
    topic = Topic.objects.create(name="Chủ đề")
    article.topics.add(topic)
    article.save()
    html = client.get(f"{news.url}chu-de/{topic.slug}/").content.decode()
    assert f'type="application/atom+xml" title="Tin tức" href="{news.url}feed/"' in html
    assert f'type="application/atom+xml" title="Chủ đề" href="{news.url}chu-de/{topic.slug}/feed/"' in html


def test_a_control_character_does_not_break_the_feed(client, news, write_article):
    write_article("Bài\x0b có ký tự lạ", lead="Mở\x02 đầu")
    assert len(entries(client.get(news.url + "feed/"))) == 1
