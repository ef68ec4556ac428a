"""The desk from the command line: opened when a command needs it, and asked as somebody."""

import os
from collections.abc import Callable, Iterable

import django

from upstander.cli.home import database_named, home, settle
from upstander.cli.options import now
from upstander.jobs import audit
from upstander.records.desk import Person
from upstander.records.errors import Fault, Refused, Unknown, Usage
from upstander.records.people import Viewer
from upstander.store.desk import reads

PRIVATE = 0o077
"""What nobody but the owner may do with the files written from here on."""


def at_a_desk() -> bool:
    """Whether this home holds a desk; if so it is made ready to be asked."""
    there = database_named() or (home() / "desk.sqlite3").exists()
    if there:
        start()
    return there


def open_desk() -> None:
    """Make the desk of this home ready to be asked; Fault if there is none yet."""
    if not at_a_desk():
        raise Fault("There is no desk yet: run `upstander up` first.")


def start() -> None:
    """Start Django over this home, whether or not it holds a desk yet."""
    os.umask(PRIVATE)
    settle(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "upstander.site.settings")
    django.setup()


def reader(as_name: str, token: str) -> Viewer:
    """Who reads: the token's owner, or the person named with --as, who then can do nothing else."""
    open_desk()
    if as_name:
        return reads.viewer_named(as_name, now())
    if token:
        return reads.viewer_of_token(token, now())
    raise Usage("Say with whose eyes you read: --as NAME, or --token SECRET.", "as")


def actor(as_name: str, token: str) -> Viewer:
    """Who acts: the token's owner. Refused for --as, which only reads."""
    if as_name:
        raise Refused("--as only reads: act with that person's own token, in --token or UPSTANDER_TOKEN.", "as")
    if not token:
        raise Usage("Say who acts: give that person's own token in --token or UPSTANDER_TOKEN.", "token")
    open_desk()
    return reads.actor_of_token(token, now())


def named(viewer: Viewer, username: str, among: Callable[[Viewer], Iterable[Person]]) -> Person:
    """The person with this user name among those that a question gives; Unknown otherwise."""
    for person in among(viewer):
        if person.username == username:
            return person
    raise Unknown("There is nobody called %(username)s whom you may name here.", "person", username=username)


def seen(viewer: Viewer, what: str, id: str, situation: str) -> None:
    """Log that a person was shown something; whoever borrows that person's eyes with --as is somebody else."""
    if not viewer.reads_only:
        audit.saw(viewer, what, id, situation, now())
