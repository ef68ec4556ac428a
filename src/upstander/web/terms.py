"""Words of the log and of an alert's parts, marked for translation."""

from upstander.lib.text import mark

DEEDS = {
    "access ended": mark("ended access"),
    "access given": mark("gave access"),
    "acknowledged": mark("acknowledged"),
    "added": mark("added"),
    "changed": mark("changed"),
    "closed": mark("closed"),
    "deactivated": mark("closed the account"),
    "decided": mark("decided"),
    "drafted": mark("drafted"),
    "handed over": mark("handed over"),
    "issued": mark("issued"),
    "opened": mark("opened"),
    "password changed": mark("changed the password"),
    "password set by link": mark("set a password by link"),
    "phase changed": mark("changed the phase"),
    "proposed": mark("proposed"),
    "reactivated": mark("opened the account again"),
    "reported": mark("reported"),
    "reset link made": mark("made a one-time link"),
    "roles set": mark("set the roles"),
    "seen": mark("saw"),
    "signed": mark("signed"),
    "superseded": mark("superseded"),
    "token ended": mark("ended a token"),
    "token made": mark("made a token"),
    "entry": mark("wrote an entry"),
    "graded": mark("graded"),
    "ladder changed": mark("changed the ladder"),
    "marked imminent": mark("marked as imminent"),
    "put on duty": mark("put on duty"),
    "step done": mark("finished a step"),
    "step taken": mark("took a step"),
    "taken off duty": mark("took off duty"),
    "thread closed": mark("closed the thread"),
    "thread opened": mark("opened the thread"),
    "exhausted": mark("ran out of steps"),
}
"""What each action of the log is called."""

PARTS = {
    "title": mark("Title"),
    "text": mark("What we see"),
    "ask": mark("What we ask"),
    "grade": mark("Grade"),
    "confidence": mark("How sure we are"),
    "change_our_mind": mark("What would change our mind"),
    "dissent": mark("Dissent"),
    "status": mark("Is it real?"),
    "tlp": mark("Who may be told (TLP)"),
}
"""What each part of an alert is called."""
