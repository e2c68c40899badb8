"""Documents and whom to ring."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from careleavers.actions.guards import NotRecorded, require_to_keep, write_down
from careleavers.codes import DocumentState, Relation
from careleavers.models import Document, PersonToRing, YoungPerson
from sufficiency.core.models import User
from sufficiency.core.stale import StaleEdit, take


@transaction.atomic
def record_document(
    *, person: YoungPerson, version: int, kind: str, state: str, expires_on: date | None, by: User
) -> Document:
    """Whether they have a paper and until when it holds. `version` is 0 where none of the kind was on record.

    Raises `PermissionDenied`, `StaleEdit`, `NotRecorded`.
    """
    require_to_keep(by, person)
    if expires_on is not None and state != DocumentState.HELD:
        raise NotRecorded(
            "Only a document that they have can expire. Leave the date empty", field="expires_on"
        )
    # The person's row is the lock of two first entries of a kind.
    YoungPerson.objects.select_for_update(of=("self",)).get(pk=person.pk)
    document = Document.objects.filter(child_id=person.pk, kind=kind).first()
    if document is None:
        document = Document(child_id=person.pk, kind=kind, version=1)
    elif version == 0:
        raise StaleEdit(document)
    else:
        document = take(document, version=version)
    document.state, document.expires_on, document.entered_by = state, expires_on, by
    document.save()
    write_down(by, "record document", person, kind=kind, state=state)
    return document


@transaction.atomic
def add_person_to_ring(
    *, person: YoungPerson, relation: str, name: str, telephone: str, in_an_emergency: bool, by: User
) -> PersonToRing:
    """Whom to ring about them, or the young person's own telephone.

    Raises `PermissionDenied`, `NotRecorded`.
    """
    require_to_keep(by, person)
    if relation != Relation.THEMSELVES and not name.strip():
        raise NotRecorded("Enter the name of the person to ring", field="name")
    if sum(sign.isdigit() for sign in telephone) < 5:
        raise NotRecorded("Enter a telephone number, such as 07700 900123", field="telephone")
    made = PersonToRing.objects.create(
        child_id=person.pk,
        relation=relation,
        name="" if relation == Relation.THEMSELVES else name.strip(),
        telephone=telephone.strip(),
        in_an_emergency=in_an_emergency,
        entered_by=by,
    )
    write_down(by, "add person to ring", person, relation=relation)
    return made


@transaction.atomic
def remove_person_to_ring(*, whom: PersonToRing, version: int, by: User) -> None:
    """Take them off the list; the history keeps the entry. Raises `PermissionDenied`, `StaleEdit`."""
    person = YoungPerson.objects.select_related("authority").get(pk=whom.child_id)
    require_to_keep(by, person)
    relation = whom.relation
    take(whom, version=version).delete()
    write_down(by, "remove person to ring", person, relation=relation)
