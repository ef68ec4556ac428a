"""What can go wrong, in words that say what to do. Edges turn each into an exit code or a status.

UpstanderError
├── Usage          what was asked cannot be: exit 2, HTTP 400
│   └── Unknown    no such country, month, situation ...: exit 2, HTTP 404
├── Refused        this person may not do this: exit 2, HTTP 403
└── Fault          the machine, its files or its store: exit 1, HTTP 503
    └── Damaged    bytes are not what the manifest or the chain says
"""

from upstander.lib.text import Sentence


class UpstanderError(Exception):
    """Carries one sentence that says what is wrong and what to do."""

    def __init__(self, template: str, field: str = "", **values: object) -> None:
        self.sentence = Sentence(template, {"field": field, **values})
        self.field = field
        super().__init__(str(self.sentence))


class Usage(UpstanderError):
    """What was asked cannot be done as asked."""


class Unknown(Usage):
    """There is no such thing, or not for this viewer: the two look alike on purpose."""


class Refused(UpstanderError):
    """The viewer may see this, but may not do that."""


class Fault(UpstanderError):
    """The machine or the store stands in the way."""


class Damaged(Fault):
    """Stored bytes differ from what was recorded of them."""
