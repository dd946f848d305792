"""Typographic cleaning of a manuscript: one encoding, one normal form, no characters that show nothing."""

import re
import unicodedata
from collections import Counter, defaultdict

from portal.base.legacy_encodings import (
    TCVN3,
    VNI,
    convert,
    decode,
    detect,
    encoding_of_font,
    holds_unicode_vietnamese,
)
from portal.base.text import nfc
from portal.exchange.article_draft import ReportRow, gettext_noop
from portal.exchange.manuscript import Line, Manuscript, Span, joined
from portal.exchange.symbol_fonts import is_symbol_font, symbol_text

_INVISIBLE = re.compile("[\u200b-\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SPACES = re.compile(r"[ \t\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")

_MESSAGES = {
    TCVN3: gettext_noop("Text in the old encoding TCVN3 (ABC) made Unicode: {count} passages."),
    VNI: gettext_noop("Text in the old encoding VNI made Unicode: {count} passages."),
    "decomposed": gettext_noop("Letters with separate marks made single letters: {count} passages."),
    "symbols": gettext_noop("Signs of symbol fonts made ordinary ones: {count}."),
    "spaces": gettext_noop("Double spaces taken out: {count}."),
    "soft_hyphens": gettext_noop("Soft hyphens taken out: {count}."),
    "invisible": gettext_noop("Invisible characters taken out: {count}."),
}


def clean(manuscript: Manuscript) -> None:
    """Clean every line in place and add to the report what was converted."""
    lines = list(manuscript.lines())
    counts: Counter[str] = Counter()
    for line in lines:
        line.spans = joined(line.spans)
    _convert_by_fonts(lines, counts)
    _convert_by_letters(lines, counts)
    for line in lines:
        for span in line.spans:
            span.font = None
        line.spans = _cleaned(joined(line.spans), counts)
        if line.mark:
            line.mark.label = nfc(line.mark.label)
    for name, message in _MESSAGES.items():
        if counts[name]:
            manuscript.report.append(ReportRow("converted", message, {"count": counts[name]}))


def _convert_by_fonts(lines: list[Line], counts: Counter) -> None:
    """Convert what stands in an old font, except in a font that holds Unicode text all the same."""
    text_by_font: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        for span in line.spans:
            if encoding_of_font(span.font):
                text_by_font[span.font or ""].append(span.text)
    honest = {font for font, texts in text_by_font.items() if not _holds_unicode(texts)}
    for line in lines:
        for span in line.spans:
            if is_symbol_font(span.font):
                counts["symbols"] += len(span.text.strip())
                span.text = symbol_text(span.text, span.font)
            elif span.font in honest:
                span.text, encoding = convert(span.text, span.font)
                counts[encoding or ""] += 1
            elif encoding_of_font(span.font):
                # Runs of a font that is used both ways are decided by their letters.
                span.text, encoding = convert(span.text)
                counts[encoding or ""] += 1


def _holds_unicode(texts: list[str]) -> bool:
    accented = [text for text in texts if not text.isascii()]
    unicode_texts = [text for text in accented if holds_unicode_vietnamese(text)]
    return 2 * len(unicode_texts) > len(accented)


def _convert_by_letters(lines: list[Line], counts: Counter) -> None:
    """Convert whole lines whose letters show an old encoding, though no font says so."""
    candidates = []
    for line in lines:
        text = line.text
        if (
            not text.isascii()
            and not holds_unicode_vietnamese(text)
            and not any(map(_is_decoded, line.spans))
        ):
            candidates.append(line)
    # What the doubtful lines have in common decides on those too short to decide alone.
    common = detect("\n".join(line.text for line in candidates)) if candidates else None
    for line in candidates:
        encoding = detect(line.text) or common
        if encoding is None:
            continue
        for span in line.spans:
            decoded = decode(span.text, encoding)
            counts[encoding] += decoded != span.text
            span.text = decoded


def _is_decoded(span: Span) -> bool:
    return encoding_of_font(span.font) is not None


def _cleaned(spans: list[Span], counts: Counter) -> list[Span]:
    """Return the spans without invisible characters and needless spaces, in NFC."""
    _keep_marks_with_letters(spans)
    ends_in_space = True
    for span in spans:
        text = span.text.replace("\r\n", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
        counts["soft_hyphens"] += text.count("\u00ad")
        text = text.replace("\u00ad", "")
        text, invisible = _INVISIBLE.subn("", text)
        counts["invisible"] += invisible
        text = _CONTROL.sub("", text)
        text, symbols = _PRIVATE_USE.subn(lambda match: symbol_text(match[0]), text)
        counts["symbols"] += symbols
        counts["decomposed"] += any(unicodedata.combining(letter) for letter in text)
        text = nfc(text)
        counts["spaces"] += len(re.findall(r"(?<=\S)  +(?=\S)", text))
        text = re.sub(r" ?\n ?", "\n", _SPACES.sub(" ", text))
        if ends_in_space:
            text = text.lstrip(" ")
        if text:
            ends_in_space = text[-1] in " \n"
        span.text = text
    return _stripped(spans)


def _keep_marks_with_letters(spans: list[Span]) -> None:
    """Move combining marks that begin a span to the letter before them."""
    for previous, span in zip(spans, spans[1:], strict=False):
        while span.text and unicodedata.combining(span.text[0]):
            previous.text += span.text[0]
            span.text = span.text[1:]


def _stripped(spans: list[Span]) -> list[Span]:
    spans = [span for span in spans if span.text]
    while spans and not spans[0].text.strip():
        del spans[0]
    while spans and not spans[-1].text.strip():
        del spans[-1]
    if spans:
        spans[0].text = spans[0].text.lstrip()
        spans[-1].text = spans[-1].text.rstrip()
    return spans
