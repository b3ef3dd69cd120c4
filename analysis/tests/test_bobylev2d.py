"""The solver against exact laws; nothing here knows the particles."""

import io
import json
import tempfile
import unittest
from contextlib import redirect_stderr
from pathlib import Path

import numpy as np

import bobylev2d
import stosszahl

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
V = np.linspace(-6, 6, 49)


def scenario(initial: dict, coefficient: float = 1.0, **more) -> dict:
    return {
        "velocityDimension": 2,
        "species": [{"name": "gas", "mass": 1.0, "initial": initial}],
        "collisions": [{"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": coefficient, "exponent": 0.0}}],
    } | more


BKW = {"type": "bkw", "density": 1.0, "temperature": 1.0, "R": 0.5}

BEAMS = {
    "type": "mixture",
    "components": [
        {"type": "maxwellian", "density": 0.6, "velocity": [1.0, 0.5], "temperature": [1.2, 0.5]},
        {"type": "maxwellian", "density": 0.9, "velocity": [-1.0, 0.2], "temperature": 0.8},
    ],
}


def bkw(t: float, coefficient: float = 1.0) -> np.ndarray:
    """Bobylev, Krook and Wu: n = T = m = 1, K = 1/2 at t = 0, on V x V."""
    k = 1 - 0.5 * np.exp(-coefficient * t / 8)
    r = (1 - k) / (2 * k)
    square = V[:, None] ** 2 + V**2
    return np.exp(-square / (2 * k)) / (2 * np.pi * k) * (1 - 2 * r + r * square / k)


def error(f: np.ndarray, exact: np.ndarray) -> float:
    """Relative, in L2."""
    return np.sqrt(((f - exact) ** 2).sum() / (exact**2).sum())


def moments(f: np.ndarray, vx: np.ndarray, vy: np.ndarray) -> dict:
    """The rectangle rule, which is spectrally accurate for f that is small at the ends."""
    x, y = np.meshgrid(vx, vy, indexing="ij")
    cell = (vx[1] - vx[0]) * (vy[1] - vy[0])

    def mean(phi):
        return (f * phi).sum() * cell

    n = mean(1)
    u = mean(x) / n, mean(y) / n
    return {
        "n": n,
        "u": u,
        "xx": mean((x - u[0]) ** 2) / n,
        "yy": mean((y - u[1]) ** 2) / n,
        "xy": mean((x - u[0]) * (y - u[1])) / n,
        "m4": mean((x**2 + y**2) ** 2) / n,
    }


class BkwTest(unittest.TestCase):
    def test_f_is_exact(self):
        solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BKW)))
        for t in 0.0, 1.0, 4.0:
            solver.advance(t)
            self.assertLess(error(solver.density(V, V), bkw(t)), 1e-7)
        self.assertLess(solver.unresolved(), 1e-9)

    def test_rate_is_the_coefficient_times_the_density(self):
        solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BKW | {"density": 3.0}, coefficient=0.5)), angles=16)
        solver.advance(2.0)
        self.assertLess(error(solver.density(V, V), 3 * bkw(2.0, coefficient=1.5)), 1e-7)

    def test_spectral_accuracy(self):
        errors = []
        for radii in 16, 24, 32:
            solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BKW)), radii=radii, angles=16)
            solver.advance(1.0, step=0.05)
            errors.append(error(solver.density(V, V), bkw(1.0)))
        # A power law of order p would gain (3/2)^p, then only (4/3)^p.
        self.assertLess(errors[1] / errors[0], 1 / 100)
        self.assertLess(errors[2] / errors[1], 1 / 100)

    def test_fourth_order_in_time(self):
        errors = []
        for step in 0.4, 0.2:
            solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BKW)), angles=16)
            solver.advance(4.0, step)
            errors.append(error(solver.density(V, V), bkw(4.0)))
        self.assertAlmostEqual(errors[0] / errors[1], 16, delta=3)


