"""Person, unaccompanied children, integrity."""

from __future__ import annotations

from .rows import Case, Row, child, episode, leaver, missing, review, unaccompanied, was

ADOPTED = episode("2024-04-10", "2024-06-01", "E11")

PERSON = [
    Case(
        "101", [child(SEX="1"), child(CHILD="2", SEX="")], ["Header 2 SEX", "Header 3 SEX"], [child(SEX="U")]
    ),
    Case("101", [child(SEX="F")], ["Header 2 SEX"], [child(SEX="2")], year=2024),
    Case(
        "102",
        [child(DOB="31/02/2012"), child(CHILD="2", DOB="")],
        ["Header 2 DOB", "Header 3 DOB"],
        [child()],
    ),
    Case("103", [child(ETHNIC=""), child(ETHNIC="WELS")], ["Header 2 ETHNIC", "Header 3 ETHNIC"], [child()]),
    # Adopted in June, looked after again in July; the adoption itself is no fault.
    Case("199", [ADOPTED, episode("2024-07-01")], ["Episodes 3 CHILD"], [ADOPTED]),
    Case("199", [was(ADOPTED), episode("2024-07-01")], ["Episodes 2 CHILD"], [was(ADOPTED), ADOPTED]),
    # 2 and F are both female; 1 and F are not.
    Case(
        "202", [child(SEX="F"), was(child(SEX="1"))], ["Header 2 SEX"], [child(SEX="F"), was(child(SEX="2"))]
    ),
    Case("203", [child(), was(child(DOB="2012-05-06"))], ["Header 2 DOB"], [child(), was(child())]),
    Case("204", [child(), was(child(ETHNIC="NOBT"))], ["Header 2 ETHNIC"], [child(), was(child(ETHNIC=""))]),
    Case("232", [child(SEX="U")], ["Header 2 SEX"], [child(SEX="M")]),
    Case("301", [child(DOB="2025-04-01")], ["Header 2 DOB"], [child(DOB="2025-03-31")]),
    # 25 on 31 March 2024, the day before the year began; 25 on 1 April 2024.
    Case("351", [child(DOB="1999-03-31")], ["Header 2 DOB"], [child(DOB="1999-04-01")]),
    Case(
        "1012",
        [episode(), missing(CHILD="2"), review(CHILD="3")],
        ["Missing 2 CHILD", "Reviews 2 CHILD"],
        [episode(), missing(), leaver(CHILD="2")],
    ),
]

FLAGGED = child(UASC="1")
NOT_FLAGGED = child(UASC="0")

UNACCOMPANIED = [
    Case(
        "104",
        [unaccompanied("31/11/2024"), unaccompanied("2024-03-31")],
        ["UASC 2 DUC", "UASC 3 DUC"],
        [unaccompanied("2024-04-01"), unaccompanied()],
    ),
    Case(
        "105", [child(UASC=""), child(UASC="Y")], ["Header 2 UASC", "Header 3 UASC"], [FLAGGED, NOT_FLAGGED]
    ),
    # Unaccompanied last year with no date, gone now; or with a date in last year that explains it.
    Case(
        "205A",
        [child(), was(unaccompanied()), unaccompanied(CHILD="2")],
        ["Header 2 CHILD"],
        [child(), was(unaccompanied("2023-12-01")), unaccompanied(CHILD="2")],
    ),
    # Turned 18 in February 2024: that explains it too.
    Case(
        "205A",
        [NOT_FLAGGED, was(FLAGGED), was(unaccompanied())],
        ["Header 2 CHILD"],
        [child(UASC="0", DOB="2006-02-01"), was(FLAGGED), was(unaccompanied())],
    ),
    Case(
        "205B",
        [unaccompanied(), was(unaccompanied("2024-01-01"))],
        ["UASC 2 DUC"],
        [unaccompanied("2024-09-01"), was(unaccompanied())],
    ),
    Case(
        "205C",
        [NOT_FLAGGED, unaccompanied("2024-09-01"), was(NOT_FLAGGED)],
        ["UASC 2 DUC"],
        [NOT_FLAGGED, unaccompanied("2024-09-01"), was(FLAGGED)],
    ),
    Case(
        "205D",
        [child(), unaccompanied(), was(child()), was(unaccompanied(CHILD="2"))],
        ["Header 2 CHILD"],
        [child(), unaccompanied(), was(child()), was(unaccompanied())],
    ),
    # 10 on 31 March 2025, and 11 on that day.
    Case(
        "231",
        [child(DOB="2014-04-01"), unaccompanied()],
        ["Header 2 DOB"],
        [child(DOB="2014-03-31"), unaccompanied()],
    ),
    Case(
        "303",
        [NOT_FLAGGED, unaccompanied("2024-09-01")],
        ["UASC 2 DUC"],
        [FLAGGED, unaccompanied("2024-09-01")],
    ),
    Case("304", [unaccompanied("2030-05-06")], ["UASC 2 DUC"], [unaccompanied("2030-05-05")]),
    # A 29 February birth comes of age on 1 March.
    Case(
        "304",
        [unaccompanied("2022-03-02", DOB="2004-02-29")],
        ["UASC 2 DUC"],
        [unaccompanied("2022-03-01", DOB="2004-02-29")],
    ),
    # In care until January 2024 only, the year before; or still in care.
    Case(
        "1014",
        [unaccompanied(), leaver(), episode("2020-01-01", "2024-01-10", "E5")],
        ["UASC 2 CHILD"],
        [unaccompanied(), leaver(), episode("2020-01-01", "2025-01-10", "E5")],
    ),
]


def _integrity(code: str, row: Row, column: str, **wrong: str) -> Case:
    spoiled = Row(row.table, {**row.cells, **wrong})
    return Case(code, [child(), spoiled], [f"{row.table} 2 {column}"], [child(), row])


LEAVER_OF_HEADER = leaver(DOB="2012-05-05")

INTEGRITY = [
    Case(
        "EPI",
        [child(), episode(CHILD="2")],
        ["Header 2 CHILD"],
        [child(), child(CHILD="2"), episode(), leaver(CHILD="2")],
    ),
    _integrity("INT03", episode(), "CHILD", CHILD="9"),
    _integrity("INT04", missing(), "CHILD", CHILD="9"),
    _integrity("INT06", LEAVER_OF_HEADER, "CHILD", CHILD="9"),
    _integrity("INT09", unaccompanied(), "CHILD", CHILD="9"),
    _integrity("INT13", missing(), "DOB", DOB="2012-05-06"),
    _integrity("INT15", LEAVER_OF_HEADER, "DOB", DOB="2012-05-06"),
    _integrity("INT18", unaccompanied(), "DOB", DOB="2012-05-06"),
    _integrity("INT21", unaccompanied(), "SEX", SEX="M"),
    Case("INT32", [child(), child()], ["Header 2 CHILD", "Header 3 CHILD"], [child(), child(CHILD="2")]),
    Case("INT34", [leaver(), leaver()], ["OC3 2 CHILD", "OC3 3 CHILD"], [leaver(), leaver(CHILD="2")]),
]

CASES = PERSON + UNACCOMPANIED + INTEGRITY
