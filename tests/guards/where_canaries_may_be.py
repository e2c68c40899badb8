"""Where what is known of a child, a family or a carer may be read: by field, the pages. Nowhere else.

Who may open a page is said by `tests/access_table.py`, and whose records they may open by `OF_A_CHILD` there; this
says which fields a page shows at all. A field that is not named here may be on no page.
"""

from __future__ import annotations

from tests.access_table import TABLE

_HOMES = {name for name in TABLE if name.startswith("carers:")}
# Officers choose among households by the carers' names, and read where a child lives.
_WHERE_A_CHILD_LIVES = {
    "placements:child-detail",
    "placements:child-list",
    "placements:child-start",
    "placements:child-place",
    "placements:child-move",
    "placements:deed-detail",
}
_DESK = {
    name
    for name in TABLE
    if name.startswith(("placements:child-", "placements:deed-")) and name != "placements:child-new"
}
_DECISIONS = {
    "access:child-access",
    "access:child-connect",
    "access:child-propose",
    "access:child-who-looked",
    "access:closed-list",
    "access:opening-detail",
    "access:proposal-detail",
    "access:emergency-summary",
}
_YOUNG_PEOPLE = {name for name in TABLE if name.startswith("careleavers:")}
_RECORD = {"careleavers:young-person"}
_EXPECTED = {"expected:month", "expected:late", "expected:withdraw"}
_DIFFERENCES = {"reconciliation:difference-list", "reconciliation:difference-csv", "reconciliation:settle"}
_PLACE = {"carers:household-place"}
_LIVES_THERE = {"carers:provider-detail"}
# Work lists name the children whose records their reader may open.
_WORK_LISTS = {"home", "work-list"}
_WORK = _WORK_LISTS | {"reconciliation:answer"}
# What the search of every page found.
_FOUND = {"search"}
_CHILDREN_OF_A_FIGURE = {"reports:indicator-children"}
_RETURN_ITSELF = {"exchange:return-export"}
_FINDINGS = {"exchange:import-detail", "exchange:queries-csv", "exchange:set-aside-csv"}

_NAMED = _DESK | _PLACE | _LIVES_THERE | _CHILDREN_OF_A_FIGURE | _YOUNG_PEOPLE | _EXPECTED | _WORK | _FOUND

_NEAR = {"placements:child-family-time", "placements:child-near-change"}

WHERE: dict[str, set[str]] = {
    # Carers
    "carers.carer.first_name": _HOMES | _WHERE_A_CHILD_LIVES | _FOUND,
    "carers.carer.last_name": _HOMES | _WHERE_A_CHILD_LIVES | _FOUND,
    "carers.household.reference": _HOMES | _WHERE_A_CHILD_LIVES | _WORK_LISTS | _FOUND,
    "carers.terms.note": {"carers:household-detail"},
    # Children
    "placements.child.first_name": _NAMED,
    "placements.child.last_name": _NAMED,
    "placements.child.number": _NAMED | _DECISIONS | _DIFFERENCES | _RETURN_ITSELF,
    "placements.child.upn": _RETURN_ITSELF,
    # What people wrote of them
    "placements.deed.undone_because": {"placements:deed-detail"},
    "placements.placement.as_told": {"placements:child-detail"},
    "placements.opening.what_happened": {"access:opening-detail"},
    "placements.handovernote.text": {"home", "placements:handover-list"},
    # Family time and places to be near, on their page and in their own forms alone
    "placements.familytimeplan.description": {
        "placements:child-family-time",
        "placements:child-family-time-change",
    },
    "placements.importantplace.description": _NEAR,
    "placements.importantplace.postcode": _NEAR,
    # A difference with the case system, to those who settle it and to the worker who is asked
    "exchange.liveconflict.ours": _DIFFERENCES | _WORK,
    "exchange.liveconflict.theirs": _DIFFERENCES | _WORK,
    "exchange.liveconflict.note": _DIFFERENCES | _WORK,
    # What authors write and who reads it says of it: of a council's work, and nobody's name belongs there
    "reports.draftsection.text": {"reports:draft-section", "reports:draft-preview", "reports:draft-pdf"},
    "reports.sectioncomment.text": {"reports:draft-section", "reports:comment-settle"},
    # What a file with names is for, to who decides and who asked
    "core.filerequest.reason": {"files:request"},
    "core.filerequest.note": {"files:request"},
    # Why a small count is to be printed, to who decides and who asked
    "reports.disclosureoverride.reason": {"reports:override-decide", "reports:override-withdraw"},
    # Young people
    "careleavers.contact.note": _RECORD,
    "careleavers.accommodation.why": _RECORD,
    "careleavers.persontoring.name": _RECORD | {"careleavers:to-ring-remove"},
    "careleavers.persontoring.telephone": _RECORD,
    "careleavers.leavingcarerecord.category_source": _RECORD | {"careleavers:category"},
    # Where they live, as a return says it: it goes out whole, and is shown nowhere
    "placements.placement.home_postcode": _RETURN_ITSELF,
    "placements.placement.postcode": _RETURN_ITSELF,
    "placements.temporarymove.postcode": _RETURN_ITSELF,
    "placements.temporarymove.home_postcode": _RETURN_ITSELF,
    "placements.placement.urn": {"placements:link-list", "placements:link-place", "placements:child-detail"}
    | _RETURN_ITSELF,
    "return.CHILD": _DESK | _PLACE | _DECISIONS | _CHILDREN_OF_A_FIGURE | _RETURN_ITSELF | _FINDINGS,
    "return.HOME_POST": _RETURN_ITSELF | _FINDINGS,
    "return.PL_POST": _RETURN_ITSELF | _FINDINGS,
}

# The return that the law asks for holds every child of the council, closed records among them.
WHOLE = _RETURN_ITSELF
# Managers and the auditor read why a record was opened in an emergency, of closed records too.
READ_ALL = {("placements.opening.what_happened", "access:opening-detail")}
# An address is shown in one place: on the answer to somebody who said why they need it.
REVEALED = {f"carers.householdaddress.{part}" for part in ("line_1", "line_2", "town", "postcode", "phone")}
# And so is a location to avoid.
TO_AVOID = {f"placements.placetoavoid.{part}" for part in ("postcode", "description")}

# What is typed into a form and stands in a table that is no register; nothing else does.
TYPED: dict[str, set[str]] = {
    # A member of staff's own name and reference, on their account.
    "people:person-new": {"core_user"},
    # Why a system is the record, and who agreed it: of systems, not of people.
    "reconciliation:owners": {"core_fieldowner"},
    # Which document or contract a price or a budget comes from.
    **{f"forecasting:price-{name}": {"forecasting_unitcost"} for name in ("new", "correct")},
    **{f"forecasting:budget-{name}": {"forecasting_placementbudget"} for name in ("new", "correct")},
    # Who issued a forecast, in which document, and why it was withdrawn: of documents, not of people in care.
    "forecasting:issue": {"forecasting_issuedforecast"},
    "forecasting:issued-withdraw": {"forecasting_issuedforecast"},
    # What a scenario is called and about: of what a council may do, not of people in care.
    **{f"forecasting:scenario-{name}": {"forecasting_scenario"} for name in ("new", "edit", "copy")},
    "people:identity": {"core_externalidentity", "core_accessrequest"},
}
