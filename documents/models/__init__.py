from documents.models.decision import DestroyedFile, DocumentDecision
from documents.models.document import CheckState, Language, PortalDocument, ReadingState
from documents.models.page_text import DocumentPageText
from documents.models.version import DocumentVersion

__all__ = [
    "CheckState",
    "DestroyedFile",
    "DocumentDecision",
    "DocumentPageText",
    "DocumentVersion",
    "Language",
    "PortalDocument",
    "ReadingState",
]
