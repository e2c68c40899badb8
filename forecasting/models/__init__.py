from forecasting.models.costs import ForecastCost, ForecastPrice
from forecasting.models.figures import BacktestLine, ForecastFutures, ForecastHistory, ForecastLine
from forecasting.models.issued import IssuedForecast, IssuedLine
from forecasting.models.prices import PlacementBudget, Provider, UnitCost
from forecasting.models.runs import ForecastRun, Measure
from forecasting.models.scenarios import LeverKind, Scenario, ScenarioLever
from forecasting.models.trials import Different, ScenarioLine, ScenarioTrial
from forecasting.models.used import ForecastUsed

__all__ = [
    "BacktestLine",
    "Different",
    "ForecastCost",
    "ForecastFutures",
    "ForecastHistory",
    "ForecastLine",
    "ForecastPrice",
    "ForecastRun",
    "ForecastUsed",
    "IssuedForecast",
    "IssuedLine",
    "LeverKind",
    "Measure",
    "PlacementBudget",
    "Provider",
    "Scenario",
    "ScenarioLever",
    "ScenarioLine",
    "ScenarioTrial",
    "UnitCost",
]
