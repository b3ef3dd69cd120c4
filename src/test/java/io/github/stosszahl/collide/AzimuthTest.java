package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Directions in the plane of the azimuth against the exact ones: phi = pi t, where the first 52 bits of a word are those of (t + 1)/2. */
class AzimuthTest {
    private static final int WORDS = 100_000;
    /** What is left of the polynomials' error, 1.2e-9, after two doublings of the angle. */
    private static final double ANGLE = 6e-9;
    /** A few roundings of numbers of the order of 1. */
    private static final double LENGTH = 2e-15;

    private final double[] x = new double[1];
    private final double[] y = new double[1];

    @Test
    void lengthIsOneToRoundingAndTheAngleIsThatOfTheWord() {
        SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < WORDS; k++) {
            long word = k == 0 ? 0 : k == 1 ? -1 : random.nextLong();
            ScalarKernel.azimuth(word, x, y, 0, 1);
            double phi = StrictMath.PI * ((word >>> 12) * 0x1p-51 - 1);
            assertThat(x[0]).isCloseTo(StrictMath.cos(phi), within(ANGLE));
            assertThat(y[0]).isCloseTo(StrictMath.sin(phi), within(ANGLE));
            assertThat(x[0] * x[0] + y[0] * y[0]).isCloseTo(1, within(LENGTH));
        }
    }

    /** The density of azimuths is 1/(2 pi) over d(angle)/dphi, here from angles 2^-12 of a turn apart. */
    @Test
    void densityIsUniform() {
        int steps = 1 << 12;
        double turn = 0;
        double before = Double.NaN;
        for (int k = 0; k < steps; k++) {
            ScalarKernel.azimuth((long) k << 52, x, y, 0, 1);
            double angle = StrictMath.atan2(y[0], x[0]);
            if (k > 0) {
                double step = Math.IEEEremainder(angle - before, 2 * Math.PI);
                assertThat(step * steps / (2 * Math.PI)).isCloseTo(1, within(1e-7));
                turn += step;
            }
            before = angle;
        }
        assertThat(turn).isCloseTo(2 * Math.PI * (steps - 1) / steps, within(2 * ANGLE));
    }
}
