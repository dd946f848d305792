from documents.formats.failures import gettext_noop

WARNINGS = {
    "ocr_missing": gettext_noop("Page {page} is a picture and waits for recognition."),
    "doubtful": gettext_noop("Page {page} was recognised with little certainty."),
    "page_broken": gettext_noop("Page {page} is damaged and could not be read."),
    "page_timed_out": gettext_noop("Page {page} took too long to read."),
}
