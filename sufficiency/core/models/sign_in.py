from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now

from sufficiency.core.history import track_changes


class SecondFactor(models.Model):
    """An authenticator app of a person: what it shares with us, and the last code that was taken."""

    user = models.OneToOneField("core.User", on_delete=models.CASCADE, related_name="second_factor")
    # Sealed with the key from the environment; never stored or shown in the clear after it is confirmed.
    sealed_secret = models.TextField()
    confirmed_at = models.DateTimeField(null=True)
    # The half-minute (since 1970) of the last code taken: no code is taken twice, nor an earlier one.
    last_step = models.BigIntegerField(null=True)
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"second factor {self.pk}"


class RecoveryCode(models.Model):
    """A code that stands in for the app once. Only its hash is kept."""

    second_factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["second_factor", "code_hash"], name="recovery_code_once"),
        )

    def __str__(self) -> str:
        return f"recovery code {self.pk}"


@track_changes
class ExternalIdentity(models.Model):
    """Who a person is to the council's identity provider: its issuer and its own unchanging subject."""

    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_is_one_persons"),
            models.UniqueConstraint(fields=["user", "issuer"], name="one_identity_an_issuer"),
        )

    def __str__(self) -> str:
        return f"identity {self.pk}"


class KeptForm(models.Model):
    """What someone had typed when their time ran out: sealed, for them alone, and deleted after some hours."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey("core.User", on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=2000)
    sealed_fields = models.TextField()
    kept_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"kept form {self.public_id}"
