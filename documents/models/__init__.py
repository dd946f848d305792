from documents.models.citation import Citation
from documents.models.decision import DestroyedFile, DocumentDecision
from documents.models.directive import (
    Circulation,
    DirectivePage,
    Validity,
)
from documents.models.directive_library import DirectiveLibraryPage
from documents.models.directive_parts import DirectiveFile, DirectiveName
from documents.models.directive_type import DirectiveType
from documents.models.document import CheckState, Language, PortalDocument, ReadingState
from documents.models.issuing_body import IssuingBody, IssuingBodyCode
from documents.models.page_text import DocumentPageText
from documents.models.relation import DirectiveRelation
from documents.models.subject_field import SubjectField
from documents.models.version import DocumentVersion

__all__ = [
    "CheckState",
    "Circulation",
    "Citation",
    "DestroyedFile",
    "DirectiveName",
    "DirectiveFile",
    "DirectiveLibraryPage",
    "DirectivePage",
    "DirectiveRelation",
    "DirectiveType",
    "DocumentDecision",
    "DocumentPageText",
    "DocumentVersion",
    "IssuingBody",
    "IssuingBodyCode",
    "Language",
    "PortalDocument",
    "ReadingState",
    "SubjectField",
    "Validity",
]
