"""The figure of the worked example."""

import tempfile
import unittest
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

import bobylev2d
import relaxation
import stosszahl
from tests.test_bobylev2d import scenario
from tests.test_end_to_end import EndToEnd


class StandardScoresTest(unittest.TestCase):
    """Against independent points of a Maxwellian, for which the sum of squares over M cells is chi-square with M degrees of freedom, up to the condition on their number."""

    N = 200_000

    def mean_square(self, weight: float) -> tuple[float, int]:
        gas = bobylev2d.Gas(scenario({"type": "maxwellian", "density": 2.0, "velocity": [1.0, 0.0], "temperature": [1.5, 0.5]}))
        v = np.random.default_rng(1).normal([1.0, 0.0], np.sqrt([1.5, 0.5]), (self.N, 2))
        particles = stosszahl.Particles(0.0, "gas", v, np.full(self.N, weight), np.empty((self.N, 0)))
        edges = np.linspace(-4, 6, 41), np.linspace(-3, 3, 25)
        z = relaxation.standard_scores(particles, bobylev2d.Solver(gas, angles=16), edges)
        self.assertEqual(z.shape, (40, 24))
        return np.nanmean(z**2), np.isfinite(z).sum()

    def test_right(self):
        mean, cells = self.mean_square(2.0 / self.N)
        self.assertGreater(cells, 500)
        # Five standard errors: one false alarm in 2e6 seeds.
        self.assertAlmostEqual(mean, 1, delta=5 * np.sqrt(2 / cells))

    def test_a_wrong_weight_is_seen(self):
        self.assertGreater(self.mean_square(2.1 / self.N)[0], 1.3)


class FigureTest(EndToEnd):
    def test_figure(self):
        run = self.simulate("bkw-2d", "/species/0/particles=20000", "/time/end=1", "/time/outputs=3", '/output={"particles": [1]}')
        self.addCleanup(plt.close, "all")
        differences = relaxation.figure(run).axes[2]
        table = run.series("moment4", "gas")
        # K = 1 - exp(-t/8)/2 and <|v|^4> = 8 (2 K - K^2) for n = T = m = 1 (Bobylev, Krook and Wu).
        k = 1 - np.exp(-table.index.to_numpy() / 8) / 2
        np.testing.assert_allclose(differences.lines[1].get_ydata(), table["value"] / (8 * k * (2 - k)) - 1, atol=1e-12)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "relaxation.png"
            self.assertEqual(relaxation.main([str(run.folder), "-o", str(file)]), 0)
            self.assertEqual(plt.imread(file).shape, (880, 1210, 4))
