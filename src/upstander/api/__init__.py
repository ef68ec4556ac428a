"""JSON in, a job done, JSON out: the same reads and the same jobs as the pages, described at /api/docs."""

from upstander.api.doors import api

__all__ = ["api"]
