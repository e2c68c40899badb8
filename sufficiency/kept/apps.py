from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KeptConfig(AppConfig):
    name = "sufficiency.kept"
    label = "kept"
    verbose_name = "Kept figures"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(_forget, sender=self)


def _forget(**said: object) -> None:
    """A migration may write with triggers taken off: what was counted before it is not kept."""
    from sufficiency.kept.keeping import forget

    forget()
