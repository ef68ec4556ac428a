"""A fitted model: everything needed to forecast with it again, and to say how it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from upstander.lib.dates import Month
from upstander.records.counts import Numbers
from upstander.records.forecasts import Question


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A logistic regression on standardised features, with its refits on resampled countries.

    `begins`, `closes`: the first month forecast from and the last month whose figures were labels. `means`, `scales`,
    `coefficients`: one entry a key. `replicates`: refits x (1 + keys), the intercept first. `persistence`: how often
    the threshold was reached after a window that had not reached it, and after one that had.
    """

    id: str
    question: Question
    begins: Month
    closes: Month
    vintage: str
    keys: tuple[str, ...]
    means: Numbers
    scales: Numbers
    intercept: float
    coefficients: Numbers
    replicates: Numbers
    persistence: tuple[float, float]
    strength: float
    seed: int
    rows: int
    reached: int
    library: str

    def written(self) -> dict[str, Any]:
        """As plain values, ready for JSON."""
        return {
            "id": self.id,
            "at_least": self.question.at_least,
            "within": self.question.within,
            "begins": str(self.begins),
            "closes": str(self.closes),
            "vintage": self.vintage,
            "keys": list(self.keys),
            "means": self.means.tolist(),
            "scales": self.scales.tolist(),
            "intercept": self.intercept,
            "coefficients": self.coefficients.tolist(),
            "replicates": self.replicates.tolist(),
            "persistence": list(self.persistence),
            "strength": self.strength,
            "seed": self.seed,
            "rows": self.rows,
            "reached": self.reached,
            "library": self.library,
        }

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Model":
        """The model that `written` wrote."""
        plain = {name: values[name] for name in ("id", "vintage", "intercept", "strength", "seed", "rows", "reached")}
        return cls(
            question=Question(values["at_least"], values["within"]),
            begins=Month.read(values["begins"]),
            closes=Month.read(values["closes"]),
            keys=tuple(values["keys"]),
            means=numbers(values["means"]),
            scales=numbers(values["scales"]),
            coefficients=numbers(values["coefficients"]),
            replicates=numbers(values["replicates"]),
            persistence=(values["persistence"][0], values["persistence"][1]),
            library=values["library"],
            **plain,
        )


def numbers(values: Sequence[Any]) -> Numbers:
    """An array of floats."""
    return np.asarray(values, dtype=np.float64)
