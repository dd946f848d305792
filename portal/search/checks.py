"""Says what the configured search back end lacks."""

from django.core.checks import Warning, register
from modelsearch.backends import get_search_backend

ABILITIES = {
    "is_cut": "more results than are considered are not told",
    "values_of_hits": "facets have no counts and kinds of results stand in their fixed order",
    "best_of_each": "a long document may crowd out the pages of others",
}


@register
def check_search_back_end(app_configs, **kwargs):
    """Warn of what the search page does without under another back end than the portal's own."""
    backend = get_search_backend()
    results = backend.results_class
    missing = [said for name, said in ABILITIES.items() if not hasattr(results, name)]
    return (
        [
            Warning(
                f"{type(backend).__module__} cannot do all that the search page can: {'; '.join(missing)}.",
                hint='WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "portal.search.backend"}} can.',
                id="search.W001",
            )
        ]
        if missing
        else []
    )
