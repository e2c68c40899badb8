"""Who provides the placement, by the code alone."""

from __future__ import annotations

from collections.abc import Iterable

from sufficiency.exchange.ssda903.code_sets import codes_of

from .codes import FOR_ADOPTION, FOSTERING, MISSING_FROM_PLACEMENT, OTHER, TEMPORARY
from .columns import Mask
from .context import ALL_COLUMNS_DUE_FROM, Return
from .registry import Answer, rule

NOT_BY_ANOTHER_PUBLIC_BODY = FOR_ADOPTION | FOSTERING | {"K1", "K2", "P1"}


@rule(
    "178",
    "Placement provider is not a code, or is given where none belongs",
    "Episodes",
    "PLACE_PROVIDER",
    wrong="PLACE_PROVIDER in Episodes holds {value}, which is not a provider code or does not belong on a "
    "temporary (T) or other (Z) placement.",
    cure="Give the code of the provider, or leave it blank for T and Z placements.",
    note="T4 is treated like T0 to T3 in every year; the package leaves it out from 2025-26.",
)
def provider_not_listed(r: Return) -> Answer:
    provider = r.episodes["PLACE_PROVIDER"]
    listed = provider.among(codes_of("PLACE_PROVIDER", r.year))
    return provider.filled & (~listed | r.episodes["PLACE"].among(TEMPORARY | OTHER))


@rule(
    "213",
    "Provider given for a temporary or other placement",
    "Episodes",
    "PLACE_PROVIDER",
    wrong="PLACE_PROVIDER is given for a temporary (T) or other (Z) placement.",
    cure="Leave it blank.",
    note="Z1 is included before 2025-26 as its successors are after; the package names the T codes only.",
)
def provider_not_wanted(r: Return) -> Answer:
    return r.episodes["PLACE_PROVIDER"].filled & r.episodes["PLACE"].among(TEMPORARY | OTHER)


@rule(
    "526",
    "Placement provider is missing",
    "Episodes",
    "PLACE_PROVIDER",
    wrong="PLACE_PROVIDER is blank; only temporary (T) and other (Z) placements have none.",
    cure="Give the code of the provider; PR0 for a child placed with parents.",
    note="Before 2022-23 only where the return uses the column at all, and for placements with parents only "
    "where it uses PR0.",
)
def provider_missing(r: Return) -> Answer:
    r.due("Episodes", "PLACE_PROVIDER")
    place, provider = r.episodes["PLACE"], r.episodes["PLACE_PROVIDER"]
    without = place.among(TEMPORARY | OTHER | MISSING_FROM_PLACEMENT)
    if r.year < ALL_COLUMNS_DUE_FROM and not provider.among({"PR0"}).any():
        without |= place.among({"P1"})
    return provider.blank & ~without


def _provided_by(r: Return, provider: str, places: Iterable[str]) -> Mask:
    return r.episodes["PLACE_PROVIDER"].among({provider}) & r.episodes["PLACE"].among(places)


@rule(
    "527",
    "Own provision where the authority cannot be the provider",
    "Episodes",
    "PLACE_PROVIDER PLACE",
    wrong="PLACE_PROVIDER is PR1, own provision, for a placement with parents (P1), in hospital care (R2) or "
    "in "
    "custody (R5).",
    cure="Give the provider that this kind of placement has, or correct PLACE.",
)
def own_provision_impossible(r: Return) -> Answer:
    return _provided_by(r, "PR1", {"P1", "R2", "R5"})


@rule(
    "528",
    "Another authority's provision where none can be the provider",
    "Episodes",
    "PLACE_PROVIDER PLACE",
    wrong="PLACE_PROVIDER is PR2, another authority, for a placement with parents (P1), in hospital care "
    "(R2) "
    "or in custody (R5).",
    cure="Give the provider that this kind of placement has, or correct PLACE.",
)
def other_authority_impossible(r: Return) -> Answer:
    return _provided_by(r, "PR2", {"P1", "R2", "R5"})


@rule(
    "529",
    "Other public provision where there is none",
    "Episodes",
    "PLACE_PROVIDER PLACE",
    wrong="PLACE_PROVIDER is PR3, other public body, for a placement with parents, for adoption, with foster "
    "carers or in a children's home.",
    cure="Give PR1 or PR2 for an authority's own, PR4 private, PR5 voluntary, PR0 for parents.",
)
def other_public_impossible(r: Return) -> Answer:
    return _provided_by(r, "PR3", NOT_BY_ANOTHER_PUBLIC_BODY)


@rule(
    "530",
    "Private provider for a placement with parents",
    "Episodes",
    "PLACE_PROVIDER PLACE",
    wrong="PLACE_PROVIDER is PR4, private, but PLACE is P1, with parents.",
    cure="Give PR0, or correct PLACE.",
)
def private_parents(r: Return) -> Answer:
    return _provided_by(r, "PR4", {"P1"})


@rule(
    "531",
    "Voluntary provider for a placement with parents",
    "Episodes",
    "PLACE_PROVIDER PLACE",
    wrong="PLACE_PROVIDER is PR5, voluntary, but PLACE is P1, with parents.",
    cure="Give PR0, or correct PLACE.",
)
def voluntary_parents(r: Return) -> Answer:
    return _provided_by(r, "PR5", {"P1"})


@rule(
    "550",
    "Parents as provider of another kind of placement",
    "Episodes",
    "PLACE_PROVIDER PLACE",
    wrong="PLACE_PROVIDER is PR0, parents, but PLACE is not P1.",
    cure="Give the provider of the placement, or correct PLACE.",
)
def parents_elsewhere(r: Return) -> Answer:
    return r.episodes["PLACE_PROVIDER"].among({"PR0"}) & ~r.episodes["PLACE"].among({"P1"})
