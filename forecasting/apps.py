import importlib

from django.apps import AppConfig


class ForecastingConfig(AppConfig):
    name = "forecasting"

    def ready(self) -> None:
        importlib.import_module("forecasting.after_loads").add()
        importlib.import_module("forecasting.what_if.after_forecasts").add()
