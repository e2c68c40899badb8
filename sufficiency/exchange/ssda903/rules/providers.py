"""The Ofsted number (URN) of a placement against a list of providers.

The list is a frame with a row for each of a provider's premises: `urn`; `place_codes` and `provider_codes`,
each several codes with commas between; `closed_on`, ISO or blank; `postcode`; `authority`, the GSS code of
where the premises lie. Without it the rules that need it say nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .codes import NO_URN, NOT_REGISTERED
from .columns import Column, Mask
from .context import Return
from .dates import or_else
from .registry import Answer, rule

ONLY_WHERE_LISTED = "A URN that is not on the list is left to 1008."


@dataclass
class _Provider:
    """What the list says of one URN, over all its premises."""

    place_codes: set[str] = field(default_factory=set)
    provider_codes: set[str] = field(default_factory=set)
    postcodes: set[str] = field(default_factory=set)
    authorities: set[str] = field(default_factory=set)
    closings: list[np.datetime64] = field(default_factory=list)


class _Listed:
    """The list of providers set against the URN of each episode."""

    def __init__(self, r: Return) -> None:
        frame = r.providers
        held = {name: Column.read(frame[name]) for name in frame.columns}
        self.providers: dict[str, _Provider] = {}
        rows = np.arange(len(frame))
        urns = np.array(held["urn"].upper, dtype=object)[held["urn"].numbers]
        texts = {name: column.values(rows) for name, column in held.items()}
        closings = held["closed_on"].dates
        for row, urn in enumerate(urns):
            one = self.providers.setdefault(str(urn), _Provider())
            one.place_codes |= _several(texts["place_codes"][row])
            one.provider_codes |= _several(texts["provider_codes"][row])
            one.postcodes.add(str(texts["postcode"][row]).replace(" ", "").upper())
            one.authorities.add(str(texts["authority"][row]))
            one.closings.append(closings[row])
        self.urn = r.episodes["URN"]
        self.known: Mask = self.urn.among(self.providers.keys() - {"", NO_URN})

    def disagrees(self, column: Column, agrees: Callable[[_Provider, str], bool]) -> Mask:
        """Rows with a known URN and something in `column` that the provider does not agree with."""
        asked = np.flatnonzero(self.known & column.filled)
        answer = np.zeros(len(self.known), dtype=bool)
        pairs = self.urn.numbers[asked] * len(column.texts) + column.numbers[asked]
        distinct, which = np.unique(pairs, return_inverse=True)
        wrong = [
            not agrees(
                self.providers[self.urn.upper[pair // len(column.texts)]],
                column.upper[pair % len(column.texts)],
            )
            for pair in distinct
        ]
        answer[asked] = np.array(wrong, dtype=bool)[which]
        return answer

    @property
    def closed_on(self) -> np.ndarray:
        """For each row the day the URN's last premises closed; not a date while any is open."""
        by_text = [self._closed(text) for text in self.urn.upper]
        return np.array(by_text, dtype="datetime64[D]")[self.urn.numbers]

    def _closed(self, urn: str) -> np.datetime64:
        closings = self.providers[urn].closings if urn in self.providers and urn != NO_URN else []
        if not closings or any(np.isnat(day) for day in closings):
            return np.datetime64("NaT", "D")
        return max(closings)


def _several(codes: str) -> set[str]:
    return {code.strip().upper() for code in str(codes).split(",") if code.strip()}


@rule(
    "219",
    "Ofsted number of another kind of provider",
    "Episodes",
    "URN PLACE",
    wrong="The provider with this URN is not registered for the kind of placement in PLACE.",
    cure="Check URN and PLACE against Ofsted's list.",
    note=ONLY_WHERE_LISTED,
)
def kind_does_not_fit(r: Return) -> Answer:
    return r.once(_Listed).disagrees(
        r.episodes["PLACE"], lambda provider, place: place in provider.place_codes
    )


