package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.stosszahl.math.ScalarMath;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLawTest {
    /** In percent: rounding of a few pow and gamma calls. */
    private static final double ROUNDING = 1e-11;

    /** Cross-sections of kinetic theory: the area pi D^2 of the collision disc, its width 2 D in the plane. */
    @Test
    void hardSphereRateIsCrossSectionTimesSpeed() {
        assertThat(PowerLaw.hardSphere(3, 0.5).alpha(3)).isCloseTo(Math.PI * 0.25 * 3, withinPercentage(ROUNDING));
        assertThat(PowerLaw.hardSphere(2, 0.5).alpha(3)).isCloseTo(2 * 0.5 * 3, withinPercentage(ROUNDING));
        assertThat(PowerLaw.hardSphere(3, 0.5).alpha(0)).isZero();
    }

    /**
     * Bird 1994, (4.63): d = d_ref {[2 k T_ref/(m_r c_r^2)]^(omega - 1/2)/Gamma(5/2 - omega)}^(1/2), so sigma c_r =
     * pi d^2 c_r. The gamma values are closed forms: Gamma(2) = 1, Gamma(3/2) = sqrt(pi)/2, Gamma(7/4) of Abramowitz
     * and Stegun, table 6.1, and Gamma(1/2) = sqrt(pi) for the soft omega = 2.
     */
    @ParameterizedTest
    @CsvSource({
        "0.5, 1, 0",
        "0.75, 0.919062526848883234, 0",
        "1, 0.886226925452758014, 0",
        "2, 1.772453850905516027, 1e-3"
    })
    void variableHardSphereRateIsBirds(double omega, double gamma, double cutoff) {
        double m1 = 6.63e-26;
        double m2 = 13.91e-26;
        double reduced = m1 * m2 / (m1 + m2);
        double kT = 1.380649e-23 * 273;
        double reference = 4.405e-10;
        PowerLaw law = PowerLaw.variableHardSphere(reference, omega, kT, reduced, cutoff);
        for (double speed : new double[] {1, 50, 400, 5000}) {
            double diameter = reference * Math.sqrt(Math.pow(2 * kT / (reduced * speed * speed), omega - 0.5) / gamma);
            double birds = Math.PI * diameter * diameter * speed;
            assertThat(law.alpha(speed)).isCloseTo(birds, withinPercentage(1e-9));
        }
    }

    @Test
    void variableHardSpheresWithOmegaOneHalfAreHardSpheres() {
        PowerLaw variable = PowerLaw.variableHardSphere(0.7, 0.5, 3, 2, 0);
        assertThat(variable.alpha(1.9)).isCloseTo(PowerLaw.hardSphere(3, 0.7).alpha(1.9), withinPercentage(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 0, 0, 3, 2",
        "2, 1, 0, 3, 6",
        "2, 2, 0, 3, 18",
        "2, 0.5, 0, 4, 4",
        "2, -1, 0.5, 4, 0.5",
        "2, -3, 0.5, 0.1, 16"
    })
    void powerLawIsCoefficientTimesPower(double c, double gamma, double cutoff, double r, double expected) {
        assertThat(new PowerLaw(c, gamma, cutoff).alpha(r)).isCloseTo(expected, withinPercentage(ROUNDING));
    }

    @Test
    void softPotentialsAreContinuedBelowTheCutoffOnly() {
        PowerLaw soft = new PowerLaw(1, -3, 0.5);
        assertThat(soft.validFrom()).isEqualTo(0.5);
        assertThat(soft.validTo()).isInfinite();
        assertThat(soft.alpha(0)).isEqualTo(soft.alpha(0.5)).isCloseTo(8, withinPercentage(ROUNDING));
        assertThat(PowerLaw.of(1, 1).validFrom()).isZero();
    }

    /** Rows (0.5, 1), (1, 3), (2, 2), (4, 6): values by hand. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 1", "0.75, 2", "1, 3", "1.5, 2.5", "2, 2", "2.5, 3", "3.9, 5.8", "4, 6", "9, 6"})
    void tableIsInterpolatedAndHeldBeyondItsEnds(double r, double expected) {
        assertThat(table().alpha(r)).isCloseTo(expected, withinPercentage(ROUNDING));
        assertThat(table().validFrom()).isEqualTo(0.5);
        assertThat(table().validTo()).isEqualTo(4);
    }

    static Stream<double[]> speeds() {
        UniformRandomProvider random = RandomSource.KISS.create(1966L);
        double[] equal = IntStream.rangeClosed(0, 200).mapToDouble(k -> 0.1 * k).toArray();
        double[] geometric = IntStream.rangeClosed(0, 60)
                .mapToDouble(k -> Math.pow(10, k / 10.0))
                .toArray();
        double[] clustered = DoubleStream.concat(random.doubles(50, 1, 1 + 1e-6), random.doubles(3, 0, 20))
                .distinct()
                .sorted()
                .toArray();
        return Stream.of(equal, geometric, clustered, new double[] {1, 2}, new double[] {0, 1e-6, 1}, new double[] {1});
    }

    /** The line through two rows, found by going through all of them; at the rows their own rates. */
    @ParameterizedTest
    @MethodSource("speeds")
    void tablesOfAnySpacingAreInterpolated(double[] r) {
        UniformRandomProvider random = RandomSource.KISS.create(7L);
        double[] alpha = random.doubles(r.length, 0.5, 2).toArray();
        TabulatedRate law = new TabulatedRate(r, alpha);
        int last = r.length - 1;
        for (int k = 0; k < last; k++) {
            for (double share : new double[] {0, 1e-9, random.nextDouble(), 0.5, 1 - 1e-9}) {
                double speed = r[k] + share * (r[k + 1] - r[k]);
                double interpolated =
                        (alpha[k] * (r[k + 1] - speed) + alpha[k + 1] * (speed - r[k])) / (r[k + 1] - r[k]);
                assertThat(law.alpha(speed)).isCloseTo(interpolated, withinPercentage(1e-12));
            }
            assertThat(law.alpha(r[k])).isEqualTo(alpha[k]);
        }
        assertThat(law.alpha(0)).isEqualTo(alpha[0]);
        assertThat(law.alpha(r[last])).isEqualTo(alpha[last]);
        assertThat(law.alpha(2 * r[last])).isEqualTo(alpha[last]);
        assertThat(law.alpha(Double.MAX_VALUE)).isEqualTo(alpha[last]);
        assertThat(law.majorant(Double.MAX_VALUE))
                .isEqualTo(Arrays.stream(alpha).max().orElseThrow());
    }

    /** A maximum inside the table stays a bound for larger speeds, and one beyond rMax does not enter. */
    @Test
    void majorantOfATableIsTheLargestRateThatOccurs() {
        assertThat(table().majorant(0.2)).isEqualTo(1);
        assertThat(table().majorant(0.75)).isCloseTo(2, withinPercentage(ROUNDING));
        assertThat(table().majorant(2)).isEqualTo(3);
        assertThat(table().majorant(2.4)).isEqualTo(3);
        assertThat(table().majorant(3)).isCloseTo(4, withinPercentage(ROUNDING));
        assertThat(table().majorant(100)).isEqualTo(6);
    }

    /** The definition of the majorant, sup of alpha on [0, rMax], compared with a scan of 2000 speeds. */
    @ParameterizedTest
    @MethodSource("laws")
    void majorantBoundsAndTouchesTheRate(RateLaw law) {
        for (double rMax : new double[] {0, 0.3, 0.7, 1, 1.6, 2.2, 3.1, 4, 5, 40}) {
            double largest = 0;
            for (int k = 0; k <= 2000; k++) {
                largest = Math.max(largest, law.alpha(rMax * k / 2000));
            }
            assertThat(law.majorant(rMax)).isGreaterThanOrEqualTo(largest);
            assertThat(law.majorant(rMax)).isCloseTo(largest, withinPercentage(1));
        }
    }

    /** alpha of arrays is alpha of numbers, also for laws that only diffusion can have. */
    @ParameterizedTest
    @MethodSource("laws")
    void ratesOfManySpeeds(RateLaw law) {
        sameRates(law);
        sameRates(law.scaled(1));
        assertThat(law.scaled(2.5).alpha(0.7)).isCloseTo(2.5 * law.alpha(0.7), withinPercentage(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"-3", "-2.5", "-1", "0.5"})
    void ratesOfManySpeedsWithoutACutoff(double gamma) {
        sameRates(PowerLaw.of(1.7, gamma));
    }

    private static void sameRates(RateLaw law) {
        double[] speeds = {1e-100, 1e-9, 0.003, 0.3, 0.61, 1, 2.9, 400};
        double[] rates = Arrays.stream(speeds).map(r -> r * r).toArray();
        law.alphas(new ScalarMath(), rates, rates.length);
        for (int k = 0; k < speeds.length; k++) {
            assertThat(rates[k]).isCloseTo(law.alpha(speeds[k]), withinPercentage(1e-10));
        }
    }

    static Stream<RateLaw> laws() {
        return Stream.of(
                PowerLaw.of(1.3, 0),
                PowerLaw.of(1.3, 1),
                PowerLaw.of(1.3, 0.4),
                PowerLaw.of(1.3, 2.5),
                new PowerLaw(1.3, -0.5, 0.6),
                new PowerLaw(1.3, -3, 0.01),
                table(),
                new TabulatedRate(new double[] {1}, new double[] {2}),
                new TabulatedRate(new double[] {0, 1, 2}, new double[] {0, 4, 0}));
    }

    /** The table: r alpha'/alpha at its rows is 2, 4/3 on [0.5, 1], -1/3, -1 on [1, 2] and 2, 4/3 on [2, 4]; a continuation is flat. */
    @Test
    void steepness() {
        assertThat(PowerLaw.of(3, 0).steepness()).isZero();
        assertThat(PowerLaw.hardSphere(3, 2).steepness()).isEqualTo(1);
        assertThat(new PowerLaw(1.3, -3, 0.01).steepness()).isEqualTo(3);
        assertThat(PowerLaw.variableHardSphere(1, 0.75, 1, 1, 0).steepness()).isEqualTo(0.5);
        assertThat(table().steepness()).isEqualTo(2);
        assertThat(new TabulatedRate(new double[] {1}, new double[] {2}).steepness())
                .isZero();
        // alpha = r: 1 everywhere, also in the limit r = 0
        assertThat(new TabulatedRate(new double[] {0, 1, 2}, new double[] {0, 1, 2}).steepness())
                .isEqualTo(1);
        assertThat(new TabulatedRate(new double[] {0, 1, 2, 3}, new double[] {2, 2, 0, 0}).steepness())
                .isInfinite();
    }

    /** Central differences over 2e-6, whose error is below 1e-8 here; at kinks, below a cutoff and beyond a table the slope is known. */
    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1.3, 2.6})
    void slopeIsTheDerivative(double r) {
        for (RateLaw law : List.of(
                PowerLaw.of(1.3, 0), PowerLaw.of(1.3, 1), PowerLaw.of(1.3, -2.5), new PowerLaw(2, -3, 0.5), table())) {
            double difference = (law.alpha(r + 1e-6) - law.alpha(r - 1e-6)) / 2e-6;
            assertThat(law.slope(r)).isCloseTo(difference, within(1e-7));
        }
        assertThat(new PowerLaw(2, -3, r).slope(0.9 * r)).isZero();
        assertThat(table().slope(0.1)).isZero();
        assertThat(table().slope(100)).isZero();
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> PowerLaw.of(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PowerLaw.of(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerLaw(1, -1, -0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CollisionKernel(new PowerLaw(1, -1, 0), new IsotropicAngle(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerLaw(1, 1, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> PowerLaw.hardSphere(4, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> PowerLaw.hardSphere(3, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> PowerLaw.variableHardSphere(1, 2.5, 1, 1, 0.1));
        double[] none = {};
        double[] two = {0, 1};
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedRate(none, none));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedRate(two, new double[] {0, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedRate(two, new double[] {1, -1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedRate(two, new double[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedRate(new double[] {1, 1}, two));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedRate(new double[] {-1, 1}, two));
    }

    private static TabulatedRate table() {
        return new TabulatedRate(new double[] {0.5, 1, 2, 4}, new double[] {1, 3, 2, 6});
    }
}
