"""Word files that tests write themselves, with members of the package added or changed."""

import zipfile
from io import BytesIO

import docx


def word_file(*paragraphs: str, **members: bytes) -> bytes:
    """Return a Word file of some paragraphs (of one, where none are given)."""
    stream = BytesIO()
    document = docx.Document()
    for paragraph in paragraphs or ("Nội dung",):
        document.add_paragraph(paragraph)
    document.save(stream)
    return with_members(stream.getvalue(), members)


def with_members(package: bytes, members: dict[str, bytes]) -> bytes:
    """Return a package with members added or put in the place of its own."""
    written = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(package)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, members.pop(name, source.read(name)))
        for name, content in members.items():
            target.writestr(name, content)
    return written.getvalue()


def read_member(package: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(package)) as archive:
        return archive.read(name)


def package_bomb(size: int) -> bytes:
    """Return a small Word file whose text unpacks to a size in MB."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", read_member(word_file(), "[Content_Types].xml"))
        with archive.open("word/document.xml", "w", force_zip64=True) as member:
            for _megabyte in range(size):
                member.write(bytes(1024**2))
    return written.getvalue()
