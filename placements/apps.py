from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "placements"
    label = "placements"
    verbose_name = "Placements"
    default_auto_field = "django.db.models.BigAutoField"
