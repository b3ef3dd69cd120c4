package io.github.stosszahl.estimate;

import io.github.stosszahl.particles.Population;
import java.util.List;

/** The probability density of the speed |v| of one species on equal bins from 0, from the counts of all replicas; errors as in {@link VelocityHistogram}. */
public final class SpeedHistogram {
    private final double width;
    private final int[] counts;
    private final double unit;

    /**
     * @param maximum upper end of the last bin, positive; faster particles count in the normalisation only
     * @param bins number of bins
     * @param replicas the population of one species in every replica
     */
    public SpeedHistogram(double maximum, int bins, List<Population> replicas) {
        this.width = maximum / bins;
        this.counts = new int[bins];
        double particles = 0;
        for (Population population : replicas) {
            particles += population.size();
            for (int k = 0; k < population.size(); k++) {
                double square = 0;
                for (int a = 0; a < population.dimension(); a++) {
                    square += population.velocity(a)[k] * population.velocity(a)[k];
                }
                double position = Math.sqrt(square) / width;
                if (position < bins) {
                    counts[(int) position]++;
                }
            }
        }
        this.unit = 1 / (particles * width);
    }

    /** Number of bins. */
    public int bins() {
        return counts.length;
    }

    /** Width of a bin. */
    public double width() {
        return width;
    }

    /** Centre of a bin. */
    public double centre(int bin) {
        return (bin + 0.5) * width;
    }

    /** The density of |v| in a bin; it integrates to 1 over all speeds. */
    public Estimate density(int bin) {
        return new Estimate(counts[bin] * unit, Math.sqrt(counts[bin] + 1.0) * unit);
    }
}
