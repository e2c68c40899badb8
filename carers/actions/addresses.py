"""The address of a household: changed by those who keep carer records, opened one at a time with a reason."""

from __future__ import annotations

from django.db import transaction

from carers.actions.guards import require_to_keep
from carers.actions.refusals import CarerRecordRefused
from carers.codes import AddressReason
from carers.models import Household, HouseholdAddress
from sufficiency.core import audit
from sufficiency.core.access import Action, require
from sufficiency.core.models import User
from sufficiency.core.postcodes import districts_of, locate, normalise
from sufficiency.core.stale import StaleEdit, take


class NotAPostcode(CarerRecordRefused):
    """The text has not the form of a postcode."""


class NoAddress(CarerRecordRefused):
    """The household has no address on record."""


@transaction.atomic
def change_address(
    *,
    household: Household,
    version: int,
    line_1: str,
    town: str,
    postcode: str,
    by: User,
    line_2: str = "",
    phone: str = "",
) -> HouseholdAddress:
    """Put an address in the place of the one on record (`version` 0 where there is none), and derive from its
    postcode the area shown instead of it and the authority it lies in.

    Raises `PermissionDenied`, `NotAPostcode` and `StaleEdit`.
    """
    require_to_keep(by, household.authority)
    together = normalise(postcode)
    outward = districts_of(postcode)
    if together is None or outward is None:
        raise NotAPostcode("Enter a full postcode, such as SO14 7LY", field="postcode")
    household = Household.objects.select_for_update().get(pk=household.pk)
    address = HouseholdAddress.objects.filter(household=household).first()
    if address is None:
        address = HouseholdAddress(household=household)
    elif version == 0:
        raise StaleEdit(address)
    else:
        address = take(address, version=version)
    address.line_1, address.line_2, address.town = line_1, line_2, town
    address.postcode, address.phone = f"{outward} {together[len(outward) :]}", phone
    address.save()
    located = locate([together]).get(together)
    household.area = outward
    household.located_in = (located.authority if located else None) or ""
    household.version += 1
    household.save(update_fields=["area", "located_in", "version"])
    audit.record(by=by, action="change address", on=household, authority=household.authority)
    return address


def reveal_address(*, household: Household, by: User, reason: str) -> HouseholdAddress:
    """The address, after who opened it and why has been written down for good.

    `reason` is a code of `AddressReason`: free text would put names into the audit trail.
    Raises `PermissionDenied` and `NoAddress`; nothing is shown where the audit trail cannot be written.
    """
    require(by, Action.REVEAL_ADDRESSES, household.authority)
    reason = AddressReason(reason).value
    if not HouseholdAddress.objects.filter(household=household).exists():
        raise NoAddress("No address of this household is on record. The carer records team can add it.")
    with transaction.atomic():
        audit.record(
            by=by, action="reveal address", on=household, authority=household.authority, reason=reason
        )
    return HouseholdAddress.objects.get(household=household)
