from __future__ import annotations

import importlib

from django.apps import apps

from sufficiency.core.privacy import Concerns, declare, undeclared

OURS = ("core", "carers", "placements", "careleavers", "kept", "exchange", "reports", "operations")


def _declarations() -> dict:
    found: dict = {}
    for label in OURS:
        module = importlib.import_module(f"{apps.get_app_config(label).name}.privacy_declarations")
        found |= module.DECLARATIONS
    return found


def _models() -> list:
    # Tables that only join two others hold no field of their own.
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def test_every_field_is_declared():
    assert undeclared(_models(), _declarations()) == []


def test_an_undeclared_field_is_found():
    declarations = _declarations()
    declarations["placements.child"] = {
        name: who for name, who in declarations["placements.child"].items() if name != "upn"
    }
    missing = undeclared(_models(), declarations)
    assert "placements.child.upn" in missing
    assert "placements.childevent.upn" in missing


def test_what_identifies_a_child_is_declared_so():
    child = _declarations()["placements.child"]
    assert {child[name] for name in ("number", "first_name", "date_of_birth", "upn")} == {Concerns.CHILD}


def test_declare_reads_names_by_whom_they_concern():
    assert declare(child="a b", nobody="c") == {
        "a": Concerns.CHILD,
        "b": Concerns.CHILD,
        "c": Concerns.NOBODY,
    }
