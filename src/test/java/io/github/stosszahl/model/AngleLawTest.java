package io.github.stosszahl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AngleLawTest {
    private static final int STRATA = 20_000;
    private static final GaussIntegrator GAUSS = new GaussIntegratorFactory().legendre(10);

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

    /** Tables of all kinds: few and many rows, equally spaced and in clusters, on a part of the range, with and without rows of zero. */
    static Stream<Arguments> randomTables() {
        UniformRandomProvider random = RandomSource.KISS.create(1974L);
        List<Arguments> tables = new ArrayList<>();
        for (int d = 2; d <= 3; d++) {
            for (int rows : new int[] {2, 3, 4, 7, 20, 300}) {
                for (double zeros : new double[] {0, 0.4}) {
                    double part = 0.3 + 0.7 * random.nextDouble();
                    double[] spread =
                            random.doubles(rows, -part, 1).distinct().sorted().toArray();
                    double[] clusters = random.doubles(rows)
                            .map(u -> 0.9 - Math.exp(-17 * u))
                            .distinct()
                            .sorted()
                            .toArray();
                    double[] whole = IntStream.range(0, rows)
                            .mapToDouble(k -> -1 + 2.0 * k / (rows - 1))
                            .toArray();
                    for (double[] cosines : List.of(spread, clusters, whole)) {
                        double[] b = random.doubles(rows)
                                .map(u -> u < zeros ? 0 : Math.exp(6 * u))
                                .toArray();
                        b[rows / 2] = 1;
                        tables.add(Arguments.of(d, cosines, b));
                    }
                }
            }
        }
        return tables.stream();
    }

    /** Mass of a table up to each of its rows: Gauss-Legendre quadrature, in the plane of b(cos(theta)) over short arcs of theta. */
    private static double[] masses(int d, double[] cosines, double[] b) {
        double[] masses = new double[cosines.length];
        for (int k = 0; k + 1 < cosines.length; k++) {
            masses[k + 1] = masses[k] + mass(d, cosines, b, k, cosines[k + 1]);
        }
        return masses;
    }

    /** The mass between row k and c in the interval behind it. */
    private static double mass(int d, double[] cosines, double[] b, int k, double c) {
        DoubleUnaryOperator density =
                at -> b[k] + (at - cosines[k]) / (cosines[k + 1] - cosines[k]) * (b[k + 1] - b[k]);
        double from = d == 3 ? cosines[k] : -Math.acos(cosines[k]);
        double to = d == 3 ? c : -Math.acos(c);
        int arcs = 1 + (int) (10 * (to - from));
        double sum = 0;
        for (int arc = 0; arc < arcs; arc++) {
            double middle = from + (to - from) * (arc + 0.5) / arcs;
            for (int node = 0; node < GAUSS.getNumberOfPoints(); node++) {
                double at = middle + 0.5 * (to - from) / arcs * GAUSS.getPoint(node);
                sum += GAUSS.getWeight(node) * density.applyAsDouble(d == 3 ? at : Math.cos(at));
            }
        }
        return sum * 0.5 * (to - from) / arcs;
    }

    /**
     * The mass below the cosine of a number is the number. The sums of the masses have rounding errors of some 1e-15, and so has theta, here and in the
     * law; beyond them the cosine is right to 1e-14, which is this times its density, b or b/sin(theta), in mass.
     */
    @ParameterizedTest
    @MethodSource("randomTables")
    void tablesInvertTheirDistribution(int d, double[] cosines, double[] b) {
        TabulatedAngle law = new TabulatedAngle(d, cosines, b);
        double[] masses = masses(d, cosines, b);
        double total = masses[masses.length - 1];
        double[] uniforms = DoubleStream.concat(
                        RandomSource.KISS.create(1995L).doubles(400),
                        Arrays.stream(masses)
                                .flatMap(mass -> DoubleStream.of(
                                        Math.nextDown(mass / total),
                                        mass / total,
                                        mass / total + 1e-15,
                                        mass / total + 1e-9)))
                .filter(u -> u >= 0 && u < 1)
                .sorted()
                .toArray();
        double previous = cosines[0];
        for (double u : uniforms) {
            double c = law.cosTheta(u);
            assertThat(c).isBetween(cosines[0] - 1e-15, cosines[cosines.length - 1] + 1e-15);
            assertThat(c).isGreaterThanOrEqualTo(previous - 1e-15);
            previous = c;
            int at = Arrays.binarySearch(cosines, c);
            int k = Math.max(0, Math.min(at >= 0 ? at : -at - 2, cosines.length - 2));
            double density = interpolated(cosines, b, c) / total;
            double sine = d == 3 ? 1 : Math.sqrt((1 - c) * (1 + c));
            double rounding = 4e-15 * (1 + Math.max(b[k], b[k + 1]) / total);
            assertThat((masses[k] + mass(d, cosines, b, k, c)) / total)
                    .as("mass below the cosine %s of the number %s", c, u)
                    .isCloseTo(u, within(rounding + 1e-14 * density / Math.max(sine, 1e-8)));
        }
    }

    /** b proportional to 1 + c or 1 - c has the cosines 2 sqrt(u) - 1 or 1 - 2 sqrt(1 - u), to rounding also where b vanishes. */
    @Test
    void linearTablesInSpaceHaveClosedForms() {
        TabulatedAngle rising = new TabulatedAngle(3, new double[] {-1, 1}, new double[] {0, 3});
        TabulatedAngle falling = new TabulatedAngle(3, new double[] {-1, 1}, new double[] {3, 0});
        for (double u :
                new double[] {0, Double.MIN_VALUE, 1e-300, 1e-15, 1e-6, 0.1, 0.5, 0.75, 1 - 1e-9, 1 - 0x1p-53}) {
            assertThat(rising.cosTheta(u)).isCloseTo(2 * Math.sqrt(u) - 1, within(4e-16));
            assertThat(falling.cosTheta(u)).isCloseTo(1 - 2 * Math.sqrt(1 - u), within(4e-16));
        }
    }

    /** The plane with b proportional to 1 + cos(theta) or 1 - cos(theta): the share of angles within phi of the zero of b is (phi - sin(phi))/pi. */
    @Test
    void linearTablesInThePlaneHaveClosedForms() {
        TabulatedAngle rising = new TabulatedAngle(2, new double[] {-1, 1}, new double[] {0, 3});
        TabulatedAngle falling = new TabulatedAngle(2, new double[] {-1, 1}, new double[] {3, 0});
        for (double phi = 1e-4; phi < Math.PI; phi = 1.07 * phi + 1e-5) {
            double u = (phi - Math.sin(phi)) / Math.PI;
            assertThat(rising.cosTheta(u)).isCloseTo(-Math.cos(phi), within(1e-13));
            if (phi > 0.05) {
                assertThat(falling.cosTheta(1 - u)).isCloseTo(Math.cos(phi), within(1e-13));
            }
        }
        assertThat(rising.cosTheta(0)).isCloseTo(-1, within(1e-13));
        // phi^3 = 6 pi u for small phi
        for (double u : new double[] {1e-60, 1e-30, 1e-18, 1e-12}) {
            assertThat(rising.cosTheta(u)).isCloseTo(0.5 * Math.pow(6 * Math.PI * u, 2.0 / 3) - 1, within(1e-13));
        }
    }

    /** b proportional to 1 + cos(theta) at 2000 equal steps of theta between which it is nearly so. */
    @Test
    void vssInThePlaneWithExponentTwoHasTheClosedForm() {
        AngleLaw law = VssAngle.of(2, 2);
        for (double phi = 0.1; phi < Math.PI; phi += 0.01) {
            assertThat(law.cosTheta((phi - Math.sin(phi)) / Math.PI)).isCloseTo(-Math.cos(phi), within(1e-13));
        }
    }

    /** Four triangles of mass 1/8 each in space: a number on the edge of two intervals belongs to the upper one, beyond those without mass. */
    @Test
    void numbersOnTheEdgesOfEmptyIntervals() {
        double[] cosines = {-1, -0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75, 1};
        TabulatedAngle law = new TabulatedAngle(3, cosines, new double[] {0, 0, 1, 0, 0, 0, 1, 0, 0});
        assertThat(law.cosTheta(0)).isEqualTo(-0.75);
        assertThat(law.cosTheta(0.25)).isEqualTo(-0.5);
        assertThat(law.cosTheta(Math.nextDown(0.5)))
                .isCloseTo(-0.25, within(1e-8))
                .isLessThan(-0.25);
        assertThat(law.cosTheta(0.5)).isEqualTo(0.25);
        assertThat(law.cosTheta(0.75)).isEqualTo(0.5);
        assertThat(law.cosTheta(Math.nextDown(1.0)))
                .isCloseTo(0.75, within(1e-8))
                .isLessThan(0.75);
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
