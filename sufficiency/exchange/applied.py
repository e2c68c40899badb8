"""The word that a load was applied, for what stands above the exchange."""

from django.dispatch import Signal

# Sent in the transaction that applies it, as `load`: whoever works on from there waits until it is committed.
load_applied = Signal()
