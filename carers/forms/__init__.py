from carers.forms.approval import ApprovalForm, DetailsForm, EndForm, TermsForm
from carers.forms.daily import AddressForm, ConfirmationForm, HoldForm, RevealForm
from carers.forms.fields import WritingForm, day_to_type
from carers.forms.oversight import CheckForm, ReviewForm

__all__ = [
    "AddressForm",
    "ApprovalForm",
    "CheckForm",
    "ConfirmationForm",
    "DetailsForm",
    "EndForm",
    "HoldForm",
    "RevealForm",
    "ReviewForm",
    "TermsForm",
    "WritingForm",
    "day_to_type",
]
