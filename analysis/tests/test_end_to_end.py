"""Real runs of the program, read, and compared with the solver. Skipped unless the program is built (mvn package); STOSSZAHL names another way to start it."""

import json
import os
import subprocess
import tempfile
import unittest
from pathlib import Path

import numpy as np

import bobylev2d
import stosszahl

HOME = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("STOSSZAHL")
BUILT = PROGRAM or (HOME / "target" / "stosszahl.jar").exists()


def start(*arguments) -> subprocess.CompletedProcess:
    return subprocess.run([PROGRAM or HOME / "stosszahl", *map(str, arguments)], capture_output=True, text=True, timeout=300)


class EndToEnd(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if not BUILT:
            raise unittest.SkipTest("target/stosszahl.jar is not built")
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)

    @classmethod
    def simulate(cls, scenario: str, *settings: str) -> stosszahl.Run:
        folder = cls.folder / scenario
        options = [option for setting in settings for option in ("--set", setting)]
        result = start("run", HOME / "scenarios" / f"{scenario}.json", "-o", folder, "--quiet", *options)
        if result.returncode != 0:
            raise AssertionError(result.stderr)
        return stosszahl.Run(folder)


class LoadersTest(EndToEnd):
    """Every file of a run, by the relations between them."""

    def test_classical(self):
        run = self.simulate("bkw-3d", "/species/0/particles=20000", "/time/outputs=3", '/output={"particles": [0], "density": {"times": [0], "bins": 12}}')
        name = run.species[0]
        n = run.info["species"][0]["density"]
        particles, f = run.particles(name), run.density(name)
        self.assertEqual(particles.v.shape, (20000, 3))
        self.assertAlmostEqual(particles.weight.sum(), n, places=9)
        square = (particles.v**2).sum(axis=1)
        moment4 = run.series("moment4", name)
        self.assertAlmostEqual((square**2).mean(), moment4["value"][0.0], places=9)
        self.assertLess((moment4["value"] - moment4["exact"]).abs().max(), 5 * moment4["stderr"].max())

        counts, _ = np.histogramdd(particles.v, [np.append(axis - (axis[1] - axis[0]) / 2, axis[-1] + (axis[1] - axis[0]) / 2) for axis in f.axes])
        np.testing.assert_allclose(f.value, counts * particles.weight[0] / f.cell, rtol=1e-9)
        np.testing.assert_allclose(f.stderr, np.sqrt(counts + 1) * particles.weight[0] / f.cell, rtol=1e-9)

        flat = run.map(name, 0.0)
        self.assertEqual(flat.value.shape, (60, 60))
        self.assertAlmostEqual(flat.value.sum() * flat.cell, n, delta=0.02 * n)
        speeds = run.speeds.query("time == 0")
        self.assertAlmostEqual(speeds["density"].sum() * (speeds["speed"].iloc[1] - speeds["speed"].iloc[0]), 1, delta=0.02)

    def test_quantum(self):
        run = self.simulate("fermi-box", "/species/0/particles=20000", "/time/outputs=2")
        name = run.species[0]
        rows = run.occupations.query("time == 0 and species == @name")
        edges = np.append(0, rows["speed"] + rows["speed"].iloc[0])
        d, q = run.scenario["velocityDimension"], run.scenario["species"][0]["quantumParameter"]
        volumes = {2: np.pi, 3: 4 * np.pi / 3}[d] * np.diff(edges**d)
        n = run.info["species"][0]["density"]
        self.assertAlmostEqual((rows["occupation"] * volumes).sum() / q, n, delta=0.01 * n)


class VerdictTest(EndToEnd):
    """The solver, and the solver broken on purpose, against 1e6 particles.

    A right f is called different with the probability 0.001 here (p < 0.001, where compare itself draws the line at 0.05); the seed is fixed.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.run_ = cls.simulate("bkw-2d", "/time/end=4", "/time/outputs=2", '/output={"particles": [4]}')

    def verdict(self, fault: float, *options) -> tuple[dict, int]:
        file = self.folder / "solver.csv"
        self.assertEqual(bobylev2d.main([str(self.run_.folder), "-o", str(file), "--angles", "16", "--fault", str(fault)]), 0)
        result = start("compare", self.run_.folder, "--reference", file, "--json", *options)
        self.assertIn(result.returncode, (0, 3), result.stderr)
        self.assertEqual(stosszahl.Run(self.run_.folder).comparison["pValue"], json.loads(result.stdout)["pValue"])
        return json.loads(result.stdout), result.returncode

    def test_right(self):
        comparison, status = self.verdict(0.0, "--tolerance", 0.01)
        self.assertGreater(comparison["pValue"], 1e-3)
        self.assertEqual(status, 0)
        self.assertEqual({q["time"] for q in comparison["quantities"]}, {4.0})

    def test_one_percent_wrong(self):
        comparison, _ = self.verdict(0.01)
        self.assertFalse(comparison["consistent"])
        self.assertLess(comparison["pValue"], 1e-6)

    def test_size_of_the_error(self):
        """3 % is reported as 3 %, within five standard errors, and exceeds the tolerance of 1 %."""
        comparison, status = self.verdict(0.03, "--tolerance", 0.01)
        self.assertEqual(status, 3)
        for q in comparison["quantities"]:
            if q["norm"] == "L2":
                self.assertAlmostEqual(q["value"], 0.03, delta=5 * q["stderr"])
                self.assertLess(q["stderr"], 0.003)


class ExportTest(EndToEnd):
    def test_formats(self):
        """CSV, NPY and HDF5 hold the same: the particles as they are, and their number in the cells that were asked for."""
        run = self.simulate("bkw-2d", "/species/0/particles=20000", "/time/end=1", "/time/outputs=2", '/output={"particles": [1]}')
        particles = run.particles("gas")
        edges = np.linspace(-3, 3, 13), np.linspace(-4, 2, 9)
        counts, _, _ = np.histogram2d(*particles.v.T, edges)
        for form, density, file in ("csv", "gas-1.csv", "gas-1.csv"), ("npy", "gas-1-f.npy", "gas-1.npy"), ("hdf5", "gas-1.h5", "gas-1.h5"):
            result = start("export", run.folder, "--grid", "vx=-3:3:12,vy=-4:2:8", "--particles", "--format", form, "-o", self.folder / form)
            self.assertEqual(result.returncode, 0, result.stderr)
            copy = stosszahl.read_particles(self.folder / form / "particles" / file)
            np.testing.assert_array_equal(copy.v, particles.v)
            np.testing.assert_array_equal(copy.weight, particles.weight)
            f = stosszahl.read_density(self.folder / form / "density" / density)
            np.testing.assert_allclose(f.axes[1], (edges[1][1:] + edges[1][:-1]) / 2)
            np.testing.assert_allclose(f.value, counts / 20000 / (0.5 * 0.75), rtol=1e-12)
            np.testing.assert_allclose(f.stderr, np.sqrt(counts + 1) / 20000 / (0.5 * 0.75), rtol=1e-12)
