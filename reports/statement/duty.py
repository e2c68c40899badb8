"""Section 1: what the law asks, in plain words."""

from __future__ import annotations

from reports.document import Note, Paragraph, Section


def section(council: str) -> Section:
    """The duty, what it does not ask, and how a home is chosen for one child."""
    return Section(
        "The duty",
        (
            Paragraph(
                "Section 22G of the Children Act 1989 gives every local authority in England a general "
                "duty, known as the sufficiency duty. It concerns the children whom the authority looks "
                "after, who cannot live with a parent, with someone who has parental responsibility for "
                "them or with someone they were to live with before, and for whom living in the "
                "authority's area is consistent with their welfare. For these children the authority must "
                "take steps that secure, so far as reasonably practicable, that it can provide "
                "accommodation that:",
                ("is within the authority's area; and", "meets the needs of those children."),
            ),
            Paragraph(
                "In taking those steps the authority must have regard to the benefit of having enough "
                "providers in its area, and a range of accommodation able to meet different needs. "
                "Providers here are the local authority's foster parents and registered children's homes."
            ),
            Paragraph(
                "The duty is about the authority's arrangements as a whole. It does not ask that every "
                "child live within the area, and it does not decide where any one child lives. For some "
                "children the right home is elsewhere."
            ),
            Paragraph(
                "Where one child lives is decided under section 22C. A child lives with a parent, or "
                "another person named there, unless that is not consistent with the child's welfare or not "
                "reasonably practicable. Otherwise the authority chooses what is, in its opinion, the most "
                "appropriate placement available. It gives preference to a relative, friend or other "
                "connected person who is also a local authority foster parent, and, so far as reasonably "
                "practicable, to a placement that:",
                (
                    "lets the child live near home;",
                    "does not disrupt the child's education or training;",
                    "lets brothers and sisters who are looked after live together;",
                    "suits the needs of a child who is disabled; and",
                    "is within the authority's area.",
                ),
            ),
            Paragraph(
                "Statutory guidance on the duty was issued in 2010, under section 7 of the Local Authority "
                "Social Services Act 1970: Sufficiency: statutory guidance on securing sufficient "
                "accommodation for looked after children. It asks authorities to know what their children "
                "need and what homes there are, to plan and buy with their partners, and to be able to "
                "show the steps that they take."
            ),
            Paragraph(
                f"This statement gives the facts on which {council} plans: how many children it looks "
                "after, where they live, how settled they are, and how its care leavers are housed. It "
                "describes need and use. Whether there are enough homes is a judgement that figures inform "
                "but do not make."
            ),
            Note(
                "This section describes the law in general terms and is not legal advice. Law and guidance "
                "change: check the present text before relying on it."
            ),
        ),
    )
