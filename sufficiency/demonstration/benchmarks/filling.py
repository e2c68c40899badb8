"""A register of any size written straight into its tables: all constraints hold, and no returns stand behind it.

Everything is drawn from hashes of serial numbers, so that the same sizes make the same register everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from placements.models import Coverage
from sufficiency.core.models import Authority
from sufficiency.core.periods import return_year, year_end

# The day on which the register stands, and the years before it whose records are complete.
LAST_DAY = year_end(2025)
YEARS = 11
# Placements of eight children in turn: four each on average.
_PLACEMENTS_OF_EIGHT = (1, 1, 2, 3, 4, 5, 7, 9)
_PLACEMENTS_A_CHILD = 4

_PLACES = {
    "U6": 26, "U4": 22, "U5": 3, "U1": 8, "U3": 9, "K2": 12, "H5": 6, "K3": 2, "P1": 6, "A3": 2, "R3": 1, "K1": 1,
    "S1": 1, "": 1,
}  # fmt: skip
_PROVIDERS = {"PR1": 52, "PR2": 4, "PR3": 2, "PR4": 30, "PR5": 7, "PR0": 3, "": 2}
_STARTS = {"P": 78, "B": 10, "T": 8, "U": 4}
_LEGAL = {"C2": 52, "C1": 18, "V2": 19, "E1": 6, "D1": 1, "J1": 2, "L1": 1, "C3": 1}
_NEEDS = {"N1": 60, "N2": 3, "N3": 4, "N4": 8, "N5": 14, "N6": 2, "N7": 1, "N8": 7, "": 1}
_ETHNIC = {"WBRI": 66, "WOTH": 7, "MWBC": 8, "APKN": 4, "CHNE": 1, "BAFR": 7, "OOTH": 4, "NOBT": 3}
_EXITS = {"E4A": 34, "E4B": 9, "E11": 12, "E45": 10, "E46": 6, "E48": 4, "E5": 12, "E8": 13}
_LOCATED = {"": 4, "E10000014": 22, "E06000044": 9, "E06000030": 5}
_IN_TOUCH = {"YES": 88, "NO": 6, "REFU": 2, "DIED": 1, "RHOM": 3}
_ACTIVITY = {"F1": 7, "F2": 24, "P5": 12, "G4": 14, "G5": 30, "G6": 5, "0": 8}
_ACCOMMODATION = {
    "U1": 36,
    "D1": 18,
    "B1": 14,
    "Z1": 10,
    "K1": 6,
    "X2": 4,
    "S2": 3,
    "R2": 2,
    "C1": 4,
    "G1": 3,
}


class BadSize(ValueError):
    """Sizes that cannot be had together, in words."""


def fill(authority: Authority, *, looked_after: int, placements: int) -> None:
    """Give the authority so many children looked after on `LAST_DAY`, and so many placements in all.

    The rest of the children have left in the ten years before. Raises `BadSize`.
    """
    children = placements // _PLACEMENTS_A_CHILD
    if placements % (_PLACEMENTS_A_CHILD * len(_PLACEMENTS_OF_EIGHT)) or looked_after > children:
        raise BadSize(
            f"{placements:,} placements of {looked_after:,} children cannot be made: give a multiple of 32 "
            "placements, at least four for each child."
        )
    sizes: dict[str, Any] = {"authority": authority.pk, "home": authority.gss_code, "last": LAST_DAY}
    sizes |= {"children": children, "looked_after": looked_after, "counts": list(_PLACEMENTS_OF_EIGHT)}
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (*_LIVES, *_CHILDREN, *_SPELLS, *_BESIDE):
            cursor.execute(statement, sizes)
        for table in ("child", "periodofcare", "legalstatus", "placement"):
            name = f"placements_{table}"
            cursor.execute(f"select setval(pg_get_serial_sequence(%s, 'id'), max(id)) from {name}", [name])
        cursor.execute("drop table life, stay")
        _cover(authority)


def settle() -> None:
    """Leave the database as it stands some time after a load: with statistics, and every row known to be visible."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum (analyze)")


def _cover(authority: Authority) -> None:
    windows = [return_year(year) for year in range(LAST_DAY.year - YEARS + 1, LAST_DAY.year + 1)]
    Coverage.objects.bulk_create(
        Coverage(
            authority=authority,
            dates=(one.start, one.end + timedelta(days=1)),
            source=f"Return {one.end.year}",
        )
        for one in windows
    )


def year_ends(number: int) -> list[date]:
    """The last so many year-ends, the earliest first."""
    return [year_end(year) for year in range(LAST_DAY.year - number + 1, LAST_DAY.year + 1)]


def _drawn(weights: Mapping[str, int], of: str, salt: int) -> str:
    """SQL for one of the weighted codes, drawn from the hash of a serial number."""
    codes = [code for code, weight in weights.items() for _ in range(weight)]
    listed = ", ".join(f"'{code}'" for code in codes)
    return f"(array[{listed}])[1 + pg_temp.drawn({of}, {salt}, {len(codes)})]"


