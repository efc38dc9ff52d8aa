from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register


class TarepoConfig(AppConfig):
    name = "tarepo"
    verbose_name = "tarepo"

    def ready(self) -> None:
        from tarepo import checks

        register(checks.database_is_usable, Tags.database)


class PortalAdminConfig(AdminConfig):
    """Django's admin, with the portal's own site in it."""

    default_site = "tarepo.adminsite.PortalAdminSite"
