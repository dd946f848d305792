"""What a file is, by its content, and how its parts are opened within limits. Knows neither Django nor Wagtail.

The ground of extraction (what does the file say) and inspection (is it safe to keep). Nothing here trusts a file:
archives are measured before they are unpacked, PDFs and converters run in processes of bounded memory.
"""

from documents.formats.failures import Unreadable
from documents.formats.kinds import Kind, extension_of, recognise
from documents.formats.limits import Limits
from documents.formats.source import Source

__all__ = ["Kind", "Limits", "Source", "Unreadable", "extension_of", "recognise"]
