from portal.exchange.models.article_import import ArticleImport

__all__ = ["ArticleImport"]
