"""The package of a Word file: found safe, then opened.

A Word file is a zip archive. Everything is measured before python-docx may open it: the members that the archive
declares, what they really unpack to, their names, and that there are no macros.
"""

import posixpath
import zipfile
from io import BytesIO

import docx
from docx.document import Document
from lxml import etree

from documents import formats
from documents.formats import Unreadable
from documents.formats.archives import Archive
from portal.exchange.article_draft import Limits, UnreadableArticle

_CODES = {"expands_too_much": "zip_bomb", "encrypted": "encrypted"}
_CONTENT_TYPES = "[Content_Types].xml"
_MACROS = (b"vnd.ms-office.vbaProject", b"macroEnabled")
_MAIN_DOCUMENT = b"wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def open_word(data: bytes, limits: Limits) -> Document:
    """Return the document of a Word file; raises UnreadableArticle where it is unsafe, foreign or damaged."""
    try:
        members = _members(data, limits)
        _check_kind(members)
        return docx.Document(BytesIO(_package(members)))
    except UnreadableArticle:
        raise
    except Unreadable as error:
        raise UnreadableArticle(_CODES.get(error.code, "broken")) from error
    except Exception as error:
        # lxml and python-docx raise almost anything on damaged packages.
        raise UnreadableArticle("broken") from error


def _members(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Return the unpacked files of an archive by their names."""
    of_archive = formats.Limits(
        expanded_bytes=limits.expanded_bytes,
        expansion_ratio=limits.expansion_ratio,
        members=limits.members,
        text_bytes=limits.xml_bytes,
    )
    archive = Archive(BytesIO(data), len(data), of_archive)
    return {name: archive.read(name) for name in archive.names}


def _check_kind(members: dict[str, bytes]) -> None:
    content_types = members.get(_CONTENT_TYPES, b"")
    names = [name.lower() for name in members]
    if any(macro in content_types for macro in _MACROS) or any(
        name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names
    ):
        raise UnreadableArticle("macro")
    if any(_STRICT in members.get(name, b"") for name in ("_rels/.rels", "word/document.xml")):
        raise UnreadableArticle("strict_word")
    if not content_types:
        code = "broken" if any(name.startswith("word/") for name in names) else "wrong_content"
        raise UnreadableArticle(code, **({"extension": ".docx"} if code == "wrong_content" else {}))
    if _MAIN_DOCUMENT not in content_types:
        raise UnreadableArticle("wrong_content", extension=".docx")


def _package(members: dict[str, bytes]) -> bytes:
    """Return the members as an archive without relationships to members that are missing.

    Word passes over such relationships (“../NULL”, where a picture got lost); python-docx does not.
    """
    package = BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            if name.endswith(".rels"):
                content = _kept_relationships(name, content, members)
            archive.writestr(zipfile.ZipInfo(name), content)
    return package.getvalue()


def _kept_relationships(name: str, content: bytes, members: dict[str, bytes]) -> bytes:
    folder = posixpath.dirname(posixpath.dirname(name))
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise UnreadableArticle("broken") from None
    missing = []
    for relationship in root.iterfind(_RELATIONSHIP):
        target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", "")))
        if relationship.get("TargetMode") != "External" and target.lstrip("/") not in members:
            missing.append(relationship)
    for relationship in missing:
        root.remove(relationship)
    return etree.tostring(root) if missing else content
