import importlib

from django.apps import AppConfig


class CarersConfig(AppConfig):
    name = "carers"
    label = "carers"
    verbose_name = "Carers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        importlib.import_module("carers.work").add()
        importlib.import_module("carers.search").add()
