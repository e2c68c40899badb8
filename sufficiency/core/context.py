from django.conf import settings


def site(request) -> dict:
    """What every page's frame needs beyond its own context."""
    return {"demonstration": settings.DEMONSTRATION}
