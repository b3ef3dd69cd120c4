package io.github.stosszahl.linearised;

import io.github.stosszahl.estimate.Estimate;
import java.util.function.ToDoubleFunction;

/** Values and standard errors from independent replicas, by leaving out one after the other (Efron and Stein 1981). */
final class ReplicaJackknife {
    private ReplicaJackknife() {}

    /**
     * A function of means.
     *
     * @param replicas [replica][number], at least two replicas
     */
    static Estimate ofMeans(double[][] replicas, ToDoubleFunction<double[]> function) {
        int r = replicas.length;
        int n = replicas[0].length;
        double[] sum = new double[n];
        for (double[] replica : replicas) {
            for (int k = 0; k < n; k++) {
                sum[k] += replica[k];
            }
        }
        double[] mean = new double[n];
        double[] without = new double[r];
        for (int left = 0; left < r; left++) {
            for (int k = 0; k < n; k++) {
                mean[k] = (sum[k] - replicas[left][k]) / (r - 1);
            }
            without[left] = function.applyAsDouble(mean);
        }
        for (int k = 0; k < n; k++) {
            mean[k] = sum[k] / r;
        }
        return new Estimate(function.applyAsDouble(mean), error(without));
    }

    /**
     * The mean of products of two replicas, which has no noise of one and the same replica in it.
     *
     * @param products [replica][replica], at least three replicas; the diagonal is not used
     */
    static Estimate ofProducts(double[][] products) {
        int r = products.length;
        double sum = 0;
        double[] share = new double[r];
        for (int a = 0; a < r; a++) {
            for (int b = 0; b < r; b++) {
                if (a != b) {
                    sum += products[a][b];
                    share[a] += products[a][b];
                    share[b] += products[a][b];
                }
            }
        }
        double[] without = new double[r];
        for (int left = 0; left < r; left++) {
            without[left] = (sum - share[left]) / ((r - 1.0) * (r - 2.0));
        }
        return new Estimate(sum / (r * (r - 1.0)), error(without));
    }

    private static double error(double[] without) {
        int r = without.length;
        double mean = 0;
        for (double value : without) {
            mean += value / r;
        }
        double sum = 0;
        for (double value : without) {
            sum += (value - mean) * (value - mean);
        }
        return Math.sqrt(sum * (r - 1) / r);
    }
}
