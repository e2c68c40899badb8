"""The sufficiency statement: what it says, in which order, from which figures."""

from reports.statement.building import build
from reports.statement.gathering import Gathered, NothingToPublish, gather

__all__ = ["Gathered", "NothingToPublish", "build", "gather"]
