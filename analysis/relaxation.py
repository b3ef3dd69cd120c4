#!/usr/bin/env python3
"""The figure of the worked example: BKW relaxation by particles, by the exact solution and by the solver bobylev2d, and how far they are apart.

    ./stosszahl run scenarios/bkw-2d.json --set '/output/particles=[4]'
    python3 analysis/relaxation.py runs/bkw-2d -o relaxation.png
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

import bobylev2d
import stosszahl
from stosszahl import plots


def residual(run: stosszahl.Run, quantity: str, species: str, ax: plt.Axes) -> None:
    """Relative difference to the exact law over time, with +- 2 standard errors: noise of 1e-3 is not to be seen beside the law itself."""
    table = run.series(quantity, species)
    difference = table["value"] / table["exact"] - 1
    half = plots.BAND * (table["stderr"] / table["exact"]).fillna(0)
    ax.axhline(0, color="black", linewidth=1, linestyle="--")
    (line,) = ax.plot(table.index, difference, label=quantity)
    ax.fill_between(table.index, difference - half, difference + half, color=line.get_color(), alpha=0.3, linewidth=0)
    ax.set(xlabel="t", ylabel="value/exact - 1")
    ax.legend()


def standard_scores(particles: stosszahl.Particles, solver: bobylev2d.Solver, edges: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """(counted - expected)/sqrt(expected) of the particles in every cell, shape (a - 1, b - 1) for edges of shapes (a,), (b,).

    The expected number is the integral of f of the solver over the cell by Gauss-Legendre points, three on each axis. NaN where it is below 5.
    """
    nodes, weights = np.polynomial.legendre.leggauss(3)
    points, factors = [], []
    for edge in edges:
        centre, half = (edge[1:] + edge[:-1]) / 2, np.diff(edge) / 2
        points.append((centre[:, None] + half[:, None] * nodes).ravel())
        factors.append(half[:, None] * weights)
    f = solver.density(*points).reshape(len(factors[0]), 3, len(factors[1]), 3)
    expected = np.einsum("aibj,ai,bj->ab", f, *factors) / particles.weight[0]
    counted, _, _ = np.histogram2d(*particles.v.T, bins=edges)
    return (counted - expected) / np.sqrt(np.where(expected < 5, np.nan, expected))


def figure(run: stosszahl.Run) -> plt.Figure:
    """The fourth moment over time with the exact law, and the differences to it; f of the solver at the time of the last particle file, and the standard scores of the particles against it."""
    (name,) = run.species
    particles = run.particles(name)
    solver = bobylev2d.Solver(bobylev2d.Gas(run.scenario))
    solver.advance(particles.time)

    drawing, ((moments, density), (differences, scores)) = plt.subplots(2, 2, figsize=(11, 8), constrained_layout=True)
    plots.series(run, "moment4", name, moments)
    for quantity in "moment4", "moment6":
        residual(run, quantity, name, differences)

    width = 4 * np.sqrt(solver.gas.variance())
    edges = tuple(np.linspace(u - width, u + width, 49) for u in solver.gas.velocity)
    centres = tuple((edge[1:] + edge[:-1]) / 2 for edge in edges)
    image = density.pcolormesh(*edges, solver.density(*centres).T)
    drawing.colorbar(image, ax=density)
    density.set(xlabel="vx", ylabel="vy", aspect="equal", title=f"f of the solver, t = {particles.time:g}")
    z = standard_scores(particles, solver, edges)
    image = scores.pcolormesh(*edges, z.T, cmap="RdBu_r", vmin=-4, vmax=4)
    drawing.colorbar(image, ax=scores)
    scores.set(xlabel="vx", ylabel="vy", aspect="equal", title=f"particles - solver, in standard errors: rms {np.sqrt(np.nanmean(z**2)):.2f}")
    return drawing


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draws a run of a BKW solution in the plane beside the exact law and the solver bobylev2d.")
    parser.add_argument("run", type=Path, help="run folder with a particle file (output.particles)")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.png")
    options = parser.parse_args(arguments)
    try:
        drawing = figure(stosszahl.Run(options.run))
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"{options.run}: {error}")
    drawing.savefig(options.output, dpi=110)
    return 0


if __name__ == "__main__":
    sys.exit(main())
