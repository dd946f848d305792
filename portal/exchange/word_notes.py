"""Footnotes and endnotes of a Word document, numbered as their references come in the text."""

from collections import Counter
from dataclasses import dataclass

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from portal.exchange.word_numbering import written_number
from portal.exchange.word_revisions import settle

_PARTS = {"footnote": "/footnotes", "endnote": "/endnotes"}


@dataclass
class Note:
    """A note and the part that its links and pictures belong to; the label is "" where its own text has a mark."""

    label: str
    element: object
    part: object


class Notes:
    """The notes of a document; python-docx has no object for them."""

    def __init__(self, document: Document, counts: Counter):
        self._elements: dict[tuple[str, str], tuple[object, object]] = {}
        self._labels: dict[tuple[str, str], str] = {}
        self._unread: list[Note] = []
        self._numbers: Counter[str] = Counter()
        for relationship in document.part.rels.values():
            for kind, ending in _PARTS.items():
                if relationship.reltype.endswith(ending) and not relationship.is_external:
                    part = relationship.target_part
                    root = parse_xml(part.blob)
                    settle(root, counts)
                    for element in root.iterfind(qn(f"w:{kind}")):
                        self._elements[kind, element.get(qn("w:id"), "")] = (element, part)

    def refer(self, reference) -> str:
        """Return the number that a reference shows, "" where it shows none or there is no such note."""
        kind = "footnote" if reference.tag == qn("w:footnoteReference") else "endnote"
        key = kind, reference.get(qn("w:id"), "")
        if key not in self._elements:
            return ""
        if key not in self._labels:
            label = ""
            # A mark of the author's own (*) stands in the text beside the reference.
            if reference.get(qn("w:customMarkFollows")) not in ("1", "true", "on"):
                self._numbers[kind] += 1
                label = written_number(self._numbers[kind], "decimal" if kind == "footnote" else "lowerRoman")
            self._labels[key] = label
            self._unread.append(Note(label, *self._elements[key]))
        return self._labels[key]

    def next_unread(self) -> Note | None:
        """Return the next note that was referred to, None after the last."""
        return self._unread.pop(0) if self._unread else None
