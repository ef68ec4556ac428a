"""`upstander serve`: the desk alone, for a unit of systemd or a container."""

from typing import Annotated

import typer

from upstander.cli import server, serving
from upstander.cli.desk import open_desk
from upstander.cli.home import home
from upstander.cli.shapes import single
from upstander.jobs import fitness
from upstander.jobs import home as homes

app = single()


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to listen on.")] = 8000,
    processes: Annotated[int, typer.Option("--processes", min=1, max=64, help="How many processes answer.")] = 1,
    with_work: Annotated[
        bool, typer.Option("--with-work", help="Run tasks as well, instead of `upstander work`.")
    ] = False,
) -> None:
    """Serve the desk that `upstander up --only-prepare` has prepared; beyond this machine only behind TLS."""
    beyond = serving.beyond_loopback(host)
    serving.free_port(host, port)
    open_desk()
    with homes.held(home(), alone=False):
        fitness.fit_to_serve(beyond_loopback=beyond)
        typer.echo(f"Serving on {host}:{port}.", err=True)
        server.serve(host, port, works=with_work, processes=processes)
