"""`upstander doctor`: what is wrong on this machine, and what to do about it."""

from typing import Annotated

import typer

from upstander.cli.desk import start
from upstander.cli.home import database_named, home
from upstander.cli.options import AsJson, now
from upstander.cli.serving import busy
from upstander.cli.shapes import single
from upstander.cli.show import Column, key, listing
from upstander.jobs import doctor as jobs

app = single()


@app.command()
def doctor(
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to look at.")] = 8000,
    as_json: AsJson = False,
) -> None:
    """Check Python, packages, home, disk, figures, database, log, clock and port; exit 1 if something is wrong."""
    place = home()
    start()
    findings = [*jobs.of_machine(place, now()), jobs.of_port(port, taken=busy("127.0.0.1", port) is not None)]
    findings += jobs.of_figures(place)
    if database_named() or (place / "desk.sqlite3").exists():
        findings += jobs.of_desk(now())
    else:
        findings.append(jobs.no_desk())
    objects = [finding.wire() for finding in findings]
    listing(objects, COLUMNS, as_json=as_json, as_csv=False, none="Nothing was checked.")
    if any(finding.level == jobs.WRONG for finding in findings):
        raise typer.Exit(1)


COLUMNS: tuple[Column, ...] = (("", key("level")), ("What", key("what")), ("Finding", key("finding")))
