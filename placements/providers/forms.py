"""The name and Ofsted number of a provider's home."""

from __future__ import annotations

import re
from typing import Any

from sufficiency.core.writing import WritingForm, words

_NUMBER = re.compile(r"(?=.*[0-9])[A-Z0-9]{4,9}")
_NOT_A_NUMBER = "Enter the Ofsted number as the register has it: 4 to 9 letters and digits, such as SC012345"


class HomeForm(WritingForm):
    """As Ofsted's register has them."""

    name = words("Name of the home", length=120, missing="Enter the name of the home")
    urn = words(
        "Ofsted number (URN)",
        length=20,
        missing="Enter the home’s Ofsted number",
        help_text="As it stands in Ofsted’s register, such as SC012345.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["urn"].widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off"})

    def clean_urn(self) -> str:
        """In capitals, without spaces. What returns write where there is none is no number of a home."""
        urn = "".join(self.cleaned_data["urn"].split()).upper()
        if not _NUMBER.fullmatch(urn):
            self.add_error("urn", _NOT_A_NUMBER)
        return urn
