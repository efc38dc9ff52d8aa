from django.apps import AppConfig


class TarepoConfig(AppConfig):
    name = "tarepo"
    verbose_name = "tarepo"
