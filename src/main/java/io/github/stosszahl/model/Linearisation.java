package io.github.stosszahl.model;

/**
 * About what an equation is linearised (Remark 2.1): the constant 1, or the Maxwellians of one velocity and temperature that have the densities of the initial data. Velocities are bounded: a
 * collision takes place only if both pairs of velocities, before and after, are in the balls of their species.
 *
 * @param about the state
 * @param velocity the centre of all balls, and the mean velocity of the Maxwellians
 * @param temperature of the Maxwellians, positive; without meaning for the constant
 * @param radius of the balls: for the constant a speed, for Maxwellians in thermal speeds sqrt(k_B T/m_i) of each species
 * @param cellSize edge of the cells in which particles of opposite sign cancel, in the same units
 */
public record Linearisation(About about, double[] velocity, double temperature, double radius, double cellSize) {
    /** Fewest independent replicas of a run: their differences are all that shows an error of the entropy. */
    public static final int FEWEST_REPLICAS = 4;

    /** The state that is perturbed. */
    public enum About {
        /** f_i = 1 for every species. */
        CONSTANT,
        /** A common equilibrium. */
        MAXWELLIAN
    }

    /** @throws IllegalArgumentException if a value is not finite or not positive */
    public Linearisation {
        velocity = Require.velocity(velocity);
        Require.positive("temperature", temperature);
        Require.positive("radius", radius);
        Require.positive("cell size", cellSize);
    }

    @Override
    public double[] velocity() {
        return velocity.clone();
    }

    /** The unit of {@link #radius} and {@link #cellSize} for a species. */
    public double unit(Species species, double boltzmannConstant) {
        return about == About.CONSTANT ? 1 : Math.sqrt(boltzmannConstant * temperature / species.mass());
    }
}
