package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.stosszahl.model.AngleLaw;
import io.github.stosszahl.model.CollidingPair;
import io.github.stosszahl.model.CollisionKernel;
import io.github.stosszahl.model.IsotropicAngle;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.PowerAngle;
import io.github.stosszahl.model.PowerLaw;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.TabulatedAngle;
import io.github.stosszahl.model.VssAngle;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One collision of two given particles, 10^4 times over: the deviation angle has the distribution b, the azimuth is uniform,
 * |u| and the centre of mass stay. The laws of theta are written out here in closed form.
 *
 * <p>About 160 tests (Kolmogorov-Smirnov, or 5 standard errors of a binomial count for the two sides of the plane), each failing for p
 * &lt; 1e-6: 2e-4 is the probability that a right engine fails with a fresh seed.
 */
class ScatteringTest {
    private static final long SEED = 31;
    private static final int COLLISIONS = 10_000;
    private static final int RUN = 16;
    private static final double SMALLEST_P = 1e-6;

    /** An angle law and the distribution function of theta in [0, pi]. */
    record Law(String name, AngleLaw angle, DoubleUnaryOperator cdf) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Law> laws(int d) {
        double power = Math.pow(0.2, -0.5);
        Law inverse = new Law(
                "power",
                new PowerAngle(1.5, 0.2),
                t -> (power - Math.pow(t, -0.5)) / (power - Math.pow(Math.PI, -0.5)));
        double[] all = {-1, 1};
        double[] tilted = {0.5, 1.5};
        if (d == 2) {
            // b proportional to 1, (1 + cos)^2 and 1 + cos/2 in theta
            return List.of(
                    new Law("isotropic", new IsotropicAngle(2), t -> t / Math.PI),
                    new Law(
                            "vss",
                            VssAngle.of(2, 3),
                            t -> (1.5 * t + 2 * Math.sin(t) + 0.25 * Math.sin(2 * t)) / (1.5 * Math.PI)),
                    new Law("table", new TabulatedAngle(2, all, tilted), t -> (t + 0.5 * Math.sin(t)) / Math.PI),
                    inverse);
        }
        // P(theta < t) = P(cos > c): 1 minus the distribution function of the cosine
        return List.of(
                new Law("isotropic", new IsotropicAngle(3), t -> (1 - Math.cos(t)) / 2),
                new Law("vss", VssAngle.of(3, 1.6), t -> 1 - Math.pow((1 + Math.cos(t)) / 2, 1.6)),
                new Law("table", new TabulatedAngle(3, all, tilted), t -> {
                    double c = Math.cos(t);
                    return (1 - c) / 2 + (1 - c * c) / 8;
                }),
                inverse);
    }

