"""The lists that people choose from when they keep carer records. Values are stored: change labels, never values."""

from __future__ import annotations

from django.db.models import TextChoices


class HouseholdKind(TextChoices):
    """What a household is approved for."""

    GENERAL = "general", "General fostering"
    CONNECTED = "connected", "Connected persons"
    SHORT_BREAKS = "short_breaks", "Short breaks"
    PARENT_AND_CHILD = "parent_and_child", "Parent and child"
    SUPPORTED_LODGINGS = "supported_lodgings", "Supported lodgings"


class ReasonEnded(TextChoices):
    """Why an approval ended, grouped as the fostering return asks."""

    RETIRED = "retired", "Carers retired"
    CIRCUMSTANCES = "circumstances", "Change in the carers' own circumstances"
    MOVED_AWAY = "moved_away", "Carers moved away"
    OTHER_AGENCY = "other_agency", "Moved to another fostering service"
    CHILD_STAYED = "child_stayed", "Became the child's adopters or special guardians"
    LAST_CHILD_LEFT = "last_child_left", "The child they were approved for left"
    DISSATISFIED = "dissatisfied", "Carers dissatisfied with the service"
    NOT_SUITABLE = "not_suitable", "Found no longer suitable"
    DIED = "died", "A carer died"
    OTHER = "other", "Other"


class SexAccepted(TextChoices):
    """Children of which sex the terms of approval allow."""

    ANY = "any", "Any"
    FEMALE = "female", "Girls only"
    MALE = "male", "Boys only"


class HoldReason(TextChoices):
    """Why places are on hold. What is being enquired into is never recorded here: officers read this."""

    BREAK = "break", "Carers asked for a break"
    HOLIDAY = "holiday", "Holiday"
    ILLNESS = "illness", "Illness"
    FAMILY = "family", "Family circumstances"
    BUILDING_WORK = "building_work", "Moving house or building work"
    SETTLING = "settling", "A child who lives there needs time to settle"
    NOTICE_GIVEN = "notice_given", "Carers have given notice"
    REVIEW = "review", "Until a review is decided"
    OTHER = "other", "Other (ask the supervising worker)"


class ReviewOutcome(TextChoices):
    """What a review of approval decided."""

    UNCHANGED = "unchanged", "Approval continues, terms unchanged"
    TERMS_CHANGED = "terms_changed", "Approval continues, terms changed"
    NOT_SUITABLE = "not_suitable", "No longer suitable"


class CheckKind(TextChoices):
    """What is checked again from time to time."""

    DBS = "dbs", "DBS certificate"
    MEDICAL = "medical", "Medical"
    SAFEGUARDING = "safeguarding", "Safeguarding training"
    FIRST_AID = "first_aid", "Paediatric first aid"
    HOME_SAFETY = "home_safety", "Home safety"
    UNANNOUNCED_VISIT = "unannounced_visit", "Unannounced visit"
    INSURANCE = "insurance", "Car and home insurance"
    PET = "pet", "Pet assessment"


# What is checked of the home; the rest is checked of a person.
OF_THE_HOME = frozenset(
    {CheckKind.HOME_SAFETY, CheckKind.UNANNOUNCED_VISIT, CheckKind.INSURANCE, CheckKind.PET}
)


class AddressReason(TextChoices):
    """Why somebody opens the address of a household."""

    BRINGING_A_CHILD = "bringing_a_child", "To bring a child there, or arrange it"
    VISIT = "visit", "To visit"
    EMERGENCY = "emergency", "An emergency"
    LETTER = "letter", "To send the carers a letter or equipment"
    CHECKING = "checking", "To check or correct the record"
