"""The second proof at sign-in: a code of an authenticator app (RFC 6238), or a recovery code once.

A code is taken once: the half-minute of the last one is kept, under a lock, and neither it nor an earlier one
passes again. Five wrong codes lock the factor for a quarter of an hour, whoever asks.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import timedelta

import pyotp
import segno
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from sufficiency.core import audit
from sufficiency.core.models import RecoveryCode, SecondFactor, User
from sufficiency.core.sign_in.sealing import opened, seal

STEP = 30  # seconds
WRONG_CODES = 5
LOCKED_FOR = timedelta(minutes=15)
RECOVERY_CODES = 10
# Without letters and digits that look alike.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_ISSUER = "Sufficiency"


class WrongCode(Exception):
    """The code is not the one the app shows now, or was used before."""

    def __init__(self) -> None:
        super().__init__(
            "That code is not right, or was used already. Enter the code that your app shows now."
        )


class Locked(Exception):
    """Too many wrong codes."""

    def __init__(self) -> None:
        super().__init__("Too many wrong codes. Wait a quarter of an hour and try again.")


def confirmed_factor(user: User) -> SecondFactor | None:
    """The person's authenticator app, if they have set one up."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first()


@transaction.atomic
def enrolment(*, user: User) -> str:
    """The secret to give an app (base 32), drawn at the first call and the same until it is confirmed."""
    factor, _ = SecondFactor.objects.select_for_update().get_or_create(
        user=user, defaults={"sealed_secret": seal(pyotp.random_base32())}
    )
    if factor.confirmed_at:
        raise ValueError("this person's app is confirmed; its secret is not shown again")
    return opened(factor.sealed_secret)


def square(user: User, secret: str) -> str:
    """The secret as the QR code that an app reads: SVG without style or script."""
    address = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=_ISSUER)
    return segno.make(address, error="m").svg_inline(
        scale=5, border=4, dark="#0b0c0c", light="#fff", omitsize=False
    )


@transaction.atomic
def _confirm(user: User, code: str, now: float) -> list[str] | None:
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at=None)
    if not _passes(factor, code, now):
        return None
    factor.confirmed_at = timezone.now()
    factor.save()
    codes = _new_recovery_codes(factor)
    audit.record(by=user, action="set up second factor", on=user)
    return codes


def confirm_enrolment(*, user: User, code: str, now: float | None = None) -> list[str]:
    """The app shows the right code: it is asked at every sign-in from now on. Gives the recovery codes, once.

    Raises `WrongCode`, `Locked`.
    """
    codes = _confirm(user, code, time.time() if now is None else now)
    if codes is None:
        raise WrongCode
    return codes


def check_code(*, user: User, code: str, now: float | None = None) -> None:
    """Take the app's code. `now` is seconds since 1970. Raises `WrongCode`, `Locked`."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
        passed = _passes(factor, code, time.time() if now is None else now)
        if not passed:
            audit.record(by=user, action="wrong second factor", on=user)
    # Outside the transaction: the count of wrong codes must stay.
    if not passed:
        raise WrongCode


def use_recovery_code(*, user: User, code: str) -> int:
    """Take a recovery code and never again; how many are left. Raises `WrongCode`, `Locked`."""
    with transaction.atomic():
        factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
        _refuse_if_locked(factor)
        unused = factor.recovery_codes.filter(used_at=None)
        used = unused.filter(code_hash=_hash(factor, code)).update(used_at=timezone.now())
        left = unused.count()
        _count(factor, right=bool(used))
        audit.record(
            by=user, action="use recovery code" if used else "wrong second factor", on=user, left=left
        )
    if not used:
        raise WrongCode
    return left


@transaction.atomic
def begin_anew(*, user: User) -> None:
    """Forget the person's app, which they have just shown to hold: they set up another."""
    SecondFactor.objects.filter(user=user).delete()
    audit.record(by=user, action="replace second factor", on=user)


@transaction.atomic
def new_recovery_codes(*, user: User) -> list[str]:
    """Ten new codes; those of before are worth nothing any more."""
    factor = SecondFactor.objects.select_for_update().get(user=user, confirmed_at__isnull=False)
    codes = _new_recovery_codes(factor)
    audit.record(by=user, action="make recovery codes", on=user)
    return codes


def _passes(factor: SecondFactor, code: str, now: float) -> bool:
    """Whether the code is that of this half-minute or a neighbouring one, and later than the last one taken."""
    _refuse_if_locked(factor)
    generator = pyotp.TOTP(opened(factor.sealed_secret), interval=STEP)
    typed = "".join(code.split())
    here = int(now // STEP)
    steps = [
        step
        for step in (here - 1, here, here + 1)
        if constant_time_compare(generator.generate_otp(step), typed)
    ]
    step = max(steps, default=None)
    right = step is not None and (factor.last_step is None or step > factor.last_step)
    if right:
        factor.last_step = step
    _count(factor, right=right)
    return right


def _refuse_if_locked(factor: SecondFactor) -> None:
    if factor.locked_until and timezone.now() < factor.locked_until:
        raise Locked


def _count(factor: SecondFactor, *, right: bool) -> None:
    factor.wrong_codes = 0 if right else factor.wrong_codes + 1
    if factor.wrong_codes >= WRONG_CODES:
        factor.wrong_codes, factor.locked_until = 0, timezone.now() + LOCKED_FOR
        audit.record(by=factor.user, action="lock second factor", on=factor.user)
    factor.save()


def _new_recovery_codes(factor: SecondFactor) -> list[str]:
    codes = [_recovery_code() for _ in range(RECOVERY_CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(second_factor=factor, code_hash=_hash(factor, code)) for code in codes
    )
    return codes


def _recovery_code() -> str:
    """Three groups of five: 74 bits, too many to guess, so that a plain hash keeps them."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(3))


def _hash(factor: SecondFactor, code: str) -> str:
    plain = "".join(sign for sign in code.lower() if sign in _ALPHABET)
    return hashlib.sha256(f"{factor.pk} {plain}".encode()).hexdigest()
