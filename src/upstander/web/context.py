"""What the frame of every page needs."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from upstander.jobs import waiting
from upstander.records.channels import DeliveryState
from upstander.records.desk import Status
from upstander.records.people import APART, PUBLIC, RECEIVES, Role, Viewer
from upstander.store.desk import reads as desk
from upstander.web import languages
from upstander.web.words import language


def frame(request: HttpRequest) -> dict[str, Any]:
    """Viewer, language, direction, what waits; counted only when the page prints it."""
    viewer: Viewer = getattr(request, "viewer", PUBLIC)
    current = language()
    return {
        "viewer": viewer,
        "signed_in": viewer.person > 0,
        "is_administrator": Role.ADMINISTRATOR in viewer.roles,
        "is_custodian": Role.CUSTODIAN in viewer.roles,
        "works_here": bool(viewer.roles & RECEIVES) and not viewer.roles & APART,
        "is_auditor": Role.AUDITOR in viewer.roles,
        "language": current,
        "html_language": languages.django_code(current).replace("zh-hans", "zh-Hans"),
        "direction": "rtl" if current == "ar" else "ltr",
        "languages": languages.LANGUAGES,
        "place": request.path.split("/")[1],
        "plays": viewer.exercise,
        **({"drill": Status.EXERCISE} if viewer.exercise else {}),
        "waiting_count": SimpleLazyObject(lambda: count(viewer)),
        "given_up": SimpleLazyObject(lambda: failed(viewer)),
    }


def failed(viewer: Viewer) -> int:
    """How many messages were given up, and how much work is set aside, for an administrator."""
    return desk.deliveries(viewer, DeliveryState.DEAD, size=1)[1].total + len(desk.aside(viewer))


def count(viewer: Viewer) -> int:
    """How many things wait for the viewer."""
    return waiting.count(viewer, timezone.now()) if viewer.person > 0 else 0
