from django.apps import AppConfig
from django.conf import settings


class DemonstrationConfig(AppConfig):
    name = "sufficiency.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        from sufficiency.demonstration.northmere.area import make_known

        if not settings.PRODUCTION:
            make_known()
