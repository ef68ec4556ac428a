"""`upstander forecast`: what was forecast, from which figures, and how good it has been."""

import json
from typing import Annotated, Any

import typer

from upstander.cli.home import home
from upstander.cli.options import AsCsv, AsJson, AsKnown, AtLeast, Within, asked, day, now
from upstander.cli.progress import Steps
from upstander.cli.shapes import group
from upstander.cli.show import Column, Object, key, listing, percent
from upstander.jobs import forecast as jobs
from upstander.jobs import home as homes
from upstander.records import wire
from upstander.records.people import PUBLIC
from upstander.store import lake as lakes

app = group("Forecast: the chance of mass killing of civilians, its reasons and its record.")


@app.command()
def show(
    country: Annotated[str, typer.Argument(metavar="CODE", help="The State, by three letters.", show_default=False)],
    at_least: AtLeast = 100,
    within: Within = 12,
    as_known: AsKnown = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Show every month-end's forecast of one State, the newest last."""
    lake, known = lakes.open_lake(home()), day(as_known, now().date())
    iso3 = lake.state(PUBLIC, country.upper()).iso3
    objects = [path_point(one) for one in lake.forecast_path(PUBLIC, known, asked(at_least, within), iso3)]
    listing(objects, COLUMNS, as_json=as_json, as_csv=as_csv, none="There is no forecast for this State on that day.")


def path_point(one: Any) -> dict[str, Any]:
    """One month-end's forecast as JSON prints it."""
    names = ("iso3", "probability", "low", "high", "baseline", "intercept", "provisional", "reconstructed", "model")
    told = {"origin": str(one.origin), "known_at": one.known_at.isoformat()}
    told |= {"at_least": one.question.at_least, "within": one.question.within}
    return (
        told | {name: getattr(one, name) for name in names} | {"drivers": [wire.driver(each) for each in one.drivers]}
    )


@app.command()
def compute(as_known: AsKnown = "", as_json: AsJson = False) -> None:
    """Compute the forecasts as known on a day and keep them; what is kept already is never changed."""
    known = day(as_known, now().date())
    homes.make(home())
    lake = lakes.load_bundled(home())
    with Steps(lines=not as_json) as steps:
        new = jobs.compute_as_known(lake, known, lambda done, total: steps("Forecasts", done, total))
    sentence = f"Computed the forecasts as known on {known}." if new else f"Those of {known} are kept already."
    typer.echo(json.dumps({"as_known": str(known), "new": new}) if as_json else sentence)


@app.command()
def evaluate(
    at_least: AtLeast = 100,
    within: Within = 12,
    every: Annotated[int, typer.Option("--every", min=1, max=12, help="Months from one trial to the next.")] = 1,
    as_known: AsKnown = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Play the past forward in time: how the model, persistence and climatology scored, also among quiet places."""
    lake, known = lakes.open_lake(home()), day(as_known, now().date())
    question = asked(at_least, within)
    with Steps() as steps:
        scores = jobs.evaluate(
            lake, PUBLIC, known, question, every, lambda done, total: steps("Evaluation", done, total)
        )
    objects = [score(one) for one in scores]
    listing(objects, SCORES, as_json=as_json, as_csv=as_csv, none="There is too little past to play forward.")


def score(one: Any) -> dict[str, Any]:
    """A score as JSON prints it."""
    told: dict[str, Any] = {"at_least": one.question.at_least, "within": one.question.within}
    told |= {name: getattr(one, name) for name in ("method", "among", "forecasts", "reached", "places", "episodes")}
    told |= {"first": str(one.first), "last": str(one.last)}
    for name in ("brier", "log_loss", "auc", "gain"):
        measured = getattr(one, name)
        told[name] = {"value": measured.value, "low": measured.low, "high": measured.high}
    return told


def marks(row: Object) -> str:
    """What a reader must know of the figures behind it."""
    return ", ".join(name for name in ("provisional", "reconstructed") if row[name])


def measured(name: str) -> Any:
    """Reads a score with its interval."""

    def read(row: Object) -> str | None:
        found = row[name]
        if found["value"] is None:
            return None
        span = "" if found["low"] is None else f" ({found['low']:.3f} to {found['high']:.3f})"
        return f"{found['value']:.3f}{span}"

    return read


COLUMNS: tuple[Column, ...] = (
    ("Month-end", key("origin")),
    ("Known", key("known_at")),
    ("Chance", lambda row: percent(row["probability"])),
    ("90 %", lambda row: f"{100 * row['low']:.1f}–{100 * row['high']:.1f}"),
    ("Baseline", lambda row: percent(row["baseline"])),
    ("Marks", marks),
)
SCORES: tuple[Column, ...] = (
    ("Method", key("method")),
    ("Among", key("among")),
    ("Brier", measured("brier")),
    ("Log loss", measured("log_loss")),
    ("AUC", measured("auc")),
    ("Gain on persistence", measured("gain")),
    ("Forecasts", key("forecasts")),
    ("Reached", key("reached")),
    ("Episodes", key("episodes")),
)
