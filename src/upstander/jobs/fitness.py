"""Whether the desk may be served as it is: its tables, and who could reach it."""

from upstander.lib.text import mark
from upstander.records.errors import Fault, Refused
from upstander.store.desk import people, schema

ON_LOOPBACK = mark(
    "This desk holds demonstration accounts, which open on this machine only: name another home in UPSTANDER_HOME."
)


def fit_to_serve(*, beyond_loopback: bool) -> None:
    """Fault unless the tables are this program's; Refused for demonstration accounts beyond this machine."""
    found = schema.shape()
    if found is schema.Shape.NEWER:
        raise Fault(schema.NEWER)
    if found is not schema.Shape.CURRENT:
        raise Fault("The desk is not prepared for this version: run `upstander up` first.")
    if beyond_loopback and people.demonstration_accounts():
        raise Refused(ON_LOOPBACK)