    static Stream<Arguments> collisions() {
        List<Arguments> cases = new ArrayList<>();
        double[][] planar = {{1.2, -0.7}, {1, 0}, {-1, 0}, {0, 2}};
        for (Law law : laws(2)) {
            for (double[] u : planar) {
                for (KernelChoice choice : List.of(KernelChoice.SCALAR, KernelChoice.VECTOR)) {
                    cases.add(Arguments.of(choice, law, u));
                }
            }
        }
        double[][] spatial = {
            {1.2, -0.7, 0.4}, {1, 0, 0}, {-3, 0, 0}, {0, 2, 0}, {0, 0, -2}, {1, 1e-9, 0}, {-1, 0, 1e-7}
        };
        for (Law law : laws(3)) {
            for (double[] u : spatial) {
                for (KernelChoice choice : List.of(KernelChoice.SCALAR, KernelChoice.VECTOR)) {
                    cases.add(Arguments.of(choice, law, u));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("collisions")
    void deviationAngleAndAzimuth(KernelChoice choice, Law law, double[] u) {
        int d = u.length;
        double r = norm(u);
        double m1 = 1;
        double m2 = 3;
        double[] centre = {0.3, -0.2, 0.7};
        Species light = new Species("a", m1);
        Species heavy = new Species("b", m2);
        CollidingPair pair = new CollidingPair(0, 1, new CollisionKernel(PowerLaw.of(1, 0), law.angle()));
        Mixture mixture = new Mixture(d, 1, List.of(light, heavy), List.of(pair));
        Population one = new Population(light, d, Batch.SIZE, 1);
        Population two = new Population(heavy, d, Batch.SIZE, 1);
        PairKernel kernel = choice.collisionKernel();
        Batch batch = new Batch();
        Gas gas = new Gas(mixture, new Ensemble(List.of(one, two)), Tuning.DEFAULT);
        Leg leg = new Leg(gas, gas.channels.get(0), Tuning.DEFAULT, batch.flat);
        leg.visit(0, 0);
        leg.channel.occupy(batch);
        batch.run = RUN;
        batch.runs = Batch.SIZE / RUN;
        batch.candidates = Batch.SIZE;
        for (int run = 0; run < batch.runs; run++) {
            batch.first[run] = RUN * run;
            batch.second[run] = RUN * run;
            batch.whole[run] = true;
        }
        VisitKeys keys = new VisitKeys();
        keys.restart(SEED);
        double[][] frame = frame(u);
        double[] theta = new double[COLLISIONS];
        double[] azimuth = new double[COLLISIONS];
        for (int c = 0; c < COLLISIONS; c++) {
            int k = c % Batch.SIZE;
            if (k == 0) {
                for (int a = 0; a < d; a++) {
                    Arrays.fill(one.velocity(a), centre[a] + m2 / (m1 + m2) * u[a]);
                    Arrays.fill(two.velocity(a), centre[a] - m1 / (m1 + m2) * u[a]);
                }
                leg.channel.prepare(kernel, keys, c, 0, 1, batch);
                assertThat(kernel.collide(leg, batch, 0, batch.runs)).isEqualTo(batch.runs);
            }
            double[] after = new double[d];
            for (int a = 0; a < d; a++) {
                after[a] = one.velocity(a)[k] - two.velocity(a)[k];
                assertThat((m1 * one.velocity(a)[k] + m2 * two.velocity(a)[k]) / (m1 + m2))
                        .isCloseTo(centre[a], within(1e-14 * (1 + r)));
            }
            assertThat(norm(after)).isCloseTo(r, within(1e-13 * (1 + r)));
            double along = dot(after, frame[0]);
            double across = dot(after, frame[1]);
            double third = d == 3 ? dot(after, frame[2]) : 0;
            theta[c] = Math.atan2(Math.hypot(across, third), along);
            azimuth[c] = Math.atan2(third, across);
        }
        assertUniform("theta", theta, law.cdf());
        if (d == 3) {
            assertUniform("azimuth", azimuth, x -> (x + Math.PI) / (2 * Math.PI));
        } else {
            double left = Stream.of(box(azimuth)).filter(x -> x < 1).count();
            assertThat(left).isCloseTo(COLLISIONS / 2.0, within(5 * Math.sqrt(COLLISIONS) / 2));
        }
    }

    private static Double[] box(double[] values) {
        Double[] boxed = new Double[values.length];
        for (int k = 0; k < values.length; k++) {
            boxed[k] = values[k];
        }
        return boxed;
    }

    private static void assertUniform(String what, double[] sample, DoubleUnaryOperator cdf) {
        DoubleUnaryOperator bounded = x -> Math.min(1, Math.max(0, cdf.applyAsDouble(x)));
        assertThat(KolmogorovSmirnovTest.withDefaults().test(sample, bounded).getPValue())
                .as(what)
                .isGreaterThan(SMALLEST_P);
    }

    /** An orthonormal frame whose first vector is along u, made by Gram and Schmidt. */
    private static double[][] frame(double[] u) {
        int d = u.length;
        double[][] frame = new double[d][];
        frame[0] = scaled(u, 1 / norm(u));
        for (int k = 1; k < d; k++) {
            double largest = 0;
            for (int a = 0; a < d; a++) {
                double[] rest = new double[d];
                rest[a] = 1;
                for (int j = 0; j < k; j++) {
                    double share = dot(rest, frame[j]);
                    for (int b = 0; b < d; b++) {
                        rest[b] -= share * frame[j][b];
                    }
                }
                if (norm(rest) > largest) {
                    largest = norm(rest);
                    frame[k] = scaled(rest, 1 / largest);
                }
            }
        }
        return frame;
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int a = 0; a < x.length; a++) {
            sum += x[a] * y[a];
        }
        return sum;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double[] scaled(double[] x, double factor) {
        double[] y = new double[x.length];
        for (int a = 0; a < x.length; a++) {
            y[a] = factor * x[a];
        }
        return y;
    }
}
