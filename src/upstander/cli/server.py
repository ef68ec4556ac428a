"""The server itself: processes that answer, and a thread beside them that works."""

import multiprocessing
import threading

import granian
from granian.constants import Interfaces
from granian.log import LogLevels

from upstander.cli.home import PORT, home
from upstander.cli.options import now
from upstander.jobs import home as homes
from upstander.jobs import work

DOOR = "upstander.site.door:application"
THREADS = 8


def serve(host: str, port: int, *, works: bool, processes: int = 1) -> None:
    """Serve until told to stop; `works` runs waiting and periodic tasks in a thread beside. Links lead to this port."""
    homes.write(home() / PORT, str(port).encode())
    multiprocessing.set_start_method("spawn", force=True)
    if works:
        start_work()
    server = granian.Granian(
        DOOR,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        log_level=LogLevels.error,
        websockets=False,
        workers_kill_timeout=5,
    )
    server.serve()


def start_work() -> None:
    """Run tasks in a thread that ends with this process."""
    stop = threading.Event()
    threading.Thread(target=work.work, args=(home(), now, stop), daemon=True, name="work").start()
    work.posting(now, stop)
