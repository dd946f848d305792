"""Names of blocks stand in stored pages: they are never renamed, used again or dropped without a data migration."""

from django.template.loader import get_template
from wagtail.blocks import ListBlock, StreamBlock, StructBlock

from home.sections import HomeSectionsBlock
from portal.base.blocks import StoryBlock

STORY = {
    "heading": {"text", "level"},
    "paragraph": set(),
    "image": {"image", "caption", "credit", "alternative_text"},
    "gallery": {"title", "images"},
    "quote": {"text", "attribution"},
    "table": {"text", "rich_text"},
    "attachment": {"document", "title"},
    "video": {"url", "title", "summary"},
    "contact_details": set(),
}
HOME = {
    "lead_story": {"title", "section"},
    "latest_news": {"title", "section", "count"},
    "announcements": {"title", "count"},
    "work_calendar": {"title", "count"},
    "directives": {"title", "count"},
    "models": {"title", "count"},
    "albums": {"title", "count"},
    "quick_links": {"title", "links"},
    "text": set(),
}


def names(block) -> dict[str, set[str]]:
    return {name: set(getattr(child, "child_blocks", {})) for name, child in block.child_blocks.items()}


def test_the_names_of_blocks_are_those_of_stored_pages():
    assert names(StoryBlock()) == STORY
    assert names(HomeSectionsBlock()) == HOME
    assert (
        set(StoryBlock().child_blocks["gallery"].child_blocks["images"].child_block.child_blocks)
        == STORY["image"]
    )
    assert set(
        HomeSectionsBlock().child_blocks["quick_links"].child_blocks["links"].child_block.child_blocks
    ) == {*("title", "page", "url")}


def test_every_block_has_its_template():
    for stream in (StoryBlock(), HomeSectionsBlock()):
        assert get_template(stream.meta.template)
        for name, block in stream.child_blocks.items():
            template = getattr(block.meta, "template", None)
            assert template, f"{name} has no template"
            assert get_template(template)


def test_every_block_has_a_label_and_an_icon():
    def walk(block):
        for child in getattr(block, "child_blocks", {}).values():
            yield child
            yield from walk(child)
        if isinstance(block, ListBlock):
            yield from walk(block.child_block)

    for stream in (StoryBlock(), HomeSectionsBlock()):
        for block in walk(stream):
            assert block.label, block.name
        for block in stream.child_blocks.values():
            assert block.meta.icon != "placeholder", block.name


def test_blocks_of_the_story_are_of_known_kinds():
    for block in StoryBlock().child_blocks.values():
        assert not isinstance(block, StreamBlock)
        assert isinstance(block, StructBlock) or not hasattr(block, "template")
