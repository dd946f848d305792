"""Why a file cannot be dealt with. The messages are stable msgids with {places}; who shows them translates them."""


def gettext_noop(message: str) -> str:
    """Mark a message for the catalogue; this package knows no translation itself."""
    return message


MESSAGES = {
    "empty": gettext_noop("The file is empty."),
    "broken": gettext_noop("The file is damaged or incomplete."),
    "encrypted": gettext_noop("The file is protected by a password; save it without one."),
    "too_large": gettext_noop("The file has {megabytes} MB; at most {limit} MB are allowed."),
    "too_many_pages": gettext_noop("The file has {pages} pages; at most {limit} are allowed."),
    "expands_too_much": gettext_noop(
        "The file unpacks to far more than its size; it may be meant to do harm."
    ),
    "unsupported": gettext_noop("Files of this kind are not supported."),
    "no_converter": gettext_noop("No program is installed that reads {kind} files."),
    "timed_out": gettext_noop("Reading the file took longer than {seconds} seconds."),
}


class Unreadable(Exception):
    """A file that cannot be dealt with: `code` is one of MESSAGES, `params` fill the message's places."""

    def __init__(self, code: str, **params: object):
        self.code = code
        self.params = params
        super().__init__(code, params)

    def __str__(self) -> str:
        return MESSAGES[self.code].format(**self.params)

    def __reduce__(self):
        return _remake, (self.code, self.params)


def _remake(code: str, params: dict) -> Unreadable:
    return Unreadable(code, **params)
