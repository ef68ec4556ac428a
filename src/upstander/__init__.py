"""Upstander: early warning that gets answered."""

__version__ = "0.1.0"
