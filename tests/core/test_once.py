"""A form sent twenty times at once is carried out once."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connection

from sufficiency.core.models import AuditEvent, OnceKey
from sufficiency.core.once import NotThisForm, key_from, once
from tests.factories import UserFactory


@pytest.mark.django_db
def test_the_second_time_leads_to_the_first_result():
    by, key, done = UserFactory(), uuid4(), []

    def work() -> str:
        done.append(1)
        return f"/done/{len(done)}/"

    assert [once(key, by=by, action="log", work=work) for _ in range(3)] == ["/done/1/"] * 3
    assert once(uuid4(), by=by, action="log", work=work) == "/done/2/"


@pytest.mark.django_db
def test_a_name_of_any_length_is_carried_out_once():
    by, key, done = UserFactory(), uuid4(), []

    def work() -> str:
        done.append(1)
        return "/done/"

    assert {once(key, by=by, action="decide " + "é" * 500, work=work) for _ in range(2)} == {"/done/"}
    assert done == [1]


@pytest.mark.django_db
def test_what_failed_may_be_sent_again():
    by, key = UserFactory(), uuid4()

    def fail() -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(key, by=by, action="log", work=fail)
    assert once(key, by=by, action="log", work=lambda: "/done/") == "/done/"


@pytest.mark.django_db
def test_another_persons_key_opens_nothing():
    key = uuid4()
    once(key, by=UserFactory(), action="log", work=lambda: "/theirs/")
    with pytest.raises(NotThisForm):
        once(key, by=UserFactory(), action="log", work=lambda: "/mine/")


@pytest.mark.parametrize("text", ["", "nonsense", "\0"])
def test_no_key_is_refused_in_words(text):
    with pytest.raises(NotThisForm, match="send it once more"):
        key_from(text)


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one():
    by, key = UserFactory(), uuid4()
    start, outcomes = threading.Barrier(20), []

    def work() -> str:
        event = AuditEvent.objects.create(actor=by, action="raced", object_type="test", object_id="1")
        return f"/done/{event.pk}/"

    def send() -> None:
        start.wait()
        try:
            outcomes.append(once(key, by=by, action="log", work=work))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 20
    assert len(set(outcomes)) == 1
    assert (AuditEvent.objects.filter(action="raced").count(), OnceKey.objects.count()) == (1, 1)
