from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.core.checks import Tags, register


class TarepoConfig(AppConfig):
    name = "tarepo"
    verbose_name = "tarepo"

    def ready(self) -> None:
        from tarepo import checks
        from tarepo.search.checks import words_are_parted

        register(checks.database_is_usable, Tags.database)
        register(words_are_parted, Tags.database)


class PortalAdminConfig(AdminConfig):
    """Django's admin, with the portal's own site in it."""

    default_site = "tarepo.adminsite.PortalAdminSite"
