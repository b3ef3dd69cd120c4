package io.github.stosszahl.collide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directions of bosons are drawn with the density of the bounds of the enhancement. */
class MeanEnhancementsTest {
    private static final int CLASSES = 12;
    private static final int PARTICLES = 200;
    private static final int PAIRS = 200;
    private static final int POINTS = 20_000;
    /** Of sums over so many points: less than one step of the density for each end of a piece. */
    private static final double TOLERANCE = 2e-2;

    @ParameterizedTest
    @CsvSource({"3, 1", "3, 4", "2, 1", "2, 4"})
    void densityIsThatOfTheBounds(int dimension, double otherMass) {
        SplittableRandom random = new SplittableRandom(1);
        SpeedClasses a = classes(random, dimension, 1);
        SpeedClasses b = otherMass == 1 ? a : classes(random, dimension, otherMass);
        MeanEnhancements enhancements = new MeanEnhancements(dimension == 3, true, CLASSES);
        enhancements.visit(a, b);
        enhancements.renew(a, b);
        for (int pair = 0; pair < PAIRS; pair++) {
            // any energies with any angle between the velocities
            double e = a.largestEnergy(CLASSES - 1) * Math.pow(random.nextDouble(), 3);
            double f = b.largestEnergy(CLASSES - 1) * Math.pow(random.nextDouble(), 3);
            int k = a.classOfEnergy(e);
            int l = b.classOfEnergy(f);
            if (a == b && k > l) {
                continue;
            }
            double p = Math.sqrt(2 * e);
            double q = Math.sqrt(2 * f / otherMass);
            double dot = p * q * (2 * random.nextDouble() - 1);
            double total = 1 + otherMass;
            double centre = Math.sqrt(p * p + otherMass * otherMass * q * q + 2 * otherMass * dot) / total;
            double relative = otherMass / total * Math.sqrt(p * p + q * q - 2 * dot);
            double drawn = 0;
            double expected = 0;
            for (int point = 0; point < POINTS; point++) {
                double u = (point + 0.5) / POINTS;
                if (enhancements.draw(a, b, k, l, u, e + f, centre, relative)) {
                    drawn += enhancements.of(k, l) * enhancements.largest() / enhancements.bound() / POINTS;
                    double energy = energy(enhancements.cosine(), centre, relative);
                    double bound = bound(a, b, energy, e + f, 0);
                    // in whichever class rounding puts it
                    assertThat(enhancements.largest()).isGreaterThanOrEqualTo(bound * (1 - 1e-9));
                }
                assertThat(enhancements.exceeded()).isFalse();
                double cosine = dimension == 3 ? 2 * u - 1 : Math.cos(Math.PI * u);
                boolean near = a == b && Math.max(a.lower(k) - b.upper(l), b.lower(l) - a.upper(k)) <= a.diagonal();
                expected += bound(a, b, energy(cosine, centre, relative), e + f, near ? b.unit() : 0) / POINTS;
            }
            assertThat(drawn).isBetween(expected * (1 - TOLERANCE), expected * (1 + TOLERANCE));
            assertThat(enhancements.of(k, l)).isGreaterThanOrEqualTo(expected * (1 - TOLERANCE));
        }
    }

    private static double energy(double cosine, double centre, double relative) {
        return 0.5 * (centre * centre + relative * relative + 2 * centre * relative * cosine);
    }

    private static double bound(SpeedClasses a, SpeedClasses b, double energy, double total, double arrived) {
        return a.ceiling(a.classOfEnergy(energy)) * (b.ceiling(b.classOfEnergy(total - energy)) + arrived);
    }

    /** Of particles with a peak at rest. */
    private static SpeedClasses classes(SplittableRandom random, int dimension, double mass) {
        double[][] v = new double[dimension][PARTICLES];
        double fastest = 0;
        for (int i = 0; i < PARTICLES; i++) {
            double scale = random.nextDouble();
            double square = 0;
            for (double[] component : v) {
                component[i] = 2 * scale * scale * (2 * random.nextDouble() - 1);
                square += component[i] * component[i];
            }
            fastest = Math.max(fastest, square);
        }
        OccupationCells cells = OccupationCells.of(
                new Species("boson", mass, Statistics.BOSE, 1), 0.005, 1, 0.2, new double[dimension], 2, 1 << 16);
        OccupationNumbers numbers = new OccupationNumbers(Statistics.BOSE, cells);
        for (int i = 0; i < PARTICLES; i++) {
            numbers.counts[0][numbers.cell(v[0][i], v[1][i], v[dimension - 1][i])]++;
        }
        SpeedClasses classes = new SpeedClasses(v, mass, numbers, new double[dimension], CLASSES);
        classes.visit(0, 0, PARTICLES, Math.sqrt(fastest));
        return classes;
    }
}
