package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Grid;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import io.github.stosszahl.particles.Ensemble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Moments of every cell, averaged over the times of a steady flow.
 *
 * <p>Successive samples are correlated. They are gathered into batches of equal length: when a replica has many, neighbours are joined, and batches are twice as long from then on.
 * At the end they are joined further while neighbours are correlated and enough are left. Value and standard error are those of whole batches; the error is that of the jackknife
 * over the batches of all replicas, corrected for the correlations that are left, quantity by quantity. docs/methods.md says when it can be trusted.
 */
public final class ProfileAverage {
    private static final int MOST = 64;
    private static final int FEWEST = 8;
    private static final int FEWEST_JOINED = 16;
    /** Sums that the batches of a replica may hold. */
    private static final long MOST_SUMS = 1 << 24;
    /** Batches of which neighbours are correlated by less, in the mean of all sums, are long enough. */
    private static final double INDEPENDENT = 0.1;

    private final Mixture mixture;
    private final Grid grid;
    private final CellEvaluation evaluation;
    private final int most;
    private final List<Batches> replicas;

    /**
     * An average of nothing yet.
     *
     * @param mixture the equation
     * @param space not homogeneous
     * @param grid its cells, the same at all times
     * @param ensembles one per replica, for masses and weights
     */
    public ProfileAverage(Mixture mixture, Space space, Grid grid, List<Ensemble> ensembles) {
        this.mixture = mixture;
        this.grid = grid;
        evaluation = new CellEvaluation(mixture, space, grid, ensembles.get(0));
        long sums = (long) CellSums.count(mixture.dimension())
                * grid.count()
                * mixture.species().size();
        most = MOST * sums <= MOST_SUMS ? MOST : 2 * FEWEST;
        replicas = ensembles.stream().map(ensemble -> new Batches()).toList();
    }

    /**
     * An averaged profile.
     *
     * @param profile values and standard errors; errors are NaN if there were too few samples
     * @param samples number of samples of a replica that it is of
     * @param batches number of batches of a replica
     * @param batchCorrelation the correlation of neighbouring batches, in the mean over all sums; where it is not small, standard errors are uncertain. NaN with too few samples
     */
    public record Result(Profile profile, long samples, int batches, double batchCorrelation) {}

    /**
     * Adds a sample. Different replicas may be added to at the same time; in the end each must have got the same number.
     *
     * @param replica from 0
     * @param ensemble its particles, in the order of cells
     */
    public void add(int replica, Ensemble ensemble) {
        replicas.get(replica).add(ensemble);
    }

    /** The average of the samples so far, which ends the adding; empty if there are none. */
    public Optional<Result> result() {
        Batches first = replicas.get(0);
        if (first.whole.isEmpty()) {
            return Optional.empty();
        }
        double correlation = correlation();
        while (correlation > INDEPENDENT && first.whole.size() / 2 >= FEWEST_JOINED) {
            replicas.forEach(Batches::join);
            correlation = correlation();
        }
        int batches = first.whole.size();
        CellSums[][] groups =
                replicas.stream().flatMap(replica -> replica.whole.stream()).toArray(CellSums[][]::new);
        Profile profile = Jackknife.profile(grid, evaluation, groups, first.length, batches);
        if (batches < FEWEST) {
            profile.columns().forEach(column -> Arrays.fill(column.standardErrors(), Double.NaN));
        }
        return Optional.of(
                new Result(profile, batches * first.length, batches, batches < FEWEST ? Double.NaN : correlation));
    }

    /**
     * The correlation of neighbouring batches: that of every sum in every cell, corrected for the mean that the batches themselves gave, which makes it -1/B for independent
     * ones.
     */
    private double correlation() {
        double sum = 0;
        long terms = 0;
        int batches = replicas.get(0).whole.size();
        double[][] values = new double[batches][CellSums.count(mixture.dimension())];
        for (Batches replica : replicas) {
            for (int i = 0; i < mixture.species().size(); i++) {
                for (int cell = 0; cell < grid.count(); cell++) {
                    for (int b = 0; b < batches; b++) {
                        Arrays.fill(values[b], 0);
                        replica.whole.get(b)[i].addTo(values[b], cell, 1);
                    }
                    for (int s = 0; s < values[0].length; s++) {
                        double correlation = correlation(values, s);
                        if (!Double.isNaN(correlation)) {
                            sum += correlation + 1.0 / batches;
                            terms++;
                        }
                    }
                }
            }
        }
        return sum / terms;
    }

    private static double correlation(double[][] values, int s) {
        double mean = 0;
        for (double[] value : values) {
            mean += value[s] / values.length;
        }
        double square = 0;
        double product = 0;
        for (int b = 0; b < values.length; b++) {
            double deviation = values[b][s] - mean;
            square += deviation * deviation;
            product += b == 0 ? 0 : deviation * (values[b - 1][s] - mean);
        }
        return product / square;
    }

    /** The samples of one replica. */
    private final class Batches {
        private final List<CellSums[]> whole = new ArrayList<>();
        private CellSums[] current = empty();
        /** Samples of a batch. */
        private long length = 1;

        private long samples;

        void add(Ensemble ensemble) {
            for (int i = 0; i < current.length; i++) {
                current[i].add(ensemble.populations().get(i));
            }
            samples++;
            if (samples == length) {
                whole.add(current);
                current = empty();
                samples = 0;
                if (whole.size() == most) {
                    join();
                }
            }
        }

        /** Makes one batch of two; an odd one at the end is dropped. */
        void join() {
            int pairs = whole.size() / 2;
            for (int b = 0; b < pairs; b++) {
                CellSums[] joined = whole.get(2 * b);
                for (int i = 0; i < joined.length; i++) {
                    joined[i].add(whole.get(2 * b + 1)[i]);
                }
                whole.set(b, joined);
            }
            whole.subList(pairs, whole.size()).clear();
            length *= 2;
        }

        private CellSums[] empty() {
            return Stream.generate(() -> new CellSums(mixture.dimension(), grid.count()))
                    .limit(mixture.species().size())
                    .toArray(CellSums[]::new);
        }
    }
}
