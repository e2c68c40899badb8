from forecasting.models.costs import ForecastCost, ForecastPrice
from forecasting.models.figures import BacktestLine, ForecastFutures, ForecastHistory, ForecastLine
from forecasting.models.issued import IssuedForecast, IssuedLine
from forecasting.models.prices import PlacementBudget, Provider, UnitCost
from forecasting.models.runs import ForecastRun, Measure
from forecasting.models.used import ForecastUsed

__all__ = [
    "BacktestLine",
    "ForecastCost",
    "ForecastFutures",
    "ForecastHistory",
    "ForecastLine",
    "ForecastPrice",
    "ForecastRun",
    "ForecastUsed",
    "IssuedForecast",
    "IssuedLine",
    "Measure",
    "PlacementBudget",
    "Provider",
    "UnitCost",
]
