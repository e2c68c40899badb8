"""The query written by hand: one authority, one day, codes and categories spelt out where they are counted."""

from __future__ import annotations

_AGE = """case
            when {born} > {on} - interval '1 year' then 'under 1'
            when {born} > {on} - interval '5 years' then '1 to 4'
            when {born} > {on} - interval '10 years' then '5 to 9'
            when {born} > {on} - interval '16 years' then '10 to 15'
            else '16 and over'
        end"""

SQL = f"""
with child as (
    select
        period.id as period_id,
        child.id as child_id,
        lower(period.dates) as began,
        date_of_birth as born,
        sex,
        ethnicity,
        status.code as legal,
        status.need,
        placement.code as place,
        placement.provider,
        placement.code in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6', 'Q1', 'Q2') as fostered,
        placement.code in ('U1', 'U2', 'U3', 'Q1') as with_kin,
        placement.code in ('A3', 'A4', 'A5', 'A6') as for_adoption,
        case
            when coalesce(located_in, '') = '' then 'not known'
            when located_in = any(%(area)s) then 'inside' else 'outside'
        end as locality,
        miles,
        alone.id is not null as alone
    from placements_periodofcare period
    join placements_child child on child.id = period.child_id
    left join placements_placement placement on placement.period_id = period.id and placement.dates @> %(day)s::date
    left join placements_legalstatus status on status.period_id = period.id and status.dates @> %(day)s::date
    left join placements_unaccompaniedstatus alone
        on alone.child_id = child.id and alone.as_at = %(day)s
        and (alone.ceased_on is null or alone.ceased_on > %(day)s)
    where child.authority_id = %(authority)s and period.kind = 'looked_after' and period.dates @> %(day)s::date
),
judged as (
    select
        child.*,
        case
            when locality = 'not known' or miles is null or alone or for_adoption then 'not known'
            when miles > 20 then 'over 20 miles' else '20 miles or less'
        end as nearness
    from child
),
cut as (
    select
        grouping(age, sex, ethnic, legal, need, type, budget, wide, provider, nearness, locality, distance, adult)
            as which,
        coalesce(age, sex, ethnic, legal, need, type, budget, wide, provider, nearness, locality, distance, adult)
            as category,
        count(*) as number,
        count(*) filter (where alone) as alone,
        count(*) filter (where fostered) as fostered,
        count(*) filter (where fostered and agency) as agency
    from (
        select
            {_AGE.format(born="born", on="%(day)s::date")} as age,
            case when sex in ('2', 'F') then 'female' when sex in ('1', 'M') then 'male' else 'not known' end as sex,
            case
                when ethnicity in ('WBRI', 'WIRI', 'WOTH', 'WIRT', 'WROM') then 'white'
                when ethnicity in ('MWBC', 'MWBA', 'MWAS', 'MOTH') then 'mixed'
                when ethnicity in ('AIND', 'APKN', 'ABAN', 'AOTH', 'CHNE') then 'asian'
                when ethnicity in ('BCRB', 'BAFR', 'BOTH') then 'black'
                when ethnicity = 'OOTH' then 'other'
                else 'not known'
            end as ethnic,
            case legal
                when 'C1' then 'interim care order' when 'C2' then 'full care order'
                when 'D1' then 'placement order' when 'E1' then 'placement order' when 'V2' then 'section 20'
                when 'J1' then 'youth justice' when 'J2' then 'youth justice' when 'J3' then 'youth justice'
                when 'L1' then 'detained for protection' when 'L2' then 'detained for protection'
                when 'L3' then 'detained for protection' else 'other'
            end as legal,
            case need
                when 'N1' then 'abuse or neglect' when 'N2' then 'child''s disability'
                when 'N3' then 'parental illness or disability' when 'N4' then 'family in acute stress'
                when 'N5' then 'family dysfunction' when 'N6' then 'socially unacceptable behaviour'
                when 'N7' then 'low income' when 'N8' then 'absent parenting' else 'not known'
            end as need,
            case
                when fostered and locality = 'not known' then 'not classified in the source'
                when with_kin then 'Foster placement with relative or friend: ' || locality || ' LA'
                when fostered then 'Placement with other foster carer: ' || locality || ' LA'
                when place = 'K1' then 'Secure unit'
                when place = 'K2' then 'Homes and hostels'
                when place in ('H5', 'K3') then 'Hostels and other supportive residential placements'
                when place = 'S1' then 'Residential schools'
                when place in ('R1', 'R2', 'R3', 'R5') then 'Other residential settings'
                when for_adoption then 'Placed for adoption (inc placed with former foster carer)'
                when place = 'P1' then 'Placed with own parents'
                when place in ('P2', 'P3') then 'In lodgings, residential employment or living independently'
                when place in ('M1', 'M2', 'M3') then 'Absent from agreed placement'
                else 'not classified in the source'
            end as type,
            case
                when fostered and provider in ('PR4', 'PR5') then 'Independent Fostering Agencies'
                when fostered and provider = 'PR2' then 'Inter agency fostering placements'
                when fostered then 'Fostering up to 18'
                when place in ('H5', 'P2', 'K3') then 'Supported Placements or Rent'
                when place in ('K2', 'R1', 'S1') then 'Residential - Independent Sector and Our House'
                when place = 'K1' then 'Secure'
                else 'Other placements'
            end as budget,
            case
                when fostered then 'Foster placements'
                when place in ('K1', 'K2') then 'Secure homes and children''s homes'
                when place in ('H5', 'P2', 'K3')
                    then 'Independent and semi-independent living arrangements/supported accommodation'
                when place = 'P1' then 'Placed with parents or other person with parental responsibility'
                when for_adoption then 'Placed for adoption'
                when place = 'S1' then 'Residential schools'
                when place in ('R1', 'R2', 'R3', 'R5') then 'Other residential settings'
                else 'Other placements'
            end as wide,
            case
                when place = 'P1' and provider = '' then 'parents'
                when provider = 'PR0' then 'parents' when provider = 'PR1' then 'own provision'
                when provider = 'PR2' then 'other local authority' when provider = 'PR3' then 'other public'
                when provider = 'PR4' then 'private' when provider = 'PR5' then 'voluntary'
                else 'not reported'
            end as provider,
            nearness,
            locality,
            case when locality = 'not known' then 'not known' else locality || ', ' || nearness end as distance,
            case
                when born > %(day)s::date - interval '18 years'
                    and born <= %(day)s::date - interval '17 years' then 'soon' else 'later'
            end as adult,
            alone,
            fostered,
            provider in ('PR4', 'PR5') as agency
        from judged
    ) said
    group by grouping sets (
        (), (age), (sex), (ethnic), (legal), (need), (type), (budget), (wide), (provider), (nearness), (locality),
        (distance), (adult)
    )
),
named as (
    -- `grouping` has a bit for each column, 0 for the one that the row is split by.
    select *, (string_to_array(
        'cla.by_age/cla.by_sex/cla.by_ethnic_group/cla.by_legal_status/cla.by_need/placements.by_type/'
        'placements.by_budget_group/placements.by_group/placements.by_provider/nearness/locality/'
        'placements.by_distance/adult', '/'
    ))[position('0' in which::bit(13)::text)] as key
    from cut
    where which <> 8191
),
everyone as (
    select number, alone, fostered, agency from cut where which = 8191
),
moved as (
    select
        count(*) filter (where placements >= 3) as often,
        count(*) filter (where long) as long,
        count(*) filter (where long and carers = 0) as same_carer,
        count(*) filter (where long and places <= case when for_adoption then 1 else 0 end) as same_placement
    from (
        select
            judged.child_id,
            born > %(day)s::date - interval '16 years' and began <= %(long_ago)s as long,
            for_adoption,
            count(*) filter (
                where placement.dates @> %(first)s::date
                or (lower(placement.dates) > %(first)s and reason_started in ('S', 'P', 'B'))
            ) as placements,
            count(*) filter (
                where placement.period_id = judged.period_id and lower(placement.dates) > %(settled)s
                    and reason_started in ('S', 'P', 'B')
            ) as carers,
            count(*) filter (
                where placement.period_id = judged.period_id and lower(placement.dates) > %(settled)s
                    and reason_started <> 'L'
            ) as places
        from judged
        join placements_placement placement
            on placement.child_id = judged.child_id
            and placement.dates && daterange(%(settled)s::date, %(day)s::date, '[]')
        group by judged.child_id, born, began, for_adoption
    ) each
),
spell as (
    select period.child_id, born, lower(dates) as began, upper(dates) as ended, reason_ended, period.id
    from placements_periodofcare period
    join (select id, date_of_birth as born from placements_child where authority_id = %(authority)s) child
        on child.id = period.child_id
    where kind = 'looked_after'
),
started as (
    select {_AGE.format(born="born", on="began")} as age, count(*) as number
    from (
        select child_id, born, min(began) as began from spell
        where began between %(first)s and %(day)s group by child_id, born
    ) once
    group by 1
),
ceased as (
    select {_AGE.format(born="born", on="ended")} as age, count(*) as number,
        count(*) filter (where reason_ended in ('E11', 'E12')) as adopted
    from (
        select distinct on (child_id) child_id, born, ended, reason_ended from spell
        where ended between %(first)s and %(day)s order by child_id, ended desc
    ) once
    group by 1
),
adopted as (
    select
        count(*) filter (where placed is not null) as placed,
        sum(placed - began) as days_to_placement,
        count(*) filter (where ordered is not null and matched is not null) as matched,
        sum(greatest(matched - ordered, 0)) filter (where ordered is not null and matched is not null)
            as days_to_match
    from (
        select
            began,
            (select min(lower(dates)) from placements_placement
                where period_id = spell.id and code in ('A3', 'A4', 'A5', 'A6')) as placed,
            (select min(lower(dates)) from placements_legalstatus
                where period_id = spell.id and code in ('D1', 'E1')) as ordered,
            (select max(matched_on) from placements_adoptionorder
                where child_id = spell.child_id) as matched
        from spell
        where ended between %(three_years)s and %(day)s and reason_ended in ('E11', 'E12')
    ) each
),
leaver as (
    select left(accommodation, 1) as home, accommodation, in_touch, activity
    from careleavers_yearlycontact contact
    join placements_child child on child.id = contact.child_id and child.authority_id = %(authority)s
    where as_at = %(day)s and in_touch not in ('DIED', 'RHOM')
        and date_of_birth <= %(day)s::date - interval '17 years'
        and date_of_birth > %(day)s::date - interval '22 years'
),
leavers as (
    select
        count(*) as number,
        count(*) filter (where in_touch = 'YES') as in_touch,
        count(*) filter (where home not in ('G', 'H', 'R')) as asked,
        count(*) filter (where home not in ('G', 'H', 'R') and accommodation like '%%1') as suitable,
        count(*) filter (where activity ~ '^[FP][1-5]$') as busy
    from leaver
)
select key, category, number from named where key like '%%.%%'
union all select 'cla.number', '', number from everyone
union all select 'cla.rate_per_10000', 'numerator', number from everyone
union all (
    select 'cla.rate_per_10000', 'denominator', children from core_population
    where area_code = %(gss)s and year = %(mid_year)s order by release desc limit 1
)
union all select 'cla.uasc', '', alone from everyone
union all select 'placements.fostering_share', 'numerator', fostered from everyone
union all select 'placements.agency_share', 'numerator', agency from everyone
union all select 'placements.agency_share', 'denominator', fostered from everyone
union all select share.name, 'numerator', number from named
    join (values
        ('nearness', '20 miles or less', 'placements.within_20_miles'),
        ('nearness', 'over 20 miles', 'placements.over_20_miles'),
        ('nearness', 'not known', 'placements.distance_not_known'),
        ('locality', 'outside', 'placements.outside_authority')
    ) share (dimension, category, name) on share.dimension = key and share.category = named.category
union all select name, 'denominator', number from everyone, unnest(array[
    'placements.fostering_share', 'placements.within_20_miles', 'placements.over_20_miles',
    'placements.distance_not_known', 'placements.outside_authority', 'stability.three_or_more'
]) name
union all select 'adoption.placed_awaiting_order', '', number from named
    where key = 'placements.by_type' and category like 'Placed for adoption%%'
union all select 'leavers.turning_18_in_year', '', number from named where category = 'soon'
union all select 'stability.three_or_more', 'numerator', often from moved
union all select 'stability.same_carer', 'numerator', same_carer from moved
union all select 'stability.same_placement', 'numerator', same_placement from moved
union all select name, 'denominator', long from moved,
    unnest(array['stability.same_carer', 'stability.same_placement']) name
union all select 'cla.started', age, number from started
union all select 'cla.ceased', age, number from ceased
union all select 'adoption.share_of_leavers', 'numerator', sum(adopted) from ceased
union all select 'adoption.share_of_leavers', 'denominator', sum(number) from ceased
union all select 'adoption.entry_to_placement_days', 'numerator', days_to_placement from adopted
union all select 'adoption.entry_to_placement_days', 'denominator', placed from adopted
union all select 'adoption.order_to_match_days', 'numerator', days_to_match from adopted
union all select 'adoption.order_to_match_days', 'denominator', matched from adopted
union all select 'leavers.in_touch', 'numerator', in_touch from leavers
union all select 'leavers.in_touch', 'denominator', number from leavers
union all select 'leavers.suitable_accommodation', 'numerator', suitable from leavers
union all select 'leavers.suitable_accommodation', 'denominator', asked from leavers
union all select 'leavers.in_education_employment_training', 'numerator', busy from leavers
union all select 'leavers.in_education_employment_training', 'denominator', number from leavers
union all select 'leavers.by_accommodation', case
        when home in ('D', 'E', 'T') then 'supported housing'
        when home = 'B' then 'family and friends'
        when home in ('K', 'U') then 'council or private rented'
        when home = 'X' then 'custody or secure home'
        when home in ('R', '0', '') then 'not known'
        when home = 'Z' then 'staying put with foster carers'
        when home = 'C' then 'residential'
        else 'other'
    end, count(*) from leaver group by 2
"""
