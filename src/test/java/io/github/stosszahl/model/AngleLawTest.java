package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AngleLawTest {
    private static final int STRATA = 20_000;

    /**
     * A law beside the density of the deviation angle theta that defines it, sin^(d-2)(theta) b(theta) up to a factor,
     * on [from, pi].
     */
    record Case(String name, AngleLaw law, double from, DoubleUnaryOperator density) {
        @Override
        public String toString() {
            return name;
        }

        /** Midpoint sum of g times the density, in a variable that is dense at {@code from} and at pi. */
        double integral(DoubleUnaryOperator g, double to) {
            int panels = 50_000;
            double sum = 0;
            for (int k = 0; k < panels; k++) {
                // theta = from + (pi - from) (3 s^2 - 2 s^3)
                double s = (k + 0.5) / panels;
                double theta = from + (Math.PI - from) * s * s * (3 - 2 * s);
                if (theta <= to) {
                    sum += g.applyAsDouble(theta) * density.applyAsDouble(theta) * 6 * s * (1 - s);
                }
            }
            return sum * (Math.PI - from) / panels;
        }

        double mean(DoubleUnaryOperator g) {
            return integral(g, Math.PI) / integral(theta -> 1, Math.PI);
        }
    }

    static Stream<Case> cases() {
        double[] cosines = {-0.8, -0.2, 0.4, 0.9};
        double[] b = {0.5, 2, 0, 3};
        DoubleUnaryOperator table = theta -> interpolated(cosines, b, Math.cos(theta));
        return Stream.of(
                new Case("isotropic, d = 2", new IsotropicAngle(2), 0, theta -> 1),
                new Case("isotropic, d = 3", new IsotropicAngle(3), 0, Math::sin),
                vss(3, 1.6),
                vss(3, 0.7),
                vss(2, 1),
                vss(2, 1.6),
                vss(2, 3),
                new Case("table, d = 2", new TabulatedAngle(2, cosines, b), 0, table),
                new Case(
                        "table, d = 3",
                        new TabulatedAngle(3, cosines, b),
                        0,
                        theta -> Math.sin(theta) * table.applyAsDouble(theta)),
                power(0, 0),
                power(0.5, 0),
                power(0.5, 0.3),
                power(1, 0.1),
                power(1.5, 0.1),
                power(2, 0.05));
    }

    private static Case vss(int d, double alpha) {
        return new Case("vss " + alpha + ", d = " + d, VssAngle.of(d, alpha), 0, theta -> {
            // 1 + cos(theta), without cancellation near pi
            double b = Math.pow(2 * Math.pow(Math.cos(theta / 2), 2), alpha - 1);
            return d == 3 ? Math.sin(theta) * b : b;
        });
    }

    private static Case power(double nu, double thetaMin) {
        return new Case(
                "power " + nu + " from " + thetaMin,
                new PowerAngle(nu, thetaMin),
                thetaMin,
                theta -> Math.pow(theta, -nu));
    }

    private static double interpolated(double[] x, double[] y, double at) {
        for (int k = 0; k + 1 < x.length; k++) {
            if (at >= x[k] && at <= x[k + 1]) {
                return y[k] + (at - x[k]) / (x[k + 1] - x[k]) * (y[k + 1] - y[k]);
            }
        }
        return 0;
    }

    /** Quadrature of the defining density; 3e-5 bounds the error of the midpoint sums at the jumps of the table. */
    @ParameterizedTest
    @MethodSource("cases")
    void momentsAreThoseOfTheDefiningDensity(Case c) {
        assertThat(c.law().meanCos()).isCloseTo(c.mean(Math::cos), within(3e-5));
        assertThat(c.law().meanSquaredCos()).isCloseTo(c.mean(t -> Math.cos(t) * Math.cos(t)), within(3e-5));
    }

    /** The inverse distribution function at the midpoints of equal strata: no noise, an error of the order of a stratum. */
    @ParameterizedTest
    @MethodSource("cases")
    void stratifiedSampleHasTheMoments(Case c) {
        double first = 0;
        double second = 0;
        for (int k = 0; k < STRATA; k++) {
            double cosine = c.law().cosTheta((k + 0.5) / STRATA);
            assertThat(cosine).isBetween(-1.0, 1.0);
            first += cosine;
            second += cosine * cosine;
        }
        assertThat(first / STRATA).isCloseTo(c.law().meanCos(), within(1e-4));
        assertThat(second / STRATA).isCloseTo(c.law().meanSquaredCos(), within(1e-4));
    }

    /** The share of a stratified sample with theta below some angles against the integral of the density up to there. */
    @ParameterizedTest
    @MethodSource("cases")
    void stratifiedSampleHasTheDistribution(Case c) {
        double total = c.integral(t -> 1, Math.PI);
        double[] cosines = IntStream.range(0, STRATA)
                .mapToDouble(k -> c.law().cosTheta((k + 0.5) / STRATA))
                .toArray();
        for (double theta : new double[] {0.2, 0.5, 1, 1.5, 2, 2.5, 3}) {
            double cosine = Math.cos(theta);
            long below = Arrays.stream(cosines).filter(x -> x >= cosine).count();
            assertThat(below / (double) STRATA)
                    .as("share below %s", theta)
                    .isCloseTo(c.integral(t -> 1, theta) / total, within(1e-4));
        }
    }

    /** Closed forms: 0 and 1/d; (alpha - 1)/(alpha + 1) for VSS in space, Bird 1994 (2.36). */
    @Test
    void closedForms() {
        assertThat(new IsotropicAngle(2).meanSquaredCos()).isEqualTo(0.5);
        assertThat(new IsotropicAngle(3).meanSquaredCos()).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(new VssAngle(1.6).meanCos()).isCloseTo(0.6 / 2.6, within(1e-15));
        // nu = 0 on [0, pi]: theta uniform
        assertThat(new PowerAngle(0, 0).meanCos()).isCloseTo(0, within(1e-9));
        assertThat(new PowerAngle(0, 0).meanSquaredCos()).isCloseTo(0.5, within(1e-9));
    }

    /** A two-row constant table is the isotropic law, number for number. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void constantTableIsIsotropic(int d) {
        TabulatedAngle table = new TabulatedAngle(d, new double[] {-1, 1}, new double[] {7, 7});
        for (double u : new double[] {0, 0.1, 0.25, 0.5, 0.8, 0.999}) {
            double expected = d == 3 ? 2 * u - 1 : -Math.cos(Math.PI * u);
            assertThat(table.cosTheta(u)).isCloseTo(expected, within(1e-12));
        }
        assertThat(table.meanCos()).isCloseTo(0, within(1e-14));
        assertThat(table.meanSquaredCos()).isCloseTo(1.0 / d, within(1e-14));
    }

    /** alpha = 2 has b linear in cos(theta), which two rows hold exactly. */
    @Test
    void linearTableIsVssWithExponentTwo() {
        TabulatedAngle table = new TabulatedAngle(3, new double[] {-1, 1}, new double[] {0, 5});
        VssAngle vss = new VssAngle(2);
        for (double u : new double[] {1e-6, 0.1, 0.25, 0.5, 0.8, 0.999}) {
            assertThat(table.cosTheta(u)).isCloseTo(vss.cosTheta(u), within(1e-10));
        }
        assertThat(table.meanCos()).isCloseTo(vss.meanCos(), within(1e-14));
        assertThat(table.meanSquaredCos()).isCloseTo(vss.meanSquaredCos(), within(1e-14));
    }

    /** d = 2, b proportional to (1 + cos theta)^2 = 3/2 + 2 cos + cos(2 theta)/2: means 2/3 and 7/12, by hand. */
    @Test
    void vssInThePlane() {
        AngleLaw law = VssAngle.of(2, 3);
        assertThat(law.meanCos()).isCloseTo(2 / 3.0, within(1e-6));
        assertThat(law.meanSquaredCos()).isCloseTo(7 / 12.0, within(1e-6));
    }

    /** Intervals without mass, at either end or inside, and numbers that fall on their edges. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void tablesWithEmptyIntervals(int d) {
        TabulatedAngle law = new TabulatedAngle(
                d, new double[] {-1, -0.6, -0.4, -0.1, 0.1, 0.4, 0.6, 1}, new double[] {0, 0, 1, 0, 0, 1, 0, 0});
        for (double u : new double[] {1e-12, 0.2, 0.49, 0.51, 0.8, 1 - 1e-12}) {
            assertThat(Math.abs(law.cosTheta(u))).isBetween(0.1, 0.6);
        }
    }

    @Test
    void onlyConstantLawsCallThemselvesIsotropic() {
        assertThat(new IsotropicAngle(2).isIsotropic()).isTrue();
        assertThat(VssAngle.of(3, 1).isIsotropic()).isTrue();
        assertThat(VssAngle.of(3, 1.4).isIsotropic()).isFalse();
        assertThat(new PowerAngle(0, 0).isIsotropic()).isFalse();
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new IsotropicAngle(1));
        assertThatIllegalArgumentException().isThrownBy(() -> new VssAngle(0));
        assertThatIllegalArgumentException().isThrownBy(() -> VssAngle.of(2, 0.9));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerAngle(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerAngle(2.1, 0.1));
        assertThatIllegalArgumentException().isThrownBy(() -> new PowerAngle(0.5, Math.PI));
        double[] all = {-1, 1};
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedAngle(3, all, new double[] {0, 0}));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedAngle(3, all, new double[] {1, -1}));
        assertThatIllegalArgumentException().isThrownBy(() -> new TabulatedAngle(3, new double[] {1, -1}, all));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TabulatedAngle(3, new double[] {-1, 1.1}, new double[] {1, 1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TabulatedAngle(3, new double[] {0}, new double[] {1}));
    }
}
