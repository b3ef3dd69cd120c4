package io.github.stosszahl.estimate;

import java.util.ArrayList;
import java.util.List;

/** Quantities of several independent replicas as one: their mean, with the standard error that the spread between the replicas shows. */
public final class ReplicaMean {
    /** A relative spread of this size is rounding: the quantity is conserved and was the same in every replica at the start. */
    private static final double ROUNDING = 1e-13;

    private ReplicaMean() {}

    /**
     * The mean over replicas and its standard error s/sqrt(R), s^2 the sample variance between replicas. A single replica is returned as it is, and so is a
     * quantity that is exact in every replica.
     *
     * @param replicas one list per replica, the same quantities in the same order
     */
    public static List<Quantity> of(List<List<Quantity>> replicas) {
        List<Quantity> first = replicas.get(0);
        int r = replicas.size();
        if (r == 1) {
            return first;
        }
        List<Quantity> combined = new ArrayList<>(first.size());
        for (int q = 0; q < first.size(); q++) {
            int index = q;
            Estimate estimate = ofEstimates(replicas.stream()
                    .map(replica -> replica.get(index).estimate())
                    .toList());
            combined.add(new Quantity(first.get(q).species(), first.get(q).name(), estimate));
        }
        return combined;
    }

    /** The same for one quantity. */
    public static Estimate ofEstimates(List<Estimate> replicas) {
        int r = replicas.size();
        if (r == 1) {
            return replicas.get(0);
        }
        double sum = 0;
        boolean exact = true;
        for (Estimate replica : replicas) {
            sum += replica.value();
            exact &= replica.isExact();
        }
        double mean = sum / r;
        double squares = 0;
        for (Estimate replica : replicas) {
            double deviation = replica.value() - mean;
            squares += deviation * deviation;
        }
        double spread = Math.sqrt(squares / (r - 1.0));
        exact |= spread <= ROUNDING * Math.abs(mean);
        return exact ? Estimate.exact(mean) : new Estimate(mean, spread / Math.sqrt(r));
    }
}
