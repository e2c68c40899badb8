from forecasting.models.figures import BacktestLine, ForecastFutures, ForecastHistory, ForecastLine
from forecasting.models.issued import IssuedForecast, IssuedLine
from forecasting.models.runs import ForecastRun, Measure
from forecasting.models.used import ForecastUsed

__all__ = [
    "BacktestLine",
    "ForecastFutures",
    "ForecastHistory",
    "ForecastLine",
    "ForecastRun",
    "ForecastUsed",
    "IssuedForecast",
    "IssuedLine",
    "Measure",
]
