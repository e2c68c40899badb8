import importlib

from django.apps import AppConfig


class CareLeaversConfig(AppConfig):
    name = "careleavers"
    label = "careleavers"
    verbose_name = "Care leavers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        importlib.import_module("careleavers.work").add()
        importlib.import_module("careleavers.search").add()
