"""Profiles of a run in one dimension of space beside published ones.

    python3 flows.py RUN PUBLISHED.csv [PUBLISHED.csv ...] -o FIGURE.png
    python3 flows.py RUN SHOCK.csv --shock MEAN_FREE_PATH -o FIGURE.png

PUBLISHED.csv has the columns x, species and quantities as in profiles.csv. SHOCK.csv has x_over_mfp, species, quantity and normalised_value, as Kosuge, Aoki and Takata
(2001) show shocks: the origin is where the density of the whole system is the mean of both ends, values go from one end (0, of a velocity 1) to the other.

Prints, for every species and quantity, the root mean square over the cells of the difference, of our standard error, and of the difference of the first two published curves.
"""

import argparse

import matplotlib
import numpy as np
import pandas as pd

from stosszahl import Run

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402  (the backend comes first)

QUANTITIES = ["number_density", "velocity_y", "temperature", "heat_flux_x"]


def rms(values):
    return float(np.sqrt(np.mean(np.square(values)))) if len(values) else float("nan")


def panels(count):
    figure, axes = plt.subplots((count + 1) // 2, 2, figsize=(10, 3.2 * ((count + 1) // 2)), constrained_layout=True)
    if count % 2:
        axes.flat[-1].set_axis_off()
    return figure, axes.flat


def band(axis, x, cell, colour, label):
    axis.fill_between(x, cell.value - 2 * cell.stderr, cell.value + 2 * cell.stderr, color=colour, alpha=0.3, lw=0)
    axis.plot(x, cell.value, color=colour, label=label)


def flow(last, published, names):
    """Profiles in the units of the run."""
    tables = [pd.read_csv(file) for file in published]
    shown = [q for q in QUANTITIES if any(q in t.columns for t in tables)]
    figure, axes = panels(len(shown))
    print("species,quantity,rms_difference,rms_stderr,rms_published_scatter")
    for axis, quantity in zip(axes, shown):
        for index, species in enumerate(names):
            cell = last[(last.species == species) & (last.quantity == quantity)]
            band(axis, cell.x, cell, f"C{index}", species)
            curves = []
            for style, table in zip(["k--", "k:"], tables):
                if quantity in table.columns:
                    part = table[table.species == species].sort_values("x")
                    curves.append(np.interp(cell.x, part.x, part[quantity]))
                    axis.plot(part.x, part[quantity], style, lw=0.8)
            scatter = rms(curves[0] - curves[1]) if len(curves) > 1 else float("nan")
            print(f"{species},{quantity},{rms(cell.value - curves[-1]):.3g},{rms(cell.stderr):.3g},{scatter:.3g}")
        axis.set(xlabel="x", ylabel=quantity)
        axis.legend()
    return figure


def shock(last, published, names, mean_free_path):
    """Normalised profiles about the middle of a shock."""
    table = pd.read_csv(published)
    total = last[(last.species == "*") & (last.quantity == "number_density")]
    ends = total.value.iloc[:5].mean(), total.value.iloc[-5:].mean()
    origin = np.interp(sum(ends) / 2, total.value, total.x)
    figure, axes = panels(3)
    print("species,quantity,rms_difference,rms_stderr")
    for axis, quantity in zip(axes, ["number_density", "velocity", "temperature"]):
        for index, species in enumerate(names):
            name = "velocity_x" if quantity == "velocity" else quantity
            cell = last[(last.species == species) & (last.quantity == name)].copy()
            low, high = cell.value.iloc[:5].mean(), cell.value.iloc[-5:].mean()
            if quantity == "velocity":
                low, high = high, low
            cell["value"] = (cell.value - low) / (high - low)
            cell["stderr"] = cell.stderr / abs(high - low)
            x = (cell.x - origin) / mean_free_path
            band(axis, x, cell, f"C{index}", species)
            part = table[(table.species == species) & (table.quantity == quantity)]
            axis.plot(part.x_over_mfp, part.normalised_value, "k.", ms=3)
            ours = np.interp(part.x_over_mfp, x, cell.value)
            print(f"{species},{quantity},{rms(ours - part.normalised_value):.3g},{rms(cell.stderr):.3g}")
        axis.set(xlabel="x in mean free paths", ylabel=quantity, xlim=(-7, 7))
        axis.legend()
    return figure


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run")
    parser.add_argument("published", nargs="+")
    parser.add_argument("--shock", type=float, metavar="MEAN_FREE_PATH")
    parser.add_argument("-o", "--output", required=True)
    options = parser.parse_args()
    profiles = Run(options.run).profiles
    last = profiles[profiles.time == profiles.time.max()]
    names = [species for species in last.species.unique() if species != "*"]
    if options.shock:
        figure = shock(last, options.published[0], names, options.shock)
    else:
        figure = flow(last, options.published, names)
    figure.savefig(options.output, dpi=110)


if __name__ == "__main__":
    main()
