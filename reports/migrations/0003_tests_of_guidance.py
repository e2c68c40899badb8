"""The evidence tests that guidance asks of a council, as they come with the product."""

from django.db import migrations

GUIDANCE = "Sufficiency: statutory guidance, DCSF 2010"
# Group, identifier, title, what is asked in this product's words, source.
TESTS = (
    ("good_practice", "in-the-area", "Homes in the area", "Every child lives in a fitting home in the council's own area, "
     "with the services they need at hand, unless that would not be right for the child.", GUIDANCE),
    ("good_practice", "services-as-one", "Services act as one", "Universal, targeted and specialist services together meet "
     "the needs of children in care, and of those at risk of care or custody.", GUIDANCE),
    ("good_practice", "choice-nearby", "More choice nearby", "Where a home in the area cannot be had, there are ways to find "
     "one in neighbouring areas or the region, within reach and with every service the child needs.", GUIDANCE),
    ("good_practice", "homes-from-16", "Homes from 16 on", "Partners, housing among them, secure a range of homes for those "
     "who come into care at 16 or 17, and homes that last beyond 18.", GUIDANCE),
    ("good_practice", "quality", "Quality", "Beyond the national minimum standards, services are good enough to achieve what "
     "each child's care plan sets out.", GUIDANCE),
    ("practicable", "arrangements-as-a-whole", "Arrangements as a whole", "The duty is a general one. It is about the "
     "council's arrangements, not about where one particular child lives.", GUIDANCE),
    ("practicable", "not-all-in-the-area", "Not all in the area", "It does not ask for a home within the area for every child "
     "that the council looks after.", GUIDANCE),
    ("practicable", "a-minority-elsewhere", "A minority elsewhere", "For a significant minority of children it may not be "
     "practicable to have a certain kind of home within the area: say for whom, and why.", GUIDANCE),
    ("practicable", "most-appropriate", "The most appropriate home", "What decides is that the placement is the most "
     "appropriate one that is available (Children Act 1989, section 22C(5)).", GUIDANCE),
    ("practicable", "family-first", "Family and friends first", "Preference goes to a relative, friend or other connected "
     "person who is a local authority foster parent (Children Act 1989, section 22C(6) and (7)(a)).", GUIDANCE),
    ("standard", "each-child-assessed", "Each child is assessed", "The right home follows from a child's assessed "
     "needs and plan, with the child's wishes heard.", GUIDANCE),
    ("standard", "placed-near-home", "Near home, school and family", "Children live near home, keep their school, and "
     "brothers and sisters live together, unless that is not right for them.", GUIDANCE),
    ("standard", "needs-known-as-a-whole", "The whole need is known", "The council knows from data what its children "
     "need together, and acts on the gaps.", GUIDANCE),
    ("standard", "market-managed", "The market is managed", "Providers are told what will be needed, and contracts "
     "reward quality and stability.", GUIDANCE),
    ("standard", "quality-watched", "Quality is watched", "How homes do for children is followed, and acted on where it "
     "falls short.", GUIDANCE),
)


def add_tests(apps, schema_editor):
    apps.get_model("reports", "EvidenceTest").objects.bulk_create(
        apps.get_model("reports", "EvidenceTest")(
            group=group, identifier=identifier, order=order, title=title, asks=asks, source=source
        )
        for order, (group, identifier, title, asks, source) in enumerate(TESTS, start=1)
    )


class Migration(migrations.Migration):
    replaces = [
        ("reports", "0005_plans_and_context"),
    ]
    dependencies = [("reports", "0002_issued_is_frozen")]

    operations = [migrations.RunPython(add_tests, migrations.RunPython.noop)]
