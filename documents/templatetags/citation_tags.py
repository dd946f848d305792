"""The citations of a text as links to their directives, each with a small card."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from documents.citations import link
from documents.citing import cited_by, in_order, key_of

register = template.Library()


@register.tag
def citations(parser, token):
    """{% citations page %}…{% endcitations %}: link what the rendered part cites; `page` may be a document.

    A second value is what it cites (`citing.Cited`), where the view has asked for that already.
    """
    _name, source, *cited = token.split_contents()
    inner = parser.parse(("endcitations",))
    parser.delete_first_token()
    return CitationsNode(
        parser.compile_filter(source), parser.compile_filter(cited[0]) if cited else None, inner
    )


class CitationsNode(template.Node):
    def __init__(self, source, cited, inner):
        self.source, self.cited, self.inner = source, cited, inner

    def render(self, context):
        html = self.inner.render(context)
        request = context.get("request")
        if request is None:
            return html
        cited = self.cited.resolve(context) if self.cited else cited_by(self.source.resolve(context), request)
        targets = cited.targets
        # For the list at the end of the text.
        context["cited_directives"] = in_order(targets.values())
        if not targets:
            return html
        shown = {}

        def resolve(mention):
            key = key_of(mention)
            directive = targets.get((key, mention.date)) or targets.get((key, None))
            if directive is None:
                return None
            shown[directive.pk] = directive
            return {
                "class": f"citation citation--{directive.validity.replace('_', '-')}",
                "href": directive.get_url(request) or "",
                "data-citation": f"vb-{directive.pk}",
            }

        linked = link(html, resolve, cited.names)
        cards = render_to_string("documents/citation_cards.html", {"directives": shown.values()})
        # The HTML was rendered with its escapes; link() only adds tags, whose values it escapes.
        return mark_safe(linked + cards)