_LIVES = (
    """create or replace function pg_temp.drawn(serial bigint, salt integer, below integer) returns integer
    language sql immutable parallel safe
    return mod(hashint8extended(serial, salt) & 9223372036854775807, below)""",
    # `until` is the day of leaving; for those who stay, the day up to which their stays are spread.
    """create temporary table life as
    select
        child,
        is_open,
        placements,
        until,
        until - length as began,
        length,
        placements >= 4 and length >= 400 and pg_temp.drawn(child, 1, 5) = 0 as comes_back
    from (
        select
            child,
            is_open,
            (%(counts)s::integer[])[1 + child %% 8] as placements,
            %(last)s::date - case when is_open then 0 else pg_temp.drawn(child, 2, 3640) end as until,
            30 + pg_temp.drawn(child, 3, case when is_open then 2900 else 1200 end) as length
        from (
            -- Those looked after are spread evenly among the rest.
            select child, child * %(looked_after)s %% %(children)s < %(looked_after)s as is_open
            from generate_series(1::bigint, %(children)s) child
        ) numbered
    ) lasting""",
    # Placements grow longer with time. Who comes back leaves half-way through the placement before.
    """create temporary table stay as
    select
        row_number() over (order by child, number) as serial,
        child,
        number,
        case when comes_back and number >= placements / 2 then 2 else 1 end as part,
        begun,
        case
            when number = placements - 1 then case when is_open then null else until end
            when comes_back and number = placements / 2 - 1 then following - (following - begun) / 2
            else following
        end as ended,
        number = placements - 1 as is_last,
        number = 0 or (comes_back and number = placements / 2) as is_first_of_period,
        comes_back and number = placements / 2 - 1 as is_before_return
    from (
        select
            life.*,
            number,
            began + floor(length * power(number / placements::float, 1.5))::integer as begun,
            began + floor(length * power((number + 1) / placements::float, 1.5))::integer as following
        from life, generate_series(0, placements - 1) number
    ) spread""",
    "analyze stay",
)

_CHILDREN = (
    f"""insert into placements_child
        (id, authority_id, number, first_name, last_name, date_of_birth, sex, ethnicity, upn)
    select
        child,
        %(authority)s,
        'B' || child,
        '',
        '',
        until - length - pg_temp.drawn(child, 4, 6500 - length),
        {_drawn({"1": 55, "2": 43, "U": 1, "": 1}, "child", 5)},
        {_drawn(_ETHNIC, "child", 6)},
        ''
    from life""",
    f"""insert into placements_periodofcare (id, child_id, kind, dates, reason_started, reason_ended)
    select
        child * 2 + part,
        child,
        'looked_after',
        daterange(min(begun), case when bool_and(ended is not null) then max(ended) end),
        'S',
        case
            when bool_or(ended is null) then ''
            when bool_or(is_before_return) then 'E4A'
            else {_drawn(_EXITS, "child", 7)}
        end
    from stay
    group by child, part
    order by child, part""",
)

_SPELLS = (
    f"""insert into placements_legalstatus
        (id, child_id, period_id, dates, code, need, reason_started, reason_ended)
    select
        row_number() over (order by id, piece),
        child_id,
        id,
        daterange(
            began + days * piece / pieces,
            case when piece < pieces - 1 then began + days * (piece + 1) / pieces else ended end
        ),
        {_drawn(_LEGAL, "id * 4 + piece", 8)},
        {_drawn(_NEEDS, "child_id", 9)},
        case when piece = 0 then 'S' else 'L' end,
        case when piece < pieces - 1 then 'X1' else reason_ended end
    from (
        select
            *,
            case when days < 10 then 1 else 1 + pg_temp.drawn(id, 10, 3) end as pieces
        from (
            select
                *,
                lower(dates) as began,
                upper(dates) as ended,
                coalesce(upper(dates), %(last)s::date + 1) - lower(dates) as days
            from placements_periodofcare
        ) period
    ) split, generate_series(0, pieces - 1) piece""",
    f"""insert into placements_placement
        (id, child_id, period_id, dates, code, provider, home_postcode, postcode, miles, located_in,
        reason_started, reason_ended, planning)
    select
        serial,
        stay.child,
        period.id,
        daterange(begun, ended),
        case when is_last and period.reason_ended = 'E11' then 'A5' else {_drawn(_PLACES, "serial", 11)} end,
        {_drawn(_PROVIDERS, "serial", 12)},
        'SO14 0AA',
        'SO15 0AA',
        case when pg_temp.drawn(serial, 13, 20) > 0 then pg_temp.drawn(serial, 14, 420) / 10.0 end,
        {_drawn({**_LOCATED, "home": 60}, "serial", 15).replace("'home'", "%(home)s")},
        case when is_first_of_period then 'S' else {_drawn(_STARTS, "serial", 16)} end,
        case when is_last or is_before_return then period.reason_ended else 'X1' end,
        'unknown'
    from stay
    join placements_periodofcare period on period.id = stay.child * 2 + part
    order by serial""",
)

_BESIDE = (
    # One in fourteen, in every return of the years in which they were looked after.
    """insert into placements_unaccompaniedstatus (child_id, as_at, ceased_on)
    select distinct child_id, year.as_at, null::date
    from placements_periodofcare period
    join (
        select (%(last)s::date - make_interval(years => back))::date as as_at from generate_series(0, 10) back
    ) year
        on period.dates && daterange((year.as_at - interval '1 year' + interval '1 day')::date, year.as_at, '[]')
    where pg_temp.drawn(child_id, 17, 14) = 0""",
    """insert into placements_adoptionorder (child_id, as_at, decided_on, matched_on, adopters, adopters_sex,
        adopters_legal_status)
    select child_id, %(last)s, lower(dates), upper(dates) - pg_temp.drawn(child_id, 18, 400), '2', 'MF', 'L11'
    from placements_periodofcare
    where reason_ended = 'E11' and pg_temp.drawn(child_id, 19, 10) > 0""",
    f"""insert into careleavers_yearlycontact (child_id, as_at, in_touch, activity, accommodation)
    select
        id,
        %(last)s,
        {_drawn(_IN_TOUCH, "id", 20)},
        {_drawn(_ACTIVITY, "id", 21)},
        {_drawn(_ACCOMMODATION, "id", 22)}
    from placements_child
    join life on life.child = placements_child.id and not is_open
    where date_of_birth between %(last)s::date - interval '22 years' + interval '1 day'
        and %(last)s::date - interval '17 years'""",
)
