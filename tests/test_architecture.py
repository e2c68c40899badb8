"""The import contracts of pyproject.toml hold, and would catch a breach."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as run; run()"


def lint_imports(directory: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT_IMPORTS, "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=directory, capture_output=True, text=True, check=False)


def test_imports_run_one_way() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_an_import_against_the_direction_is_caught(tmp_path: Path) -> None:
    """The same contracts on a skeleton of the packages, with one import the wrong way, inside a function."""
    contracts = (ROOT / "pyproject.toml").read_text()
    (tmp_path / "pyproject.toml").write_text(contracts)
    settings = tomllib.loads(contracts)["tool"]["importlinter"]
    layers = next(c["layers"] for c in settings["contracts"] if c["type"] == "layers")
    packages = [*settings["root_packages"], *layers, "forecasting.engine.rates"]
    for name in packages:
        directory = tmp_path.joinpath(*name.split("."))
        directory.mkdir(parents=True, exist_ok=True)
        (directory / "__init__.py").touch()
    alone = next(
        c["source_modules"]
        for c in settings["contracts"]
        if "sufficiency.bootstrap" in c.get("source_modules", ())
    )
    for name in alone:
        tmp_path.joinpath(*name.split(".")).with_suffix(".py").touch()
    (tmp_path / "forecasting" / "engine" / "__init__.py").touch()
    assert lint_imports(tmp_path).returncode == 0

    core = tmp_path / "sufficiency" / "core" / "__init__.py"
    core.write_text("def late():\n    import placements\n")
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1
    assert "sufficiency.core is not allowed to import placements" in answer.stdout

    core.write_text("")
    (tmp_path / "forecasting" / "engine" / "rates" / "__init__.py").write_text("import django\n")
    answer = lint_imports(tmp_path)
    assert answer.returncode == 1
    assert "forecasting.engine.rates is not allowed to import django" in answer.stdout
