"""manage.py southampton_tables"""

from __future__ import annotations

from collections import Counter

from django.core.management.base import BaseCommand

from sufficiency.core.models import Authority
from sufficiency.demonstration.southampton.comparing import compare
from sufficiency.demonstration.southampton.differences import why_it_differs
from sufficiency.demonstration.southampton.printed import SOUTHAMPTON


class Command(BaseCommand):
    help = "Southampton's printed tables against what is computed from the demonstration, cell by cell."

    def handle(self, **options):
        cells = compare(Authority.objects.get(gss_code=SOUTHAMPTON))
        if any(cell.measurement.value is None for cell in cells if cell.printed.place == "Table 1"):
            self.stderr.write("The Southampton demonstration is not loaded. Run manage.py load_demo first.")
            raise SystemExit(1)
        place, unexplained = "", 0
        equal: Counter[str] = Counter()
        told: Counter[str] = Counter()
        for cell in cells:
            said = cell.printed
            if said.place != place:
                place = said.place
                self.stdout.write(f"\n{place}, {said.document}")
            told[place] += 1
            equal[place] += cell.equal
            reason = "" if cell.equal else why_it_differs(said)
            verdict = "equal" if cell.equal else f"differs: {reason or 'NOT EXPLAINED'}"
            unexplained += reason is None
            computed = "not computed" if cell.computed is None else str(cell.computed)
            name = said.category or cell.measurement.title
            self.stdout.write(
                f"  {said.as_at:%d %b %Y}  {name[:66]:<66}  printed {said.as_printed:>12}  "
                f"computed {computed:>12}  {verdict}"
            )
        self.stdout.write("")
        for place, number in told.items():
            self.stdout.write(f"{place}: {equal[place]} of {number} cells equal")
        if unexplained:
            self.stderr.write(f"{unexplained} cells differ and nothing on record explains why.")
            raise SystemExit(1)
