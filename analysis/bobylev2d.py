#!/usr/bin/env python3
"""A deterministic solver to validate: Maxwell molecules in the plane, spectrally accurate.

The homogeneous Boltzmann equation of one classical species in d = 2, scattered isotropically at a rate that does not depend on the relative speed (in a
scenario: ``"rate": {"type": "power-law", "coefficient": C, "exponent": 0}``), is Bobylev's equation for the characteristic function
phi(k) = int f(v) exp(-i k.v) dv,

    d_t phi(k) = C/(2 pi) int_{S^1} [phi(k+) phi(k-) - phi(0) phi(k)] domega,        k+- = (k +- |k| omega)/2.

With k = r e(theta), e(theta) = (cos theta, sin theta), and omega = e(theta + 2 alpha):

    k+ = r cos(alpha) e(theta + alpha),        k- = r sin(alpha) e(theta + alpha - pi/2).

So no point leaves the disc |k| <= r_max: no boundary condition, no truncation of the integral. In alpha the integrand has period pi: the rectangle rule converges
exponentially, and its points lie on the grid of theta. Only r needs interpolation, by the Chebyshev polynomial along the diameter. Time: Runge-Kutta of order four.

References: A. V. Bobylev, Sov. Sci. Rev. C Math. Phys. 7 (1988) 111-233; of the exact solution in the tests, M. Krook and T. T. Wu, Phys. Fluids 20 (1977) 1589-1595.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.signal import resample
from scipy.special import roots_legendre

import stosszahl

RESOLVED = 1e-4
"""Largest share of the highest modes that a result may have. The error of f is smaller: of the BKW solution 4e-5 at a share of 1e-3, 2e-8 at 1e-5."""

STEP = 0.1
"""Longest time step in units of the mean time 1/(C n) between collisions of a particle; it makes an error of some 1e-8."""


class Gas:
    """What a scenario says of the gas.

    Attributes: ``name``; ``coefficient`` C; ``density`` n; ``velocity``, the mean u, shape (2,); ``components`` of the start: list of (n, u, s, R) with s the variances
    along both axes, shape (2,), and R the excess of a BKW component.
    """

    def __init__(self, scenario: dict):
        """Raises ValueError if it is not a scenario of one classical species of isotropic Maxwell molecules in the plane."""

        def need(condition: bool, what: str) -> None:
            if not condition:
                raise ValueError(f"this solver needs {what}")

        need(scenario["velocityDimension"] == 2, "velocityDimension 2")
        need(scenario.get("equation", "boltzmann") == "boltzmann", "the Boltzmann equation")
        need((scenario.get("space") or {}).get("type", "homogeneous") == "homogeneous", "a homogeneous gas")
        need(len(scenario["species"]) == 1 and len(scenario["collisions"]) == 1, "one species and one collision")
        species = scenario["species"][0]
        need(species.get("statistics", "maxwell") == "maxwell", "Maxwell statistics")
        rate = scenario["collisions"][0]["rate"]
        need(rate["type"] == "power-law" and rate["exponent"] == 0, "a power-law rate of exponent 0")
        need((scenario["collisions"][0].get("angle") or {}).get("type", "isotropic") == "isotropic", "isotropic scattering")
        boltzmann = 1.380649e-23 if scenario.get("units") == "SI" else 1.0
        self.name = species["name"]
        self.coefficient = rate["coefficient"]
        self.components = list(_components(species["initial"], species["mass"] / boltzmann))
        densities = np.array([n for n, _, _, _ in self.components])
        self.density = densities.sum()
        self.velocity = densities @ np.array([u for _, u, _, _ in self.components]) / self.density

    def characteristic(self, kx: np.ndarray, ky: np.ndarray) -> np.ndarray:
        """phi at t = 0, relative to the mean velocity; complex, of the shape of kx and ky."""
        phi = np.zeros(np.broadcast(kx, ky).shape, complex)
        for n, u, s, excess in self.components:
            w = u - self.velocity
            exponent = s[0] * kx**2 + s[1] * ky**2
            phi += n * (1 - excess * exponent) * np.exp(-exponent / 2 - 1j * (w[0] * kx + w[1] * ky))
        return phi

    def variance(self) -> float:
        """T/m: of one axis, mean of both, of all particles."""
        total = sum(n * (s.mean() * (1 + 2 * r) + ((u - self.velocity) ** 2).mean()) for n, u, s, r in self.components)
        return total / self.density


def _components(initial: dict, mass: float):
    u = np.array(initial.get("velocity") or [0.0, 0.0])
    if initial["type"] == "mixture":
        for component in initial["components"]:
            yield from _components(component, mass)
    elif initial["type"] == "maxwellian":
        yield initial["density"], u, np.broadcast_to(np.array(initial["temperature"], float), 2) / mass, 0.0
    elif initial["type"] == "bkw":
        r = initial["R"]
        yield initial["density"], u, np.full(2, initial["temperature"] / mass / (1 + 2 * r)), r
    else:
        raise ValueError(f"this solver needs initial data of type maxwellian, bkw or a mixture of these, not {initial['type']}")


class Solver:
    """phi on a polar grid: r at Chebyshev-Lobatto points of the diameter [-r_max, r_max], theta at equal steps.

    Attributes: ``time``; ``phi``, shape (radii + 1, angles), phi[j, m] at ``r[j]``, ``theta[m]``; r[0] = 0.
    """

    def __init__(self, gas: Gas, radii: int = 48, angles: int = 64):
        """radii: points of a radius without the centre. angles: a multiple of 4."""
        if angles % 4:
            raise ValueError(f"angles must be a multiple of 4, not {angles}")
        self.gas = gas
        self.time = 0.0
        # phi falls below 1e-15 of n before r_max.
        self.r_max = np.sqrt(72 / min(s.min() for _, _, s, _ in gas.components))
        self._diameter = self.r_max * np.sin(np.pi * np.arange(-radii, radii + 1) / (2 * radii))
        self.r = self._diameter[radii:]
        self.theta = 2 * np.pi * np.arange(angles) / angles
        self.phi = gas.characteristic(self.r[:, None] * np.cos(self.theta), self.r[:, None] * np.sin(self.theta))

        # Angles alpha in [-pi/2, pi/2): by number, and by their absolute value, on which cos(alpha) depends.
        number = np.arange(-angles // 4, angles // 4)
        self._absolute = np.abs(number)
        self._rotated = (np.arange(angles) + number[:, None]) % angles
        cosines = np.cos(2 * np.pi * np.arange(angles // 4 + 1) / angles)
        self._to_cosines = self._interpolation(np.outer(cosines, self.r))

    def _interpolation(self, r: np.ndarray) -> np.ndarray:
        """Matrix from the values along the diameter to those at r: barycentric formula; shape r.shape + (2 radii + 1,)."""
        weights = (-1.0) ** np.arange(len(self._diameter))
        weights[[0, -1]] /= 2
        difference = r[..., None] - self._diameter
        hit = np.abs(difference) < 1e-14 * self.r_max
        terms = weights / np.where(hit, 1.0, difference)
        return np.where(hit.any(-1, keepdims=True), hit, terms / terms.sum(-1, keepdims=True))

    @staticmethod
    def _along_diameter(phi: np.ndarray) -> np.ndarray:
        """Continued to negative r: there phi(-k) is conjugate to phi(k), since f is real."""
        return np.concatenate([phi[:0:-1].conj(), phi])

    def rate(self, phi: np.ndarray) -> np.ndarray:
        """The right side of Bobylev's equation, of the shape of phi."""
        inner = self._to_cosines @ self._along_diameter(phi)
        at_plus = np.take_along_axis(inner[self._absolute], self._rotated[:, None, :], axis=2)
        # k- is k+ for alpha - pi/2, and k+ and k- change places with alpha -> alpha + pi/2: half of the angles are all pairs.
        half = len(at_plus) // 2
        gain = (at_plus[:half] * at_plus[half:]).mean(axis=0)
        return self.gas.coefficient * (gain - phi[0, 0] * phi)

    def advance(self, time: float, step: float = STEP) -> None:
        """Goes on to that time in equal steps of at most step/(C n)."""
        steps = int(np.ceil((time - self.time) * self.gas.coefficient * self.gas.density / step - 1e-9))
        h = (time - self.time) / max(steps, 1)
        for _ in range(steps):
            k1 = self.rate(self.phi)
            k2 = self.rate(self.phi + h / 2 * k1)
            k3 = self.rate(self.phi + h / 2 * k2)
            k4 = self.rate(self.phi + h * k3)
            self.phi = self.phi + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        self.time = time

    def unresolved(self) -> float:
        """The largest coefficient among the upper quarter of the Chebyshev and of the Fourier modes, over n."""
        full = self._along_diameter(self.phi)
        chebyshev = np.abs(np.fft.fft(np.concatenate([full, full[-2:0:-1]]), axis=0)) / (len(full) - 1)
        fourier = np.abs(np.fft.fft(self.phi, axis=1)) / self.phi.shape[1]
        n, m = len(full), self.phi.shape[1]
        return max(chebyshev[3 * n // 4 : n].max(), fourier[:, 3 * m // 8 : m // 2 + 1].max()) / self.gas.density

    def density(self, vx: np.ndarray, vy: np.ndarray, fault: float = 0.0) -> np.ndarray:
        """f at the points of a grid; vx, vy of shape (a,), (b,); result (a, b).

        fault: breaks the result on purpose, so that f is wrong by this share in L2: something of the fourth order in k is added to phi. That leaves mass, momentum
        and energy as they are, so that no check of conservation shows it. With a negative share f becomes negative far out.
        """
        # Both sums must resolve exp(i k.v), too.
        u = self.gas.velocity
        waves = int(np.ceil(self.r_max * np.hypot(np.abs(vx - u[0]).max(), np.abs(vy - u[1]).max())))
        nodes, weights = roots_legendre(2 * len(self.r) + waves // 2)
        angles = max(len(self.theta), waves + 32 + waves % 2)
        r = self.r_max * (nodes + 1) / 2
        theta = 2 * np.pi * np.arange(angles) / angles
        measure = (weights * r * self.r_max / 2)[:, None] * np.full(angles, 2 * np.pi / angles)
        phi = resample(self._interpolation(r) @ self._along_diameter(self.phi), angles, axis=1)
        if fault:
            wrong = (r**4 * np.exp(-self.gas.variance() * r**2 / 2))[:, None]
            phi = phi + wrong * fault * np.sqrt((measure * np.abs(phi) ** 2).sum() / (measure * wrong**2).sum())
        kx, ky = r[:, None] * np.cos(theta), r[:, None] * np.sin(theta)
        left = np.exp(1j * np.outer(vx - u[0], kx.ravel())) * (measure * phi).ravel()
        right = np.exp(1j * np.outer(vy - u[1], ky.ravel()))
        return (left @ right.T).real / (2 * np.pi) ** 2


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description="Solves a scenario (d = 2, isotropic Maxwell molecules) and writes the CSV time,species,vx,vy,f for 'stosszahl compare'."
    )
    parser.add_argument("scenario", type=Path, help="scenario file, or a run folder")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.csv")
    parser.add_argument("--times", type=float, nargs="+", metavar="T", help="by default those of the particle files (output.particles)")
    parser.add_argument("--points", type=int, default=64, metavar="N", help="points of the velocity grid on each axis (default 64)")
    parser.add_argument("--half-width", type=float, metavar="W", help="the grid covers the mean velocity +- W (default: 5.5 thermal speeds)")
    parser.add_argument("--radii", type=int, default=48, metavar="N", help="resolution of phi in |k| (default 48)")
    parser.add_argument("--angles", type=int, default=64, metavar="M", help="resolution of phi in the angle, a multiple of 4 (default 64)")
    parser.add_argument("--fault", type=float, default=0.0, metavar="X", help="a planted fault: f is wrong by this share in L2, such as 0.01")
    options = parser.parse_args(arguments)
    try:
        scenario = stosszahl.read_scenario(options.scenario)
        times = sorted(options.times or (scenario.get("output") or {}).get("particles") or [])
        if not times or times[0] < 0:
            raise ValueError("expected times of at least 0, by --times or output.particles of the scenario")
        solver = Solver(Gas(scenario), options.radii, options.angles)
    except (OSError, ValueError, KeyError) as error:
        parser.error(f"{options.scenario}: {error}")
    width = options.half_width or 5.5 * np.sqrt(solver.gas.variance())
    offsets = width * ((2 * np.arange(options.points) + 1) / options.points - 1)
    vx, vy = solver.gas.velocity[:, None] + offsets
    tables = []
    for time in times:
        solver.advance(time)
        if solver.unresolved() > RESOLVED:
            print(f"bobylev2d: at t = {time} modes of {solver.unresolved():.1e} are not resolved: more --radii, --angles", file=sys.stderr)
        f = solver.density(vx, vy, options.fault)
        x, y = np.meshgrid(vx, vy, indexing="ij")
        tables.append(pd.DataFrame({"time": time, "species": solver.gas.name, "vx": x.ravel(), "vy": y.ravel(), "f": f.ravel()}))
    pd.concat(tables).to_csv(options.output, index=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
