"""Plots of runs with their standard errors. Each draws into ``ax`` (by default the current axes of matplotlib) and returns it; bands are +- 2 standard errors."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np

from stosszahl.run import Field, Run

BAND = 2


def series(run: Run, quantity: str, species: str = "*", ax: plt.Axes | None = None) -> plt.Axes:
    """A quantity over time, and its exact value where one is known."""
    ax = ax or plt.gca()
    table = run.series(quantity, species)
    _band(ax, table.index.to_numpy(), table["value"].to_numpy(), table["stderr"].to_numpy(), species)
    if table["exact"].notna().any():
        rows = run.reference.query("quantity == @quantity and species == @species").sort_values("time")
        ax.plot(rows["time"], rows["value"], "k--", linewidth=1, label="exact")
    ax.set(xlabel="t", ylabel=quantity)
    ax.legend()
    return ax


def speeds(run: Run, species: str, ax: plt.Axes | None = None) -> plt.Axes:
    """Distribution of the speed at all times of speeds.csv, and the exact one where it is known."""
    ax = ax or plt.gca()
    for time, rows in run.speeds.query("species == @species").groupby("time"):
        line = _band(ax, rows["speed"].to_numpy(), rows["density"].to_numpy(), rows["stderr"].to_numpy(), f"t = {time:g}")
        ax.plot(rows["speed"], rows["exact"], "--", color=line.get_color(), linewidth=1)
    ax.set(xlabel="|v|", ylabel=f"probability density of |v|, {species}")
    ax.legend()
    return ax


def field(field: Field, ax: plt.Axes | None = None) -> plt.Axes:
    """A profile or a density: one axis as a line with its band, two as colours, of three the middle cell of the last."""
    ax = ax or plt.gca()
    title = f"{field.quantity} of {field.species}, t = {field.time:g}"
    if len(field.axes) == 1:
        _band(ax, field.axes[0], field.value, field.stderr, title)
        ax.set(xlabel=field.names[0], ylabel=field.quantity)
        ax.legend()
        return ax
    value = field.value
    if len(field.axes) == 3:
        middle = value.shape[2] // 2
        value = value[:, :, middle]
        title += f", {field.names[2]} = {field.axes[2][middle]:.3g}"
    image = ax.pcolormesh(field.axes[0], field.axes[1], value.T, shading="nearest")
    ax.figure.colorbar(image, ax=ax)
    ax.set(xlabel=field.names[0], ylabel=field.names[1], title=title, aspect="equal")
    return ax


def _band(ax: plt.Axes, x: np.ndarray, value: np.ndarray, stderr: np.ndarray, label: str) -> plt.Line2D:
    """A line and its band; no standard error is an exact value."""
    (line,) = ax.plot(x, value, label=label)
    half = BAND * np.nan_to_num(stderr)
    ax.fill_between(x, value - half, value + half, color=line.get_color(), alpha=0.3, linewidth=0)
    return line
