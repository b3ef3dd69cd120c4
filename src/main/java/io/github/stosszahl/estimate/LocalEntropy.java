package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Box;
import io.github.stosszahl.model.Statistics;
import io.github.stosszahl.particles.Ensemble;
import io.github.stosszahl.particles.Population;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Entropy H = int h(f) dx dv of a Fermi or Bose population in a box per unit volume. The box is cut into parts of equally many particles; in each the gas is taken for homogeneous, with phi = log(q f/tau) of {@link FittedLogit}. What f varies within parts makes
 * H too small by the second order in their edges, which parts with edges twice as long tell.
 *
 * <p>The noise of the smooth functions that are fitted is that of occupation numbers at the start, when fermions are placed cell by cell, and that of independent particles once flights have brought together particles from everywhere; its
 * bias is the mean of both, and half of the difference an error. The variance of H, which is that of large parts of phase space, stays that of occupation numbers.
 */
final class LocalEntropy {
    /** Fewest in a part on average. */
    static final int PARTICLES = 2000;
    /** The box is halved no more often than this, and one time less if it has one axis. */
    private static final int MOST_HALVINGS = 6;
    /** (2^2 - 1)^-1: an error that is four times as large in parts of twice the edge. */
    private static final double LEFT = 1.0 / 3;
    /** What extrapolation leaves where f has jumps, so that errors are of the first order in the edge, over what it adds. */
    private static final double UNSURE = 2;

    private LocalEntropy() {}

    /**
     * Of one part, or of all as means over their particles.
     *
     * @param value H/n, with the mean of both biases
     * @param bias half of their difference
     * @param rest what larger families may add
     * @param first mean of phi, of tau phi for fermions
     * @param second the same of phi^2
     * @param weight of 1 or tau
     */
    private record Sums(double value, double bias, double rest, double first, double second, double weight) {
        Sums plus(Sums other, double share) {
            return new Sums(
                    value + share * other.value,
                    bias + share * other.bias,
                    rest + share * other.rest,
                    first + share * other.first,
                    second + share * other.second,
                    weight + share * other.weight);
        }
    }

    /**
     * Estimates H.
     *
     * @param box where the particles are
     * @param population only read
     * @throws NoEstimateException if there are too few particles, or a part has no fit
     */
    static Estimate of(Box box, Population population) throws NoEstimateException {
        int axes = box.dimension();
        int halvings = Math.min(MOST_HALVINGS, MOST_HALVINGS - 2 + axes);
        halvings = Math.min(halvings, 31 - Integer.numberOfLeadingZeros(Math.max(1, population.size() / PARTICLES)));
        if (halvings < axes) {
            throw new NoEstimateException(population.size() + " particles of "
                    + population.species().name() + ", fewer than " + (PARTICLES << axes)
                    + " that the entropy of local densities needs");
        }
        Sums fine = sums(box, population, halvings);
        Sums coarse = sums(box, population, halvings - axes);
        double correction = LEFT * (fine.value - coarse.value);
        double variance = fine.second - fine.first * fine.first / fine.weight;
        double systematic = Math.hypot(fine.bias, Math.hypot(fine.rest, UNSURE * correction));
        double n = population.density();
        return new Estimate(
                n * (fine.value + correction), n * Math.hypot(Math.sqrt(variance / population.size()), systematic));
    }

    private static Sums sums(Box box, Population population, int halvings) throws NoEstimateException {
        List<PartOfSpace> parts = PartOfSpace.of(box, new Ensemble(List.of(population)), halvings);
        Sums[] found = new Sums[parts.size()];
        String[] problems = new String[parts.size()];
        IntStream.range(0, found.length).parallel().forEach(k -> {
            try {
                found[k] = sums(parts.get(k).homogeneous(0));
            } catch (NoEstimateException e) {
                problems[k] = String.valueOf(e.getMessage());
            }
        });
        Sums all = new Sums(0, 0, 0, 0, 0, 0);
        for (int k = 0; k < found.length; k++) {
            if (problems[k] != null) {
                throw new NoEstimateException("in a part of the box: " + problems[k]);
            }
            all = all.plus(found[k], (double) parts.get(k).size(0) / population.size());
        }
        return all;
    }

    private static Sums sums(Population gas) throws NoEstimateException {
        Statistics statistics = gas.species().statistics();
        FittedLogit logit = new FittedLogit(
                new PrincipalAxes(gas), statistics, gas.density(), gas.species().quantumParameter(), false);
        double independent = logit.entropy(false);
        double occupied = statistics == Statistics.FERMI ? logit.entropy(true) : independent;
        double rest = Math.sqrt(logit.squareOfRest());
        double[] moments = statistics == Statistics.FERMI ? logit.fit().occupationMoments() : moments(logit.fit());
        return new Sums(
                (independent + occupied) / 2, (occupied - independent) / 2, rest, moments[1], moments[2], moments[0]);
    }

    private static double[] moments(LogitFit fit) {
        double[] phi = fit.atParticles();
        double[] moments = {1, 0, 0};
        for (double p : phi) {
            moments[1] += p / phi.length;
            moments[2] += p * p / phi.length;
        }
        return moments;
    }
}
