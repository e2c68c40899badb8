"""Records for tests. Everyone is made up; E06000045's postcodes are real so that places can be located."""

from __future__ import annotations

from datetime import date

import factory
from django.db.backends.postgresql.psycopg_any import DateRange
from factory.django import DjangoModelFactory

from placements.models import Child, LegalStatus, PeriodOfCare, Placement
from sufficiency.core.access import Role
from sufficiency.core.models import Authority, Membership, User


class AuthorityFactory(DjangoModelFactory):
    """Southampton unless told otherwise; the same code gives the same authority."""

    class Meta:
        model = Authority
        django_get_or_create = ("gss_code",)

    gss_code = "E06000045"
    dfe_code = "852"
    name = "Southampton"
    short_name = "Southampton"
    kind = Authority.Kind.UNITARY
    region_code = "E12000008"
    region_name = "South East"
    valid_from = date(1997, 4, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user-{number}")
    first_name = "Robin"
    last_name = factory.Sequence(lambda number: f"Tester {number}")

    @factory.post_generation
    def password(self, create, extracted, **kwargs):
        if create:
            self.set_password(extracted or "a long enough password")
            self.save(update_fields=["password"])


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    authority = factory.SubFactory(AuthorityFactory)
    role = Role.ANALYST


class ChildFactory(DjangoModelFactory):
    class Meta:
        model = Child

    authority = factory.SubFactory(AuthorityFactory)
    number = factory.Sequence(lambda number: f"C{number:05d}")
    date_of_birth = date(2012, 5, 17)
    sex = "2"
    ethnicity = "WBRI"


class PeriodOfCareFactory(DjangoModelFactory):
    class Meta:
        model = PeriodOfCare

    child = factory.SubFactory(ChildFactory)
    kind = PeriodOfCare.Kind.LOOKED_AFTER
    dates = DateRange(date(2024, 6, 3), None)
    reason_started = "S"


class _WithinPeriodFactory(DjangoModelFactory):
    """Lasts as long as its period unless told otherwise."""

    class Meta:
        abstract = True

    period = factory.SubFactory(PeriodOfCareFactory)
    child = factory.SelfAttribute("period.child")
    dates = factory.SelfAttribute("period.dates")
    reason_started = "S"


class LegalStatusFactory(_WithinPeriodFactory):
    class Meta:
        model = LegalStatus

    code = "C2"
    need = "N1"


class PlacementFactory(_WithinPeriodFactory):
    class Meta:
        model = Placement

    code = "U6"
    provider = "PR1"
    home_postcode = "SO14 7LY"
    postcode = "SO16 4XE"
