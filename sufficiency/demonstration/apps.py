from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "sufficiency.demonstration"
    label = "demonstration"
