from home.models.emulation import EmulationModelPage
from home.models.emulation_index import EmulationModelIndexPage, RegistrationQuestion
from home.models.emulation_parts import BasisDirective, Commitment, Milestone
from home.models.emulation_records import Evidence, ModelReview, ProgressNote
from home.models.home_page import HomePage
from home.models.plain import SectionPage, StandardPage

__all__ = [
    "BasisDirective",
    "Commitment",
    "EmulationModelIndexPage",
    "EmulationModelPage",
    "Evidence",
    "HomePage",
    "Milestone",
    "ModelReview",
    "ProgressNote",
    "RegistrationQuestion",
    "SectionPage",
    "StandardPage",
]
