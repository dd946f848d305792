from portal.base.models.heartbeat import WorkerHeartbeat
from portal.base.models.images import PortalImage, PortalRendition
from portal.base.models.pages import BasePage
from portal.base.models.site_settings import SiteSettings

__all__ = ["BasePage", "PortalImage", "PortalRendition", "SiteSettings", "WorkerHeartbeat"]
