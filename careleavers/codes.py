"""The codes of the return's care leaver file (OC3) in words, and what else a young person's record chooses from.

Codes are stored as the return has them, so that what is recorded here and what came by a return can be set side
by side. Source: DfE guide to the SSDA903 return, care leavers; SSDA903 code sets.
"""

from __future__ import annotations

from django.db import models


class AccommodationKind(models.TextChoices):
    """The letter of ACCOM: where a care leaver lives."""

    PARENTS = "B", "With parents or relatives"
    RESIDENTIAL = "C", "Community home or other residential care"
    SEMI_INDEPENDENT = "D", "Semi-independent or transitional accommodation"
    SUPPORTED_LODGINGS = "E", "Supported lodgings"
    ABROAD = "G", "Gone abroad"
    DEPORTED = "H", "Deported"
    LODGINGS = "K", "Ordinary lodgings without formal support"
    NOT_KNOWN = "R", "Residence not known"
    HOMELESS = "S", "No fixed abode or homeless"
    FOYER = "T", "Foyer or similar"
    INDEPENDENT = "U", "Independent living"
    EMERGENCY = "V", "Emergency accommodation"
    BED_AND_BREAKFAST = "W", "Bed and breakfast"
    CUSTODY = "X", "In custody"
    OTHER = "Y", "Other accommodation"
    FORMER_FOSTER_CARERS = "Z", "With former foster carers"


# Nobody can say whether these are suitable (they are left out of that share), and these two never are.
NOT_JUDGED = frozenset({"G", "H", "R"})
NEVER_SUITABLE = frozenset({"S", "X"})


class ActivityKind(models.TextChoices):
    """ACTIV, as the return has it from 2021-22: the main thing that a care leaver does."""

    HIGHER_FULL = "F1", "Higher education, full time"
    HIGHER_PART = "P1", "Higher education, part time"
    EDUCATION_FULL = "F2", "Other education, full time"
    EDUCATION_PART = "P2", "Other education, part time"
    APPRENTICE_FULL = "F4", "Apprenticeship, full time"
    APPRENTICE_PART = "P4", "Apprenticeship, part time"
    WORK_FULL = "F5", "Training or employment, full time"
    WORK_PART = "P5", "Training or employment, part time"
    ILLNESS = "G4", "Not in education, employment or training: illness or disability"
    NEITHER = "G5", "Not in education, employment or training: other"
    PARENTING = "G6", "Not in education, employment or training: pregnancy or parenting"


# Of older returns: before apprenticeships had a code of their own.
EARLIER_ACTIVITIES = {
    "F3": "Training or employment, full time",
    "P3": "Training or employment, part time",
}


class InTouch(models.TextChoices):
    """IN_TOUCH: whether the council was in touch around the birthday in the return's year."""

    YES = "YES", "In touch"
    NO = "NO", "Not in touch"
    DIED = "DIED", "Died after leaving care"
    REFUSES = "REFU", "Refuses contact"
    NOT_NEEDED = "NREQ", "No longer requires services"
    RETURNED_HOME = "RHOM", "Returned home for six months or more"


class ContactKind(models.TextChoices):
    HOME_VISIT = "visit", "Visit where they live"
    MEETING = "meeting", "Meeting somewhere else"
    VIDEO = "video", "Video call"
    PHONE = "phone", "Telephone call"
    MESSAGE = "message", "Text or message"
    LETTER = "letter", "Letter"


FACE_TO_FACE = frozenset({"visit", "meeting"})


class ContactOutcome(models.TextChoices):
    SEEN = "seen", "Seen"
    ANSWERED = "answered", "Not seen, but they answered"
    NO_ANSWER = "none", "Not seen, no answer"


class Category(models.TextChoices):
    """What the Children Act 1989 calls a young person who is leaving care, or has left it."""

    ELIGIBLE = "eligible", "Eligible child"
    RELEVANT = "relevant", "Relevant child"
    FORMER_RELEVANT = "former_relevant", "Former relevant child"
    QUALIFYING = "qualifying", "Qualifying for advice and support"


class PlanStep(models.TextChoices):
    MADE = "made", "The first plan was agreed"
    REVIEWED = "reviewed", "The plan was reviewed"


class DocumentKind(models.TextChoices):
    BIRTH_CERTIFICATE = "birth", "Birth certificate"
    PASSPORT = "passport", "Passport"
    PHOTO_CARD = "photo", "Driving licence or proof-of-age card"
    NATIONAL_INSURANCE = "ni", "National Insurance number"
    BANK_ACCOUNT = "bank", "Bank account"
    IMMIGRATION_STATUS = "status", "Immigration status"
    TRAVEL_DOCUMENT = "travel", "Travel document"


class DocumentState(models.TextChoices):
    HELD = "held", "Has it"
    APPLIED = "applied", "Applied for"
    MISSING = "missing", "Does not have it"


class Relation(models.TextChoices):
    """Whose telephone it is. A foster carer's stays with the carer records, behind a reason."""

    THEMSELVES = "self", "The young person"
    FAMILY = "family", "Family or friend"
    KEY_WORKER = "key", "Key worker where they live"
    LANDLORD = "landlord", "Landlord or housing officer"
    EDUCATION = "school", "College, university or employer"
    HEALTH = "health", "Health"
    OTHER = "other", "Other"
