package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.OccupationCells;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The occupation q f of a Fermi or Bose species against the speed |v - u|: averages over shells of equal width about u, from the counts of all replicas. */
public final class OccupationProfile {
    private final Species species;
    private final int dimension;
    private final double width;
    private final double[] counts;
    /** q w/R: what one particle adds to the integral of q f. */
    private final double unit;
    /** Of the occupation cells; they count as infinitely large without any. */
    private final double edge;

    /**
     * @param centre u, of length d
     * @param maximum upper end of the last shell, positive
     * @param bins number of shells
     * @param replicas the population of one species in every replica
     */
    public OccupationProfile(double[] centre, double maximum, int bins, List<Population> replicas) {
        Population first = replicas.get(0);
        species = first.species();
        dimension = centre.length;
        width = maximum / bins;
        counts = new double[bins];
        unit = species.quantumParameter() * first.weight() / replicas.size();
        edge = first.cells().map(OccupationCells::edge).orElse(Double.POSITIVE_INFINITY);
        for (Population population : replicas) {
            for (int k = 0; k < population.size(); k++) {
                double square = 0;
                for (int a = 0; a < dimension; a++) {
                    double c = population.velocity(a)[k] - centre[a];
                    square += c * c;
                }
                double position = Math.sqrt(square) / width;
                if (position < bins) {
                    counts[(int) position]++;
                }
            }
        }
    }

    /** Number of shells. */
    public int bins() {
        return counts.length;
    }

    /** The speed in the middle of a shell. */
    public double centre(int bin) {
        return (bin + 0.5) * width;
    }

    private double volume(int bin) {
        double ball = dimension == 2 ? Math.PI : 4 * Math.PI / 3;
        return ball * (Math.pow((bin + 1) * width, dimension) - Math.pow(bin * width, dimension));
    }

    /**
     * q f in a shell. With M states of one particle's weight and k particles in it, k has the variance k (1 + alpha r k/M) with r the share of occupation cells that lie in the shell, as seen from a place in it:
     * a shell cuts through cells, whose particles are anywhere in them. It counts as a box of its thickness and volume. k is replaced by k + 2 (and the states left, for fermions, likewise): under a flat prior that is the mean square distance from k to
     * the expected number, which an empty shell has, too. Of fermions q f is between 0 and 1, and no farther away.
     */
    public Estimate occupation(int bin) {
        double states = volume(bin) / unit;
        double k = counts[bin];
        double factor = switch (species.statistics()) {
            case MAXWELL -> 1;
            case FERMI -> 1 - shared(bin) * Math.min(k, states) / (states + 2);
            case BOSE -> 1 + shared(bin) * (k + 2) / states;
        };
        double farthest = species.statistics() == Statistics.FERMI ? Math.max(k, states - k) : Double.POSITIVE_INFINITY;
        return new Estimate(k / states, Math.min(Math.sqrt((k + 2) * factor), farthest) / states);
    }

    private double shared(int bin) {
        double across = Math.pow(volume(bin) / width, 1.0 / (dimension - 1));
        return OccupationCells.sharedWithin(width / edge)
                * Math.pow(OccupationCells.sharedWithin(across / edge), dimension - 1.0);
    }

    /** The average of a function of the speed over a shell, by Simpson's rule. */
    public double average(int bin, DoubleUnaryOperator f) {
        double low = bin * width;
        double sum = 0;
        double total = 0;
        double[] simpson = {1, 4, 2, 4, 1};
        for (int k = 0; k < simpson.length; k++) {
            double speed = low + k * width / 4;
            double weight = simpson[k] * Math.pow(speed, dimension - 1.0);
            sum += weight * f.applyAsDouble(speed);
            total += weight;
        }
        return sum / total;
    }
}
