"""Northmere: an invented authority in daily use. Children, carers, homes, staff and places are all made up.

`plan.make` draws everything from a seed and a day, with no database; `loading.load_northmere` brings it in: the returns
through the importer, the registers in sets, the last three weeks through the actions that people use.
"""
