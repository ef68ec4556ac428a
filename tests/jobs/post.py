"""Real servers on this machine that take what the desk sends: one for mail, one for webhooks."""

import threading
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Taking


class Mailbox(Taking):
    """Keeps every mail; refuses recipients as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.mails: list[Message] = []
        self.refuse = ""

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        """Take the recipient, or answer what the test says."""
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    def handle_message(self, message: Message) -> None:
        """One more mail."""
        self.mails.append(message)


class MailServer(Controller):
    """A mail server on a port of its own, which it keeps when it comes back."""

    box: Mailbox

    def __init__(self, port: int = 0, **options: Any) -> None:
        self.box = Mailbox()
        super().__init__(self.box, hostname="127.0.0.1", port=port, **options)

    def _trigger_server(self) -> None:
        """Learn the port that the system gave, then say hello."""
        self.port = self.server.sockets[0].getsockname()[1] if self.server else self.port
        super()._trigger_server()


@dataclass
class Gateway:
    """A web server that keeps what is posted, and answers with one status after the other, the last one for ever."""

    answers: list[int] = field(default_factory=lambda: [200])
    posted: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    elsewhere: str = "http://127.0.0.1:9/"

    def __enter__(self) -> "Gateway":
        gateway = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.posted.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                status = gateway.answers.pop(0) if len(gateway.answers) > 1 else gateway.answers[0]
                self.send_response(status)
                if status in (301, 302, 307, 308):
                    self.send_header("Location", gateway.elsewhere)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server.server_address[1]}/hook?to=desk"
