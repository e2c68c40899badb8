"""What is known of a child, a family or a carer comes out where `where_canaries_may_be.py` says, and nowhere else."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.http import HttpResponse
from django.template import engines
from django.test import RequestFactory
from django.urls import reverse

from carers.codes import AddressReason
from carers.models import HouseholdAddress
from placements.family_time.locations_to_avoid import WhyRevealed
from placements.models import Child
from sufficiency.core.access import Role
from tests.access_table import TABLE, State
from tests.exchange.uploading import files
from tests.guards.canaries import Aviary, Canary, fields_to_plant, stored_elsewhere
from tests.guards.council_with_canaries import AS_AT, Council, Visit, content_of
from tests.guards.logs import Log, access_line
from tests.guards.sending import undone
from tests.guards.where_canaries_may_be import READ_ALL, REVEALED, TO_AVOID, WHERE, WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker) -> Iterator[Council]:
    outermost = transaction.atomic()
    outermost._from_testcase = True  # type: ignore[attr-defined]
    with django_db_blocker.unblock(), outermost:
        yield Council()
        transaction.set_rollback(True)


def wrongly_on(visit: Visit, council: Council) -> list[str]:
    """Tokens on a page that may not be there."""
    wrong = []
    for canary in council.aviary.seen_in(visit.text):
        allowed = visit.name in WHERE.get(canary.field, ())
        theirs = (
            council.is_theirs(canary, visit.role, visit.name)
            or visit.name in WHOLE
            or (canary.field, visit.name) in READ_ALL
        )
        if not (allowed and theirs and visit.answer.status_code == 200):
            why = "on this page" if not allowed else "to this person"
            wrong.append(f"{canary.field} {why}: {visit.name} {visit.role} {visit.state}")
    return wrong


def walk(council: Council, log: Log, *, every: bool) -> int:
    wrong: list[str] = []
    seen: set[str] = set()
    number = 0
    for visit in council.visits(every=every):
        number += 1
        wrong += wrongly_on(visit, council)
        seen |= {canary.field for canary in council.aviary.seen_in(visit.text)}
        log.lines.append(access_line(visit.answer))
    print(f"{number:,} pages, {len(council.aviary.known):,} tokens")
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(sorted(set(wrong))[:40])
    assert not council.aviary.seen_in(*log.lines), "in the log"
    # What is allowed is really shown: a table that allows what no page shows is a hole.
    assert {"placements.child.number", "carers.carer.last_name", "return.PL_POST"} <= seen
    return number


def test_every_field_that_tells_of_somebody_has_a_token(council):
    planted = {canary.field for canary in council.aviary.known.values()}
    for model, names in fields_to_plant():
        if model._base_manager.exists() and not hasattr(model, "pgh_tracked_model"):
            assert {f"{model._meta.label_lower}.{name}" for name in names} <= planted
    assert planted >= REVEALED | TO_AVOID
    assert set(WHERE) <= planted | {f"{m._meta.label_lower}.{n}" for m, ns in fields_to_plant() for n in ns}
    assert {name for names in WHERE.values() for name in names} <= set(TABLE)


def test_pages_show_what_they_may_to_whom_they_may(council, log):
    assert walk(council, log, every=False) > 150
    _stored(council)


@pytest.mark.slow
def test_every_page_by_every_role_in_every_state(council, log):
    assert walk(council, log, every=True) > 3000
    _stored(council)


def _stored(council: Council) -> None:
    """Readings, sessions, keys of forms, tasks: none of them holds what was shown."""
    wrong = [
        f"{canary.field} in {table}"
        for table, text in stored_elsewhere()
        for canary in council.aviary.seen_in(text)
    ]
    assert not sorted(set(wrong))


def test_an_address_is_on_the_answer_to_a_reason_and_nowhere_else(council, log):
    home = council.cast.council[State.OWN].household
    theirs = council.cast.council[State.ELSEWHERE].household
    for name, record in (("carers:address-reveal", home), ("carers:address-change", home)):
        address = reverse(name, args=[record.public_id])
        for role in sorted(TABLE[name].ways["POST"]):
            asked = council.clients[role].get(address)
            assert not _addresses(council, asked)
    for role in Role:
        address = reverse("carers:address-reveal", args=[home.public_id])
        shown = council.clients[role].post(address, {"reason": AddressReason.values[0]})
        may = role in TABLE["carers:address-reveal"].ways["POST"]
        assert bool(_addresses(council, shown)) == may, role
        elsewhere = reverse("carers:address-reveal", args=[theirs.public_id])
        assert not _addresses(
            council, council.clients[role].post(elsewhere, {"reason": AddressReason.values[0]})
        )
    assert not council.aviary.seen_in(*log.lines)
    _stored(council)


def _addresses(council: Council, answer: HttpResponse) -> set[Canary]:
    return {one for one in council.aviary.seen_in(content_of(answer)) if one.field in REVEALED}


def test_a_location_to_avoid_is_on_the_answer_to_a_reason_and_nowhere_else(council, log):
    """By everybody, in every state of the child; and of the child alone who was asked about."""
    name = "placements:child-avoid-reveal"
    row = TABLE[name]
    for (role, state), records in council.cast.records.items():
        client = council.clients[role]
        address = reverse(name, args=[records.child.public_id])
        assert not _to_avoid(council, client.get(address))
        shown = _to_avoid(council, client.post(address, {"reason": WhyRevealed.values[0]}))
        may = role in row.ways["POST"] and role in row.found[state]
        assert bool(shown) == may, (role, state)
        assert {one.key for one in shown} <= {records.to_avoid.pk}
        assert not _to_avoid(council, client.post(address, {"reason": "because"}))
        ending = reverse("placements:child-avoid-end", args=[records.to_avoid.public_id])
        assert not _to_avoid(council, client.get(ending))
    assert not council.aviary.seen_in(*log.lines)
    _stored(council)


def _to_avoid(council: Council, answer: HttpResponse) -> set[Canary]:
    return {one for one in council.aviary.seen_in(content_of(answer)) if one.field in TO_AVOID}


# Errors


@pytest.mark.parametrize("status", [403, 404, 409, 413, 500])
def test_pages_of_errors_and_their_log_tell_nothing(council, log, status, monkeypatch, settings):
    child = council.cast.records[Role.PLACEMENT_OFFICER, State.OWN].child
    child.refresh_from_db()
    client = council.clients[Role.PLACEMENT_OFFICER]
    client.raise_request_exception = False
    address = reverse("placements:child-detail", args=[child.public_id])
    if status == 403:
        answer = council.clients[Role.SYSTEM_ADMINISTRATOR].get(address)
    elif status == 404:
        hidden = council.cast.records[Role.PLACEMENT_OFFICER, State.RESTRICTED].child
        answer = client.get(reverse("placements:child-detail", args=[hidden.public_id]))
    elif status == 409:
        number = council.cast.records[Role.PLACEMENT_MANAGER, State.OWN].child
        typed = council.aviary.new("typed")
        answer = council.clients[Role.PLACEMENT_MANAGER].post(
            reverse("placements:child-number", args=[number.public_id]),
            {"key": "7" * 32, "version": "99", "number": typed, "because": typed},
        )
        assert {one.token for one in council.aviary.seen_in(*log.lines)} == set()
    elif status == 413:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        typed = council.aviary.new("typed")
        answer = client.post(reverse("placements:child-search"), {"searched": typed})
        assert answer.status_code in (400, 413)
        assert not council.aviary.seen_in(content_of(answer), *log.lines)
        return
    else:

        def broken(*args: object, **kwargs: object) -> None:
            name = child.last_name
            # As the database says it: with the row that it refused.
            with transaction.atomic():
                Child.objects.create(
                    authority=child.authority, number=child.number, last_name=name, date_of_birth="2014-01-01"
                )

        monkeypatch.setattr("placements.views.children.child_page", broken)
        answer = client.get(address)
        assert "IntegrityError" in "\n".join(log.lines), "the fault itself is told"
    assert answer.status_code == status
    if status != 409:
        assert not council.aviary.seen_in(content_of(answer))
    assert not council.aviary.seen_in(*log.lines)


def test_no_query_is_logged_with_what_it_holds(council, log):
    connection.force_debug_cursor = True
    try:
        child = council.cast.records[Role.PLACEMENT_OFFICER, State.OWN].child
        child.refresh_from_db()
        assert Child.objects.filter(last_name=child.last_name).exists()
    finally:
        connection.force_debug_cursor = False
    assert not council.aviary.seen_in(*log.lines)


# Commands

# Not run here, each with the reason.
NOT_RUN = {
    "backtest": "tries invented authorities of its own, and of others prints errors and shares alone",
    "bench": "makes invented authorities of its own",
    "load_demo": "loads invented authorities of its own",
    "load_test": "asks a server of its own about invented authorities of its own",
    "prepare_demo": "loads invented authorities of its own, and reference data",
    "southampton_tables": "reads the demonstration's invented authority alone",
    "show_sign_ins": "prints invented people of the demonstration alone",
    "load_templates": "reads the product's own templates of documents, and no record",
    "load_reference": "reads authorities and postcodes, and no record",
    "import_benchmarks": "reads figures that others published, and no record",
    "db_worker": "goes on until it is ended; what its tasks say is heard where returns are loaded",
    "add_user": "prints the user name it was given",
}
OURS = ("sufficiency", "carers", "placements", "careleavers", "forecasting", "reports")


def _commands(council: Council, folder) -> dict[str, list[list[str]]]:
    here, day = council.cast.here.gss_code, AS_AT.isoformat()
    whose = ["--authority", here]
    made = {}
    source = folder / "return"
    source.mkdir()
    for name, data in files(*council.told).items():
        (source / name).write_bytes(data)
    made["indicators"] = [[*whose, "--as-at", day, *how] for how in ([], ["--csv"], ["--json"])]
    made["export_ssda903"] = [[*whose, "--year", "2023", "--output", str(folder / "out")]]
    made["import_ssda903"] = [[*whose, "--dry-run", str(source)]]
    extracts = folder / "extracts"
    extracts.mkdir()
    shutil.copytree(source, extracts / "2023")
    made["import_extracts"] = [[*whose, "--folder", str(extracts), "--once", "--settled", "0"]]
    made["publish"] = [
        ["statement", *whose, "--as-at", day, "--audience", who, "--output", str(folder / f"{who}.pdf"), *how]
        for who, how in (("public", []), ("internal", ["--json"]))
    ]
    made["forecast"] = [[*whose, "--paths", "50", *how] for how in ([], ["--json"])]
    (folder / "printed.csv").write_text("measure,of,on,low,middle,high,promise\ntotal,,2023-03-31,1,,2,\n")
    printed = ["--title", "Strategy", "--issued-by", "Cabinet", "--published-in", "Table 2", "--issued-on"]
    made["enter_forecast"] = [[*whose, *printed, "2022-03-31", str(folder / "printed.csv")]]
    made["health"] = [[], ["--json"]]
    made["nightly"] = [[]]
    made["tidy_kept_figures"] = [[]]
    made["destroyed"] = [["--output", str(folder / "destroyed.csv")]]
    made["fingerprint"] = [["--as-at", day]]
    made["verify_audit"] = [[], ["--json"]]
    made["seal_audit"] = [[], ["--json"]]
    return made


def test_commands_print_nothing_of_anybody(council, log, tmp_path):
    ours = {name for name, app in get_commands().items() if isinstance(app, str) and app.startswith(OURS)}
    asked = _commands(council, tmp_path)
    assert ours == set(asked) | set(NOT_RUN)
    for name, ways in asked.items():
        for way in ways:
            with undone():
                out, err = StringIO(), StringIO()
                try:
                    call_command(name, *way, stdout=out, stderr=err)
                except SystemExit:
                    err.write("stopped")
                said = out.getvalue() + err.getvalue()
                assert said
                assert not council.aviary.seen_in(said), f"{name} {' '.join(way)}"
    for printed in tmp_path.glob("*.pdf"):
        assert not council.aviary.seen_in(printed.read_bytes()), printed.name
    assert not council.aviary.seen_in(*log.lines)


# The guard of the guard


def test_a_leak_is_found(council, monkeypatch):
    """A page that shows an address, in capitals and with a space in it, is found; and one of a closed record."""
    row = HouseholdAddress.objects.get(household=council.cast.council[State.OWN].household)
    hidden = council.cast.records[Role.PLACEMENT_OFFICER, State.RESTRICTED].child
    hidden.refresh_from_db()
    template = engines["django"].from_string("<p data-x='{{ a }}'></p><!-- {{ b }} -->")

    def leaky(request, *args, **kwargs):
        postcode = f"{row.postcode[:4]} {row.postcode[4:]}".upper()
        return HttpResponse(template.render({"a": postcode, "b": hidden.last_name}))

    answer = leaky(RequestFactory().get("/"))
    visit = Visit("placements:child-list", Role.PLACEMENT_OFFICER, State.OWN, answer, content_of(answer))
    assert len(wrongly_on(visit, council)) == 2
    listed = reverse("placements:child-list")
    clean = list(council.visit(Role.PLACEMENT_OFFICER, State.OWN, listed, follow=False))
    assert not [one for visit in clean for one in wrongly_on(visit, council)]
    monkeypatch.setattr("placements.tables.ChildTable.render_name", lambda self, record: row.line_1)
    leaks = list(council.visit(Role.PLACEMENT_OFFICER, State.OWN, listed, follow=False))
    assert [one for visit in leaks for one in wrongly_on(visit, council)]


def test_tokens_are_found_however_they_are_packed(tmp_path):
    aviary = Aviary()
    token = aviary.new("x")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", f"1,{token.upper()}")
    for text in (packed.getvalue(), f"{token[:4]} {token[4:]}", token.upper(), f"<td>{token}</td>"):
        assert aviary.seen_in(text)
    assert not aviary.seen_in("zq0000xj", token[:7])
