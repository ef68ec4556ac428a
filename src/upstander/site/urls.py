"""Root addresses."""

from django.urls import include, path

from upstander.api import api

urlpatterns = [path("api/", api.urls), path("", include("upstander.web.urls"))]

handler400 = "upstander.web.errors.bad_request"
handler403 = "upstander.web.errors.refused"
handler404 = "upstander.web.errors.unknown"
handler500 = "upstander.web.errors.broken"
handler429 = "upstander.web.errors.too_many"
