from wagtail.models import Collection, Page


def collection_for(page: Page) -> Collection:
    """Return the collection that the nearest section above a page names for its files, or the root."""
    for ancestor in page.get_ancestors(inclusive=True).specific().reverse():
        collection = getattr(ancestor, "collection", None)
        if collection:
            return collection
    return Collection.get_first_root_node()
