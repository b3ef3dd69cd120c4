"""Reads what ``stosszahl run``, ``compare`` and ``export`` write; see docs/output-formats.md for every column and quantity.

    import stosszahl
    run = stosszahl.Run("runs/bkw-2d")
    run.series("moment4", "gas")            # DataFrame: value, stderr, exact by time
    run.density("gas", time=4.0).value      # f on the velocity grid, an array of d axes

``stosszahl.plots`` draws them with their standard errors.
"""

from stosszahl.run import Field, Particles, Run, read_density, read_particles, read_scenario, read_table

__all__ = ["Field", "Particles", "Run", "read_density", "read_particles", "read_scenario", "read_table"]
