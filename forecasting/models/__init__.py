from forecasting.models.figures import BacktestLine, ForecastFutures, ForecastHistory, ForecastLine
from forecasting.models.runs import ForecastRun, Measure
from forecasting.models.scenarios import LeverKind, Scenario, ScenarioLever
from forecasting.models.trials import Different, ScenarioLine, ScenarioTrial
from forecasting.models.used import ForecastUsed

__all__ = [
    "BacktestLine",
    "Different",
    "ForecastFutures",
    "ForecastHistory",
    "ForecastLine",
    "ForecastRun",
    "ForecastUsed",
    "LeverKind",
    "Measure",
    "Scenario",
    "ScenarioLever",
    "ScenarioLine",
    "ScenarioTrial",
]
