from pathlib import Path

from documents.formats import Kind, Limits, Source, Unreadable, extension_of, recognise
from documents.formats.decoding import decode_text
from documents.formats.kinds import PDF_HEADER, PDF_HEADER_WITHIN
from documents.inspection.findings import Finding, Inspection, finding_of
from documents.inspection.office_inspection import (
    inspect_compound,
    inspect_package,
    inspect_rtf,
    inspect_web_page,
)
from documents.inspection.pdf_inspection import inspect_pdf


def inspect_file(path_or_bytes: Path | str | bytes, name: str, limits: Limits | None = None) -> Inspection:
    """Return what a file is by its content, and everything that speaks against keeping it.

    The name is only compared with the content. Raises nothing but OSError: damage is a finding like others.
    """
    limits = limits or Limits()
    extension = extension_of(name)
    try:
        with Source(path_or_bytes, limits) as source:
            return _inspect(source, name, extension, limits)
    except Unreadable as error:
        return Inspection(None, extension, (finding_of(error),))


def _inspect(source: Source, name: str, extension: str, limits: Limits) -> Inspection:
    kind = recognise(source, limits, name)
    findings: list[Finding] = []
    pages = None
    if extension and extension not in kind.extensions:
        findings.append(Finding("wrong_type", {"extension": extension, "kind": kind.name}))
    if kind not in (Kind.PDF, Kind.TXT) and PDF_HEADER in source.data[:PDF_HEADER_WITHIN]:
        findings.append(Finding("polyglot"))
    try:
        if kind is Kind.PDF:
            found, pages = inspect_pdf(source, limits)
            findings += found
        else:
            findings += _findings_of(source, kind, limits)
    except Unreadable as error:
        findings.append(finding_of(error))
    return Inspection(kind, extension or kind.extension, tuple(findings), pages)


def _findings_of(source: Source, kind: Kind, limits: Limits) -> list[Finding]:
    match kind:
        case Kind.DOCX | Kind.XLSX | Kind.ODT | Kind.ODS:
            return list(inspect_package(source, kind, limits))
        case Kind.DOC | Kind.XLS:
            return list(inspect_compound(source))
        case Kind.RTF:
            return list(inspect_rtf(source.data))
        case Kind.HTML:
            return list(inspect_web_page(decode_text(bytes(source.data))))
    return []