@rule(
    "221",
    "Postcode is not that of the provider",
    "Episodes",
    "PL_POST URN",
    wrong="PL_POST is not a postcode at which Ofsted lists this URN.",
    cure="Check PL_POST and URN against Ofsted's list; a home of another provider has another number.",
    note=ONLY_WHERE_LISTED,
)
def postcode_does_not_fit(r: Return) -> Answer:
    homes = {"K1", "K2", "R3", "S1"}
    if r.year >= 2024:
        homes.add("H5" if r.year == 2024 else "K3")
    asked = r.episodes["PLACE"].among(homes) & ~r.short_break
    listed = r.once(_Listed)
    postcode = r.episodes["PL_POST"].without_spaces
    return asked & listed.disagrees(postcode, lambda provider, text: text in provider.postcodes)


@rule(
    "224",
    "Provider code does not fit the provider",
    "Episodes",
    "PLACE_PROVIDER URN",
    wrong="PLACE_PROVIDER is {value}, which does not fit the sector of the provider with this URN.",
    cure="Check PLACE_PROVIDER and URN against Ofsted's list.",
    note=ONLY_WHERE_LISTED + " A blank provider code is left to 526.",
)
def sector_does_not_fit(r: Return) -> Answer:
    provider = r.episodes["PLACE_PROVIDER"]
    return r.once(_Listed).disagrees(provider, lambda listed, code: code in listed.provider_codes)


@rule(
    "227",
    "Episode starts after the provider closed",
    "Episodes",
    "DECOM URN",
    wrong="DECOM lies on or after the day on which Ofsted ended this URN's registration.",
    cure="Check URN: the provider may have registered again under another number.",
)
def starts_after_closing(r: Return) -> Answer:
    return r.episodes["DECOM"].dates >= r.once(_Listed).closed_on


@rule(
    "228",
    "Episode runs past the provider's closing",
    "Episodes",
    "DEC URN",
    wrong="The episode runs past the day on which Ofsted ended this URN's registration.",
    cure="End the episode on the day the child moved, or correct URN.",
)
def runs_past_closing(r: Return) -> Answer:
    return or_else(r.episodes["DEC"].dates, r.as_at) > r.once(_Listed).closed_on


@rule(
    "229",
    "Own or another authority's provision contradicts where the provider is",
    "Episodes",
    "PLACE_PROVIDER URN",
    wrong="PLACE_PROVIDER is {value}, but Ofsted's list says otherwise of whose authority this URN lies in.",
    cure="Check PLACE_PROVIDER and URN: PR1 is your own provision, PR2 another authority's.",
    note=ONLY_WHERE_LISTED + " K3 is exempt, having premises in several authorities.",
)
def owner_does_not_fit(r: Return) -> Answer:
    own = r.placing.responsible if r.placing else None
    if own is None:
        return np.zeros(len(r.episodes), dtype=bool)

    def agrees(provider: _Provider, code: str) -> bool:
        if code == "PR1":
            return own in provider.authorities
        return code != "PR2" or provider.authorities != {own}

    judged = ~r.episodes["PLACE"].among(NOT_REGISTERED | {"K3"})
    return judged & r.once(_Listed).disagrees(r.episodes["PLACE_PROVIDER"], agrees)


@rule(
    "241",
    "Supported accommodation where the provider has no premises",
    "Episodes",
    "URN PL_POST",
    wrong="PLACE is K3, but Ofsted lists no premises of this URN in the authority where PL_POST lies.",
    cure="Check URN and PL_POST against Ofsted's list.",
    first=2026,
    note="Set against the URN's own premises; the package compares with the council that loads the return. "
    + ONLY_WHERE_LISTED,
)
def no_premises_there(r: Return) -> Answer:
    located = Column.read_texts(r.places.located_in)
    supported = r.episodes["PLACE"].among({"K3"})
    return supported & r.once(_Listed).disagrees(
        located, lambda provider, place: place in provider.authorities
    )


@rule(
    "1008",
    "Ofsted number is not on the list of providers",
    "Episodes",
    "URN",
    wrong="URN does not stand in the list of Ofsted providers that is loaded.",
    cure="Check it for slips; if the provider is new, load Ofsted's latest list.",
)
def urn_not_listed(r: Return) -> Answer:
    listed = r.once(_Listed)
    return listed.urn.filled & ~listed.urn.among({NO_URN}) & ~listed.known
