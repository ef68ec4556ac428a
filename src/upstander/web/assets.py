"""Style sheets, scripts, the map: served from the package, each under an address that changes with its bytes."""

import hashlib
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from whitenoise.middleware import WhiteNoiseMiddleware

YEAR = "public, max-age=31536000, immutable"


@lru_cache(maxsize=256)
def version(name: str) -> str:
    """Twelve characters of the file's hash; empty if there is no such file."""
    found = finders.find(name)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if isinstance(found, str) else ""


class Versioned(StaticFilesStorage):
    """Adds the version to every address, so that browsers may keep files for a year."""

    def url(self, name: str | None) -> str:
        """`web/upstander.css` as `/static/web/upstander.css?v=…`."""
        plain = super().url(name)
        held = version(urlsplit(name or "").path)
        return f"{plain}?v={held}" if held else plain


class Assets(WhiteNoiseMiddleware):
    """WhiteNoise, without a folder to collect into: it reads the files where they were installed."""

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The file, or what comes next."""
        response: HttpResponse = super().__call__(request)
        if request.path_info.startswith(self.static_prefix) and "v" in request.GET and response.status_code == 200:
            response.headers["Cache-Control"] = YEAR
        return response
