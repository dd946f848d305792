from portal.exchange.models.article_import import ArticleImport
from portal.exchange.models.directive_import import DirectiveImport, DirectiveImportRow

__all__ = ["ArticleImport", "DirectiveImport", "DirectiveImportRow"]
