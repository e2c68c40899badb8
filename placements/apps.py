import importlib

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"
    label = "placements"
    verbose_name = "Placements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        importlib.import_module("placements.kept_here").add()
        importlib.import_module("placements.work.rules").add()
        importlib.import_module("placements.work.beside").add()
        importlib.import_module("placements.access.work").add()
        importlib.import_module("placements.search").add()
