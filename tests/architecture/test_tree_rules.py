import pytest
from wagtail.models import get_page_models

# Page type: what may stand below it.
CHILDREN = {
    "wagtailcore.Page": {"home.HomePage"},
    "home.HomePage": {
        "documents.DirectiveLibraryPage",
        "home.EmulationModelIndexPage",
        "home.SectionPage",
        "home.StandardPage",
        "news.AlbumIndexPage",
        "news.AnnouncementIndexPage",
        "news.CalendarPage",
        "news.NewsIndexPage",
    },
    "home.SectionPage": {
        "documents.DirectiveLibraryPage",
        "home.EmulationModelIndexPage",
        "home.SectionPage",
        "home.StandardPage",
        "news.AlbumIndexPage",
        "news.AnnouncementIndexPage",
        "news.CalendarPage",
        "news.NewsIndexPage",
    },
    "home.StandardPage": {"home.StandardPage"},
    "home.EmulationModelIndexPage": {"home.EmulationModelPage"},
    "home.EmulationModelPage": set(),
    "news.NewsIndexPage": {"news.ArticlePage"},
    "news.ArticlePage": set(),
    "news.AnnouncementIndexPage": {"news.AnnouncementPage"},
    "news.AnnouncementPage": set(),
    "news.AlbumIndexPage": {"news.AlbumPage"},
    "news.AlbumPage": set(),
    "news.CalendarPage": set(),
    "documents.DirectiveLibraryPage": {"documents.DirectivePage"},
    "documents.DirectivePage": set(),
}
TYPES = {model._meta.label: model for model in get_page_models()}


def test_every_page_type_is_in_the_table():
    assert set(TYPES) == set(CHILDREN)


@pytest.mark.parametrize("label", CHILDREN)
def test_below_a_page_stands_what_the_table_allows(label):
    assert {model._meta.label for model in TYPES[label].creatable_subpage_models()} == CHILDREN[label]


@pytest.mark.parametrize("label", CHILDREN)
def test_above_a_page_stands_what_the_table_allows(label):
    parents = {parent for parent, children in CHILDREN.items() if label in children}
    assert {model._meta.label for model in TYPES[label].allowed_parent_page_models()} == parents or label == (
        "wagtailcore.Page"
    )


@pytest.mark.parametrize("label", sorted(set(CHILDREN) - {"wagtailcore.Page"}))
def test_a_page_type_says_what_it_is_in_two_words_and_what_for_in_a_sentence(label):
    model = TYPES[label]
    assert model.__doc__ and not model.__doc__.startswith(f"{model.__name__}(")
    assert model.get_verbose_name() != model.__name__
    assert model._meta.verbose_name_plural
