package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Integrals of the kernels of delocalised collisions, by the midpoint rule in the distance. */
class DelocalisationTest {
    private static final double RANGE = 0.7;

    @ParameterizedTest
    @CsvSource({"ball, 1", "ball, 2", "ball, 3", "gaussian, 1", "gaussian, 2", "gaussian, 3"})
    void kernelsAreNormalisedAndTheirVolumeIsThatOfTheirSquare(String type, int axes) {
        Delocalisation kappa =
                type.equals("ball") ? new Delocalisation.Ball(RANGE) : new Delocalisation.Gaussian(RANGE);
        double first = 0;
        double second = 0;
        int steps = 100_000;
        for (int k = 0; k < steps; k++) {
            double r = (k + 0.5) * kappa.reach() / steps;
            double shell = new double[] {2, 2 * Math.PI * r, 4 * Math.PI * r * r}[axes - 1] * kappa.reach() / steps;
            double density = kappa.density(r * r, axes);
            first += shell * density;
            second += shell * density * density;
        }
        assertThat(first).isCloseTo(1, within(1e-8));
        assertThat(kappa.volume(axes) * second).isCloseTo(1, within(1e-8));
    }
}