class AnisotropicTest(unittest.TestCase):
    def test_moment_laws(self):
        """Mass, momentum and energy stay, the traceless stress decays at the rate C n/2: (lambda/2)(d/(d - 1))<sin^2 theta>, lambda = C n, <sin^2 theta> = 1/2."""
        solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BEAMS, coefficient=2.0)))
        vx, vy = np.linspace(-10, 10, 81) - 0.2, np.linspace(-10, 10, 81) + 0.3
        start = moments(solver.density(vx, vy), vx, vy)
        self.assertAlmostEqual(start["n"], 1.5, places=7)
        self.assertAlmostEqual(start["u"][0], -0.2, places=7)
        self.assertAlmostEqual(start["u"][1], 0.32, places=7)
        self.assertAlmostEqual(start["xx"], (0.6 * 1.2 + 0.9 * 0.8) / 1.5 + 0.4 * 0.6 * 2.0**2, places=7)
        solver.advance(0.8)
        later = moments(solver.density(vx, vy), vx, vy)
        decay = np.exp(-2.0 * 1.5 * 0.8 / 2)
        for key in "n", "u":
            np.testing.assert_allclose(later[key], start[key], atol=1e-8)
        self.assertAlmostEqual(later["xx"] + later["yy"], start["xx"] + start["yy"], places=7)
        self.assertAlmostEqual(later["xx"] - later["yy"], (start["xx"] - start["yy"]) * decay, places=6)
        self.assertAlmostEqual(later["xy"], start["xy"] * decay, places=6)

    def test_equilibrium(self):
        solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BEAMS)), angles=48)
        temperature = solver.gas.variance()
        solver.advance(40.0, step=0.5)
        square = (V[:, None] + 0.2) ** 2 + (V - 0.32) ** 2
        maxwellian = 1.5 * np.exp(-square / (2 * temperature)) / (2 * np.pi * temperature)
        self.assertLess(error(solver.density(V, V), maxwellian), 1e-5)


class FaultTest(unittest.TestCase):
    def test_it_is_of_the_size_said_and_seen_in_the_fourth_moment_only(self):
        solver = bobylev2d.Solver(bobylev2d.Gas(scenario(BKW)), angles=16)
        solver.advance(1.0)
        v = np.linspace(-8, 8, 65)
        right, wrong = solver.density(v, v), solver.density(v, v, fault=0.01)
        self.assertAlmostEqual(error(wrong, right), 0.01, places=8)
        before, after = moments(right, v, v), moments(wrong, v, v)
        for key in "n", "u", "xx", "yy", "xy":
            np.testing.assert_allclose(after[key], before[key], atol=1e-7)
        self.assertGreater(abs(after["m4"] / before["m4"] - 1), 0.01)


class ScenarioTest(unittest.TestCase):
    def test_si_units(self):
        gas = bobylev2d.Gas(
            scenario({"type": "maxwellian", "density": 2.0, "velocity": [10.0, 0.0], "temperature": 300.0}, units="SI")
            | {"species": [{"name": "argon", "mass": 6.63e-26, "initial": {"type": "maxwellian", "density": 2.0, "velocity": [10.0, 0.0], "temperature": 300.0}}]}
        )
        self.assertAlmostEqual(gas.variance(), 1.380649e-23 * 300 / 6.63e-26, places=6)
        variance = gas.variance()
        f = bobylev2d.Solver(gas).density(np.array([10.0]), np.array([0.0]))
        self.assertAlmostEqual(f[0, 0] * 2 * np.pi * variance / 2.0, 1, places=9)

    def test_refused(self):
        good = scenario(BKW)
        hard = json.loads(json.dumps(good))
        hard["collisions"][0]["rate"]["exponent"] = 1.0
        for bad, what in [
            (good | {"velocityDimension": 3}, "velocityDimension 2"),
            (hard, "exponent 0"),
            (good | {"species": good["species"] * 2}, "one species"),
            (good | {"space": {"type": "box"}}, "homogeneous"),
            (scenario({"type": "shell", "density": 1.0, "radius": [0, 1]}), "shell"),
        ]:
            with self.assertRaisesRegex(ValueError, what):
                bobylev2d.Gas(bad)

    def test_command_line(self):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "f.csv"
            status = bobylev2d.main([str(SCENARIOS / "bkw-2d.json"), "-o", str(file), "--times", "1", "0", "--points", "20", "--angles", "16"])
            self.assertEqual(status, 0)
            table = stosszahl.read_table(file)
        self.assertEqual(list(table), ["time", "species", "vx", "vy", "f"])
        self.assertEqual(list(table["time"].unique()), [0.0, 1.0])
        self.assertEqual(set(table["species"]), {"gas"})
        self.assertEqual(len(table), 2 * 20 * 20)
        square = table["vx"] ** 2 + table["vy"] ** 2
        exact = np.exp(-square) / np.pi * square
        start = table["time"] == 0
        np.testing.assert_allclose(table["f"][start], exact[start], atol=1e-7)

    def test_no_times(self):
        message = io.StringIO()
        with self.assertRaises(SystemExit), redirect_stderr(message):
            bobylev2d.main([str(SCENARIOS / "bkw-2d.json"), "-o", "/dev/null"])
        self.assertIn("expected times of at least 0", message.getvalue())
