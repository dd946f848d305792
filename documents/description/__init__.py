"""What the text of an official document says of itself: the record of a directive, proposed. Knows neither
Django nor Wagtail.

    description = describe([page.text for page in extract(path).pages])
    description.symbol, description.doc_type, description.issuer, description.unsure

Nothing is guessed: what a text does not say, or says as a draft (“Số:      /QĐ-VKS”), stays empty, and a
text that is no official document gives an empty description. `unsure` names what was read, but should be
looked at.
"""

from documents.description.describing import Description, describe

__all__ = ["Description", "describe"]
