"""`upstander work`: waiting tasks and periodic ones, beside one `upstander serve` or many."""

import signal
import threading

import typer

from upstander.cli.desk import open_desk
from upstander.cli.home import home
from upstander.cli.options import now
from upstander.cli.shapes import single
from upstander.jobs import fitness
from upstander.jobs import home as homes
from upstander.jobs import work as jobs

app = single()


@app.command()
def work() -> None:
    """Run waiting tasks, and the periodic ones, until told to stop."""
    open_desk()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with homes.held(home(), alone=False):
        fitness.fit_to_serve(beyond_loopback=False)
        typer.echo("Working.", err=True)
        jobs.posting(now, stop)
        jobs.work(home(), now, stop)
