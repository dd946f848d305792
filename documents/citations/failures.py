"""Why a text is not a symbol. The messages are stable msgids with {places}; who shows them translates them."""

from documents.formats.failures import gettext_noop

MESSAGES = {
    "empty": gettext_noop("The symbol is empty."),
    "too_long": gettext_noop("The symbol is longer than {limit} characters."),
    "no_number": gettext_noop("“{symbol}” has no number; a symbol begins with one, as 144-QĐ/TW does."),
    "number_not_first": gettext_noop("“{symbol}” does not begin with its number."),
    "number_too_long": gettext_noop("The number of “{symbol}” has more than five digits."),
    "no_codes": gettext_noop(
        "“{symbol}” has only figures; the abbreviation of the type or of the issuing body is missing."
    ),
    "no_body": gettext_noop("“{symbol}” does not say the issuing body behind the type."),
    "bad_year": gettext_noop("“{year}” in “{symbol}” is not a year of four figures."),
    "no_signs": gettext_noop(
        "The parts of “{symbol}” are not joined by a slash or a hyphen, as in 30/2020/NĐ-CP or 144-QĐ/TW."
    ),
    "unclear": gettext_noop("“{symbol}” is not built as a symbol, such as 30/2020/NĐ-CP or 144-QĐ/TW."),
    "suggestion": gettext_noop("Did you mean {suggestion}?"),
}


class BadSymbol(ValueError):
    """A text that is no symbol: `code` is one of MESSAGES, `params` fill its places, `suggestion` may mend it.

    Where there is a suggestion, MESSAGES["suggestion"] is the sentence that offers it.
    """

    def __init__(self, code: str, suggestion: str | None = None, **params: object):
        self.code = code
        self.suggestion = suggestion
        self.params = params
        super().__init__(code, suggestion, params)

    def __str__(self) -> str:
        why = MESSAGES[self.code].format(**self.params)
        if self.suggestion is None:
            return why
        return f"{why} {MESSAGES['suggestion'].format(suggestion=self.suggestion)}"

    def __reduce__(self):
        return _remake, (self.code, self.suggestion, self.params)


def _remake(code: str, suggestion: str | None, params: dict) -> BadSymbol:
    return BadSymbol(code, suggestion, **params)
