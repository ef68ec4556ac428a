"""Spreadsheets: a cell must never be run as a formula by the program that opens it."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> object:
    """The value for a CSV cell: text that would start a formula gets an apostrophe before it; None is empty."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value
