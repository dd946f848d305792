from documents.models.document import PortalDocument

__all__ = ["PortalDocument"]
