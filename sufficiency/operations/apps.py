from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "sufficiency.operations"
    label = "operations"
    verbose_name = "Operations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sufficiency.operations import system_checks  # noqa: F401 - registers
