from django import template

register = template.Library()


@register.filter
def without_placeholder(field):
    """Return a form field's control; its label says what a placeholder would repeat."""
    return field.as_widget(attrs={"placeholder": False})
