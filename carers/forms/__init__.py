from carers.forms.approval import ApprovalForm, DetailsForm, EndForm, TermsForm
from carers.forms.daily import AddressForm, ConfirmationForm, HoldForm, RevealForm
from carers.forms.fields import day_to_type
from carers.forms.oversight import CheckForm, ReviewForm
from carers.forms.people import CarerForm, NewCarerForm
from sufficiency.core.writing import WritingForm

__all__ = [
    "AddressForm",
    "ApprovalForm",
    "CarerForm",
    "CheckForm",
    "ConfirmationForm",
    "DetailsForm",
    "EndForm",
    "HoldForm",
    "NewCarerForm",
    "RevealForm",
    "ReviewForm",
    "TermsForm",
    "WritingForm",
    "day_to_type",
]
