package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * H in a box per unit volume: of classical species, int f_i (log f_i - 1) dx dv, the mean over the particles of log f from nearest neighbours in phase space; of Fermi and Bose species that of parts of the box, see {@link LocalEntropy}.
 */
public final class PhaseSpaceEntropy {
    /** Sums are put together from so many parts, whatever the threads. */
    private static final int BLOCKS = 64;

    private PhaseSpaceEntropy() {}

    /** Sums over particles. */
    private record Sums(double value, double square, double bias) {
        Sums plus(Sums other) {
            return new Sums(value + other.value, square + other.square, bias + other.bias);
        }
    }

    /**
     * What was found.
     *
     * @param quantities of every species and of the system; NaN where there is no estimate
     * @param reason why one is missing; empty if none is
     */
    public record Result(List<Quantity> quantities, String reason) {}

    /**
     * Estimates {@code entropy} of every species and of the system.
     *
     * @param box where the particles are
     * @param ensemble only read
     */
    public static Result of(Box box, Ensemble ensemble) {
        List<Quantity> quantities = new ArrayList<>();
        String reason = "";
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < ensemble.populations().size(); i++) {
            Estimate estimate = new Estimate(Double.NaN, Double.NaN);
            try {
                estimate = of(box, ensemble.populations().get(i));
            } catch (NoEstimateException e) {
                reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
            }
            quantities.add(new Quantity(i, "entropy", estimate));
            sum += estimate.value();
            squares += estimate.standardError() * estimate.standardError();
        }
        quantities.add(new Quantity(Quantity.WHOLE_SYSTEM, "entropy", new Estimate(sum, Math.sqrt(squares))));
        return new Result(quantities, reason);
    }

    private static Estimate of(Box box, Population population) throws NoEstimateException {
        if (population.species().statistics() != Statistics.MAXWELL) {
            return LocalEntropy.of(box, population);
        }
        PhaseSpaceDensity density = new PhaseSpaceDensity(population, box);
        Sums sums =
                IntStream.range(0, BLOCKS)
                        .parallel()
                        .mapToObj(block -> sum(population, density, block))
                        .toList()
                        .stream()
                        .reduce(new Sums(0, 0, 0), Sums::plus);
        double size = population.size();
        double mean = sums.value / size;
        double variance = sums.square / size - mean * mean + density.sharedVariance();
        double error = Math.hypot(Math.sqrt(variance / size), sums.bias / size);
        double n = population.density();
        return new Estimate(n * (mean - 1), n * error);
    }

    private static Sums sum(Population population, PhaseSpaceDensity density, int block) {
        PhaseSpaceDensity.Probe probe = density.new Probe();
        int dx = population.spaceDimension();
        double[] y = new double[dx + population.dimension()];
        int from = (int) ((long) population.size() * block / BLOCKS);
        int to = (int) ((long) population.size() * (block + 1) / BLOCKS);
        double value = 0;
        double square = 0;
        double bias = 0;
        for (int k = from; k < to; k++) {
            for (int a = 0; a < y.length; a++) {
                y[a] = a < dx ? population.position(a)[k] : population.velocity(a - dx)[k];
            }
            probe.at(y);
            value += probe.value;
            square += probe.value * probe.value;
            bias += probe.bias;
        }
        return new Sums(value, square, bias);
    }
}
