import importlib

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "sufficiency.core"
    label = "core"
    verbose_name = "Core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # A session's limits begin at the signal of signing in, whoever sends it first.
        importlib.import_module("sufficiency.core.sign_in.sessions")
        importlib.import_module("sufficiency.core.sign_in.watching")
        importlib.import_module("sufficiency.core.work_of_core").add()
        importlib.import_module("sufficiency.core.files.work").add()
