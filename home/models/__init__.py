from home.models.home_page import HomePage
from home.models.plain import SectionPage, StandardPage

__all__ = ["HomePage", "SectionPage", "StandardPage"]
