import importlib

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "sufficiency.exchange"
    label = "exchange"
    verbose_name = "Exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        importlib.import_module("sufficiency.exchange.work").add()
