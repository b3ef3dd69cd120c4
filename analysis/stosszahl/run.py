"""The run folder."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

FORMAT_VERSION = 1
VELOCITY = ("vx", "vy", "vz")
POSITION = ("x", "y", "z")


def read_table(path: str | Path) -> pd.DataFrame:
    """Any CSV file of a run: exact doubles, an empty field as NaN (only that: a species may be called "NA")."""
    return pd.read_csv(path, float_precision="round_trip", keep_default_na=False, na_values=[""], dtype={"species": str, "quantity": str})


def read_scenario(path: str | Path) -> dict:
    """The scenario of a file (// comments are allowed) or of a run folder (there with all defaults filled in)."""
    path = Path(path)
    if path.is_dir():
        return Run(path).scenario
    text = path.read_text(encoding="utf-8")
    without_comments = re.sub(r'("(?:\\.|[^"\\])*")|//[^\n]*|/\*.*?\*/', lambda match: match[1] or "", text, flags=re.DOTALL)
    return json.loads(without_comments)


def read_density(path: str | Path) -> Field:
    """f of a density file of a run, or of ``stosszahl export --grid`` in any format: name.csv, name-f.npy (with name-stderr.npy, name-vx.npy, ... beside it) or name.h5.

    Time and species are those of an HDF5 file, else NaN and "": other files do not tell.
    """
    path = Path(path)
    if path.suffix == ".csv":
        return _field(read_table(path), np.nan, "", "f", VELOCITY)
    if path.suffix == ".h5":
        arrays, time, species = _read_hdf5(path)
    else:
        stem = path.stem.removesuffix("-f")
        files = {name: path.with_name(f"{stem}-{name}.npy") for name in ("f", "stderr", *VELOCITY)}
        arrays, time, species = {name: np.load(file) for name, file in files.items() if file.exists()}, np.nan, ""
    names = tuple(name for name in VELOCITY if name in arrays)
    return Field(time, species, "f", names, tuple(arrays[name] for name in names), arrays["f"], arrays["stderr"])


def read_particles(path: str | Path) -> Particles:
    """A particle file of a run, or of ``stosszahl export --particles`` in any format (.csv, .npy, .h5). Time and species as for ``read_density``."""
    path = Path(path)
    time, species = np.nan, ""
    if path.suffix == ".csv":
        rows = read_table(path)
    elif path.suffix == ".h5":
        arrays, time, species = _read_hdf5(path)
        rows = pd.DataFrame(arrays)
    else:
        array = np.load(path)
        rows = pd.DataFrame(array, columns=[*VELOCITY[: array.shape[1] - 1], "weight"])

    def columns(names: tuple[str, ...]) -> np.ndarray:
        return rows[[name for name in names if name in rows]].to_numpy(float)

    return Particles(time, species, columns(VELOCITY), rows["weight"].to_numpy(float), columns(POSITION))


def _read_hdf5(path: Path) -> tuple[dict[str, np.ndarray], float, str]:
    import h5py  # only here: all other files are read without it

    with h5py.File(path) as file:
        species = file.attrs["species"]
        name = species.decode() if isinstance(species, bytes) else str(species)
        return {key: data[()] for key, data in file.items()}, float(file.attrs["time"]), name


@dataclass(frozen=True)
class Field:
    """A quantity of one species at one time on a rectangular grid.

    names:  of the axes, such as ("vx", "vy") or ("x",)
    axes:   centres of the cells along each axis, arrays of shapes (n_0,), (n_1,), ...
    value:  shape (n_0, n_1, ...)
    stderr: standard errors, the same shape; NaN where the value is exact
    """

    time: float
    species: str
    quantity: str
    names: tuple[str, ...]
    axes: tuple[np.ndarray, ...]
    value: np.ndarray
    stderr: np.ndarray

    @property
    def cell(self) -> float:
        """Volume of a cell; the cells are equal."""
        return float(np.prod([(axis[-1] - axis[0]) / (len(axis) - 1) if len(axis) > 1 else 1.0 for axis in self.axes]))


@dataclass(frozen=True)
class Particles:
    """The particles of one species at one time, those of all replicas one after the other.

    v:      velocities, shape (N, d)
    weight: shape (N,); in a homogeneous gas their sum is the number density
    x:      positions, shape (N, dimension of space); (N, 0) for a homogeneous gas
    """

    time: float
    species: str
    v: np.ndarray
    weight: np.ndarray
    x: np.ndarray


class Run:
    """A folder that ``stosszahl run`` wrote. Files are read when first asked for; a file that the run has not written raises FileNotFoundError.

    Units are those of the scenario: dimensionless with k_B = 1, or SI.
    """

    def __init__(self, folder: str | Path):
        """Raises FileNotFoundError if it is no run folder, ValueError if it is one of another format."""
        self.folder = Path(folder)
        self.info: dict = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        if self.info.get("format") != "stosszahl-run" or self.info.get("formatVersion") != FORMAT_VERSION:
            raise ValueError(f"{self.folder}: expected a stosszahl-run of version {FORMAT_VERSION}, not {self.info.get('format')} {self.info.get('formatVersion')}")

    def __repr__(self) -> str:
        return f"Run({str(self.folder)!r})"

    @property
    def scenario(self) -> dict:
        """The scenario with all defaults filled in."""
        return self.info["scenario"]

    @property
    def species(self) -> list[str]:
        return [species["name"] for species in self.info["species"]]

    @property
    def times(self) -> np.ndarray:
        """Output times, shape (T,)."""
        return np.array(self.info["outputs"]["times"], float)

    @cached_property
    def timeseries(self) -> pd.DataFrame:
        """time, species, quantity, value, stderr; species "*" is the whole system."""
        return read_table(self.folder / "timeseries.csv")

    @cached_property
    def reference(self) -> pd.DataFrame:
        """time, species, quantity, value: the exact law, at the output times and at 201 equal steps."""
        return read_table(self.folder / "reference.csv")

    @cached_property
    def speeds(self) -> pd.DataFrame:
        """time, species, speed, density, stderr, exact: probability density of |v|."""
        return read_table(self.folder / "speeds.csv")

    @cached_property
    def occupations(self) -> pd.DataFrame:
        """time, species, speed, occupation, stderr, equilibrium: q f of Fermi and Bose species."""
        return read_table(self.folder / "occupations.csv")

    @cached_property
    def maps(self) -> pd.DataFrame:
        """time, species, vx, vy, f, stderr: see ``map``."""
        return read_table(self.folder / "maps.csv")

    @cached_property
    def profiles(self) -> pd.DataFrame:
        """time, species, x[, y, z], quantity, value, stderr: see ``profile``. Only of runs in space."""
        return read_table(self.folder / "profiles.csv")

    @cached_property
    def comparison(self) -> dict:
        """compare.json, what ``stosszahl compare`` found last. ``pandas.DataFrame(run.comparison["quantities"])`` is the table."""
        return json.loads((self.folder / "compare.json").read_text(encoding="utf-8"))

    def series(self, quantity: str, species: str = "*") -> pd.DataFrame:
        """One quantity over time: index time, columns value, stderr, exact (NaN where no exact value is known)."""
        rows = self._select(self.timeseries, quantity, species)
        table = rows.set_index("time")[["value", "stderr"]]
        if (self.folder / "reference.csv").exists():
            exact = self.reference.query("quantity == @quantity and species == @species").drop_duplicates("time").set_index("time")["value"]
            return table.assign(exact=exact)
        return table.assign(exact=np.nan)

    def density(self, species: str, time: float | None = None) -> Field:
        """f of a density file, by default of the last; unit: number density per velocity^d."""
        entry = self._file("density", species, time)
        return replace(read_density(self.folder / entry["file"]), time=entry["time"], species=species)

    def particles(self, species: str, time: float | None = None) -> Particles:
        """A particle file, by default the last."""
        entry = self._file("particles", species, time)
        return replace(read_particles(self.folder / entry["file"]), time=entry["time"], species=species)

    def map(self, species: str, time: float | None = None) -> Field:
        """f on (vx, vy), over all vz, by default at the last time of maps.csv."""
        rows, time = self._at(self.maps.query("species == @species"), time, species)
        return _field(rows, time, species, "f", VELOCITY)

    def profile(self, quantity: str, species: str = "*", time: float | None = None) -> Field:
        """A quantity in space, by default at the last time of profiles.csv."""
        rows, time = self._at(self._select(self.profiles, quantity, species), time, species)
        return _field(rows, time, species, quantity, POSITION)

    def _select(self, table: pd.DataFrame, quantity: str, species: str) -> pd.DataFrame:
        rows = table.query("quantity == @quantity and species == @species")
        if rows.empty:
            there = ", ".join(table.query("species == @species")["quantity"].unique())
            raise KeyError(f"no {quantity} of {species}; there is {there or 'no such species'}")
        return rows

    def _file(self, kind: str, species: str, time: float | None) -> dict:
        entries = [entry for entry in self.info["outputs"].get(kind, []) if entry["species"] == species]
        if not entries:
            raise FileNotFoundError(f"{self.folder}: no {kind} files of {species}")
        return entries[_nearest([entry["time"] for entry in entries], time)]

    def _at(self, rows: pd.DataFrame, time: float | None, species: str) -> tuple[pd.DataFrame, float]:
        if rows.empty:
            raise KeyError(f"nothing of {species}")
        times = rows["time"].unique()
        chosen = times[_nearest(times, time)]
        return rows[rows["time"] == chosen], float(chosen)


def _nearest(times, time: float | None) -> int:
    """Place of that time (up to 1e-9 of the largest), by default of the last."""
    times = np.asarray(times, float)
    if time is None:
        return int(times.argmax())
    place = int(np.abs(times - time).argmin())
    if abs(times[place] - time) > 1e-9 * np.abs(times).max():
        raise KeyError(f"nothing at time {time}; there is {', '.join(map(str, times))}")
    return place


def _field(rows: pd.DataFrame, time: float, species: str, quantity: str, names: tuple[str, ...]) -> Field:
    names = tuple(name for name in names if name in rows)
    axes = tuple(np.unique(rows[name]) for name in names)
    shape = tuple(len(axis) for axis in axes)
    if len(rows) != np.prod(shape):
        raise ValueError(f"{len(rows)} rows do not fill a grid of {' x '.join(map(str, shape))}")
    rows = rows.sort_values(list(names))
    column = quantity if quantity in rows else "value"
    return Field(time, species, quantity, names, axes, rows[column].to_numpy(float).reshape(shape), rows["stderr"].to_numpy(float).reshape(shape))
