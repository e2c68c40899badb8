"""The pages of returns: who may see them, what is refused, and each stage of a load."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from placements.models import Child
from sufficiency.core.access import Action, Role, roles_allowed
from sufficiency.core.models import AuditEvent, PublishedFigure, User
from sufficiency.exchange.models import ApplyRun, Finding, Import, KeptRows, Return
from tests.access.conftest import restrict
from tests.exchange.register import fingerprint
from tests.exchange.uploading import (
    ANOTHER,
    BACKWARDS,
    CLOSED,
    LOAD,
    OPEN,
    applied,
    files,
    key_on,
    loaded,
)
from tests.factories import AuthorityFactory
from tests.people import newcomer, signed_in, someone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_once")]
LIST = "/returns/"
# Pages of one load: what they need.
OF_A_LOAD = {
    "import-detail": Action.SEE_RETURNS,
    "import-progress": Action.SEE_RETURNS,
    "set-aside-csv": Action.SEE_RETURNS,
    "queries-csv": Action.SEE_RETURNS,
    "import-undo": Action.LOAD_RETURNS,
    "import-discard": Action.LOAD_RETURNS,
}


def page(batch: Import, name: str = "import-detail") -> str:
    return reverse(f"exchange:{name}", args=[batch.public_id])


# Who may


@pytest.mark.parametrize(
    ("address", "action"),
    [
        (LIST, Action.SEE_RETURNS),
        (LOAD, Action.LOAD_RETURNS),
        ("/returns/export/2022/", Action.EXPORT_RETURNS),
    ],
)
def test_roles_open_what_they_need_and_no_more(council, address, action):
    for role in Role:
        answer = signed_in(someone(council, role)).get(address)
        list(answer)
        assert answer.status_code == (200 if role in roles_allowed(action) else 403), role


@pytest.mark.parametrize("name", [*OF_A_LOAD, "import-apply"])
def test_another_authoritys_load_is_not_found(council, analyst, name):
    elsewhere = AuthorityFactory(gss_code="E06000044", name="Portsmouth")
    theirs = loaded(signed_in(someone(elsewhere, Role.ANALYST)), files(OPEN))
    if name != "import-apply":
        assert analyst.get(page(theirs, name)).status_code == 404
    if OF_A_LOAD.get(name) is not Action.SEE_RETURNS:
        assert analyst.post(page(theirs, name), {"key": "x"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.status == Import.Status.READY


@pytest.mark.parametrize("name", OF_A_LOAD)
def test_a_load_is_open_to_the_roles_that_need_it(council, analyst, name):
    batch = loaded(analyst, files(OPEN))
    for role in (Role.SOCIAL_WORKER, Role.ELECTED_MEMBER, Role.PLACEMENT_MANAGER):
        status = signed_in(someone(council, role)).get(page(batch, name)).status_code
        assert (status == 403) == (role not in roles_allowed(OF_A_LOAD[name])), role


def test_a_manager_sees_a_load_and_cannot_apply_it(council, analyst):
    batch = loaded(analyst, files(OPEN))
    manager = signed_in(someone(council, Role.PLACEMENT_MANAGER))
    assert 'name="key"' not in manager.get(page(batch)).text
    assert manager.post(page(batch, "import-apply"), {"key": key_on(analyst, batch)}).status_code == 403
    assert not Return.objects.filter(is_current=True).exists()


# The list


def test_with_nothing_loaded_the_list_says_what_to_do(council, analyst):
    assert "Load a return" in analyst.get(LIST).text
    manager = signed_in(someone(council, Role.PLACEMENT_MANAGER)).get(LIST).text
    assert "No return is loaded yet" in manager
    assert LOAD not in manager


def test_the_list_tells_each_load_and_the_years_that_are_missing(council, analyst):
    applied(analyst, loaded(analyst, files(OPEN)))
    applied(
        analyst, loaded(analyst, files(CLOSED, ANOTHER, BACKWARDS, people=_people("1", "2")), year="2024")
    )
    text = analyst.get(LIST).text
    assert "Return for 2023/24" in text
    assert "Return for 2020/21" not in text, "nothing is missing before the first return"
    lines = [(one.text, one.is_missing) for one in analyst.get(LIST).context["years"]]
    assert ("Return for 2023/24", False) in lines
    assert ("Returns for 2021/22 to 2022/23", True) not in lines
    assert ("Return for 2022/23", True) in lines
    assert lines[-1] == ("Return for 2021/22", False)
    row = analyst.get(LIST).context["table"].rows[0]
    assert (row.get_cell("children"), row.get_cell("set_aside")) == ("2", "1")


def test_the_list_asks_as_often_for_many_loads_as_for_one(council, analyst, django_assert_max_num_queries):
    for _ in range(6):
        loaded(analyst, files(OPEN))
    with django_assert_max_num_queries(16):
        analyst.get(LIST)


def _people(*numbers: str) -> list[str]:
    return [f"{number},2,17/05/2010,WBRI,UN1,," for number in numbers]


# Looking, applying


def test_a_row_that_breaks_a_rule_is_asked_about_before_it_is_applied(analyst):
    batch = loaded(analyst, files(OPEN.replace(",S,", ",L,")))
    queries = analyst.get(page(batch)).context["queries"]
    assert queries
    assert queries[0]["table"]["rows"][0]["cells"][:3] == ["1", "episodes.csv", "2"]
    asked = Finding.objects.filter(kind=Finding.Kind.QUERY).count()
    applied(analyst, batch)
    assert Finding.objects.filter(kind=Finding.Kind.QUERY).count() == asked


def test_who_is_absent_is_told_from_the_return_before(analyst):
    applied(analyst, loaded(analyst, files(ANOTHER, OPEN), year="2022"))
    batch = loaded(analyst, files(CLOSED), year="2023")
    [absent] = [
        one for one in analyst.get(page(batch)).context["queries"] if one["title"].startswith("Open in")
    ]
    assert [row["cells"][:3] for row in absent["table"]["rows"]] == [["2", "episodes.csv", "2"]]
    applied(analyst, batch)
    [absent] = [
        one for one in analyst.get(page(batch)).context["queries"] if one["title"].startswith("Open in")
    ]
    assert absent["table"]["rows"][0]["cells"][0] == "2"


def test_applying_brings_the_records_and_tells_what_is_different(council, analyst):
    PublishedFigure.objects.create(
        area_kind="authority",
        area_code=council.gss_code,
        area_name=council.name,
        key="cla.number",
        as_at=date(2022, 3, 31),
        unit="children",
        value=7,
        source="DfE",
        release="2022",
    )
    batch = applied(analyst, loaded(analyst, files(OPEN)))
    assert batch.status == Import.Status.APPLIED
    answer = analyst.get(page(batch))
    assert "What is different now" in answer.text
    [told] = answer.context["figures"]
    assert told["table"]["rows"][0]["cells"] == ["Children looked after", None, "1", "new", "7"]
    assert not answer.context["can_be_applied"]


def test_a_later_return_tells_figures_before_and_after(analyst):
    applied(analyst, loaded(analyst, files(OPEN)))
    batch = applied(analyst, loaded(analyst, files(CLOSED, ANOTHER), year="2022"))
    [told] = analyst.get(page(batch)).context["figures"]
    assert told["table"]["rows"][0]["cells"][1:4] == ["1", "1", "none"]
    assert batch.changes["periods_of_care_ended"] == 1


def test_the_same_form_sent_twice_and_two_forms_apply_once(analyst):
    batch = loaded(analyst, files(OPEN))
    first, second = key_on(analyst, batch), key_on(analyst, batch)
    assert first != second
    for key in (first, first, second):
        assert analyst.post(page(batch, "import-apply"), {"key": key}).status_code == 302
    assert ApplyRun.objects.count() == 1
    assert AuditEvent.objects.filter(action="returns applied").count() == 1


def test_a_form_without_its_key_applies_nothing(analyst):
    batch = loaded(analyst, files(OPEN))
    answer = analyst.post(page(batch, "import-apply"), {"key": "nonsense"}, follow=True)
    assert "Use the button on this page" in answer.text
    batch.refresh_from_db()
    assert batch.status == Import.Status.READY


def test_a_load_tried_before_another_was_applied_is_tried_again(analyst):
    first, second = loaded(analyst, files(OPEN)), loaded(analyst, files(OPEN, ANOTHER), year="2022")
    assert analyst.get(page(second)).context["changes"]["rows"][0]["cells"][1] == "2"
    applied(analyst, first)
    assert analyst.get(page(second)).context["changes"]["rows"][0]["cells"][1] == "1"


def test_a_load_that_repeats_what_is_held_says_so(analyst):
    applied(analyst, loaded(analyst, files(OPEN)))
    assert "only repeat what is held" in analyst.get(page(loaded(analyst, files(OPEN)))).text


def test_the_warning_of_another_authoritys_return_stands_on_the_page(analyst):
    homes = ["PO1 2AL", "SO53 3AA", "SP2 8EA", "SP1 2QW", "SO21 3AW", "BH1 1AA"]
    rows = [OPEN.replace("1,", f"{n},", 1).replace("SO14 7LY", home) for n, home in enumerate(homes)]
    assert "may be another authority" in analyst.get(page(loaded(analyst, files(*rows)))).text


def test_a_fault_while_applying_is_told_and_it_can_be_applied_again(council, analyst, monkeypatch, caplog):
    batch, before = loaded(analyst, files(OPEN)), fingerprint(council)

    def fail(**kwargs):
        raise RuntimeError("C00123 born 17/05/2010")

    monkeypatch.setattr("sufficiency.exchange.tasks.apply_import", fail)
    applied(analyst, batch)
    text = analyst.get(page(batch)).text
    assert "It was tried and nothing was changed" in text
    assert "C00123" not in text + caplog.text
    assert fingerprint(council) == before
    monkeypatch.undo()
    assert applied(analyst, batch).status == Import.Status.APPLIED


# Taking back


def test_undoing_asks_once_and_restores_what_was(council, analyst):
    before = fingerprint(council)
    batch = applied(analyst, loaded(analyst, files(OPEN)))
    assert "go back to what they were" in analyst.get(page(batch, "import-undo")).text
    assert fingerprint(council) != before
    answer = analyst.post(page(batch, "import-undo"), follow=True)
    assert "The load is undone" in answer.text
    assert "Undone on" in answer.text
    assert "queries" not in answer.context["sections"], "nothing is asked of what does not count"
    assert fingerprint(council) == before
    assert "nothing to undo" in analyst.post(page(batch, "import-undo"), follow=True).text


def test_undo_is_refused_in_words_once_a_later_load_is_applied(council, analyst):
    first = applied(analyst, loaded(analyst, files(OPEN)))
    applied(analyst, loaded(analyst, files(CLOSED), year="2023"))
    now = fingerprint(council)
    assert "Undo that one first" in analyst.get(page(first, "import-undo")).text
    assert page(first, "import-undo") not in analyst.get(page(first)).text
    assert analyst.post(page(first, "import-undo")).status_code == 409
    assert fingerprint(council) == now


def test_discarding_removes_every_row_of_a_load_that_was_not_applied(analyst):
    batch = loaded(analyst, files(OPEN, BACKWARDS))
    assert "every row of it is removed" in analyst.get(page(batch, "import-discard")).text
    answer = analyst.post(page(batch, "import-discard"), follow=True)
    assert "Nothing of it is kept" in answer.text
    assert not any(model.objects.exists() for model in (Import, Return, KeptRows, Finding))
    assert AuditEvent.objects.filter(action="returns discarded").count() == 1


def test_what_was_applied_cannot_be_discarded(analyst):
    batch = applied(analyst, loaded(analyst, files(OPEN)))
    assert "cannot be discarded" in analyst.post(page(batch, "import-discard"), follow=True).text
    assert Import.objects.filter(pk=batch.pk).exists()


# Files out


def test_rows_set_aside_as_csv_are_safe_audited_and_not_stored(analyst):
    row = BACKWARDS.replace("01/04/2021", "=1+1")
    batch = loaded(analyst, files(OPEN, row))
    answer = analyst.get(page(batch, "set-aside-csv"))
    [one] = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert (one["child"], one["file"], one["row"], one["column"]) == ("3", "episodes.csv", "3", "DEC")
    assert one["value"] == "'=1+1"
    assert (answer["Cache-Control"], answer["Content-Disposition"]) == (
        "no-store",
        'attachment; filename="set-aside.csv"',
    )
    assert AuditEvent.objects.get(action="exported set aside").facts == {"rows": 1}


def test_rows_of_a_restricted_record_are_counted_and_not_shown(analyst, council):
    rows = [row.replace(row[0], number, 1) for number in ("3", "4") for row in (OPEN, BACKWARDS)]
    batch = applied(analyst, loaded(analyst, files(*rows)))
    hidden = Child.objects.get(number="3")
    restrict(hidden, newcomer())
    address = page(batch, "import-detail")
    [group] = analyst.get(address).context["set_aside"]
    assert ([row["cells"][0] for row in group["table"]["rows"]], group["count"]) == (["4"], "2 rows")
    assert "1 row left out" in group["table"]["notes"][0]
    assert children_in_file(analyst, batch) == ["4"]
    # The number that it had before is as telling as the one it has now.
    hidden.number = "33"
    hidden.save()
    assert children_in_file(analyst, batch) == ["4"]
    restrict(hidden, User.objects.get(pk=analyst.session["_auth_user_id"]))
    assert children_in_file(analyst, batch) == ["3", "4"]


def children_in_file(client: Client, batch: Import) -> list[str]:
    answer = client.get(page(batch, "set-aside-csv"))
    return [row["child"] for row in csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode()))]


def test_queries_as_csv_hold_every_row_with_its_rule(analyst):
    rows = [OPEN.replace("1,", f"{number},", 1).replace(",S,", ",L,") for number in range(1, 9)]
    batch = loaded(analyst, files(*rows))
    text = b"".join(analyst.get(page(batch, "queries-csv")).streaming_content).decode()
    told = list(csv.DictReader(io.StringIO(text)))
    assert len(told) == Finding.objects.filter(kind=Finding.Kind.QUERY).count()
    assert {one["child"] for one in told} == {str(number) for number in range(1, 9)}
    assert all(one["rule"] for one in told)


def test_the_return_of_a_year_goes_out_as_it_came(analyst):
    applied(analyst, loaded(analyst, files(OPEN)))
    answer = analyst.get("/returns/export/2022/")
    assert answer["Content-Disposition"] == 'attachment; filename="ssda903-E06000045-2022.zip"'
    assert answer["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files(OPEN)
    assert AuditEvent.objects.get(action="return exported").facts["year"] == 2022


def test_there_is_no_return_of_a_year_that_cannot_be(analyst):
    assert analyst.get("/returns/export/1500/").status_code == 404
