"""Is a file safe to keep, does its first page bear a mark of secrecy, who signed it. Knows neither Django nor Wagtail.

    inspection = inspect_file(path, "Quyết định.pdf")
    inspection.is_safe, inspection.findings

Everything is decided by content, on this machine; nothing is sent anywhere.
"""

from documents.formats import Kind, Limits
from documents.inspection.findings import MESSAGES, Finding, Inspection
from documents.inspection.inspecting import inspect_file
from documents.inspection.names import safe_name
from documents.inspection.secrecy import Mark, MarkKind, find_marks
from documents.inspection.signatures import PROBLEMS, SignatureFact, check_signatures

__all__ = [
    "MESSAGES",
    "PROBLEMS",
    "Finding",
    "Inspection",
    "Kind",
    "Limits",
    "Mark",
    "MarkKind",
    "SignatureFact",
    "check_signatures",
    "find_marks",
    "inspect_file",
    "safe_name",
]
