package io.github.stosszahl.model;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The sum of several distributions of one species.
 *
 * @param components at least one, all of the same dimension; their densities add
 */
public record MixtureDistribution(List<VelocityDistribution> components) implements VelocityDistribution {
    /** @throws IllegalArgumentException if there is no component or the dimensions differ */
    public MixtureDistribution {
        components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("a mixture needs at least one component");
        }
        for (VelocityDistribution component : components) {
            if (component.dimension() != components.get(0).dimension()) {
                throw new IllegalArgumentException("components differ in dimension");
            }
        }
    }

    @Override
    public int dimension() {
        return components.get(0).dimension();
    }

    @Override
    public double density() {
        return components.stream().mapToDouble(VelocityDistribution::density).sum();
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        double sum = 0;
        for (VelocityDistribution component : components) {
            OptionalDouble density = component.probabilityDensity(v);
            if (density.isEmpty()) {
                return density;
            }
            sum += component.density() * density.getAsDouble();
        }
        return OptionalDouble.of(sum / density());
    }

    @Override
    public double[] peak() {
        double[] best = components.get(0).peak();
        for (VelocityDistribution component : components) {
            double[] top = climb(component.peak(), Math.sqrt(component.covariance()[0][0]));
            best = at(top) > at(best) ? top : best;
        }
        return best;
    }

    private double at(double[] v) {
        return probabilityDensity(v).orElse(0);
    }

    /** Steps along the axes that increase f, halved when there are none: a local maximum, to 1e-8 of the first step. */
    private double[] climb(double[] start, double firstStep) {
        double[] v = start;
        for (double step = firstStep; step > 1e-8 * firstStep; ) {
            double[] next = v;
            for (int k = 0; k < 2 * v.length; k++) {
                double[] tried = v.clone();
                tried[k / 2] += k % 2 == 0 ? step : -step;
                next = at(tried) > at(next) ? tried : next;
            }
            step = next == v ? step / 2 : step;
            v = next;
        }
        return v;
    }

    @Override
    public double[] meanVelocity() {
        double[] u = new double[dimension()];
        for (VelocityDistribution component : components) {
            double[] v = component.meanVelocity();
            for (int a = 0; a < u.length; a++) {
                u[a] += component.density() / density() * v[a];
            }
        }
        return u;
    }

    @Override
    public double[][] covariance() {
        double[] u = meanVelocity();
        double[][] total = new double[u.length][u.length];
        for (VelocityDistribution component : components) {
            double share = component.density() / density();
            double[] v = component.meanVelocity();
            double[][] c = component.covariance();
            for (int a = 0; a < u.length; a++) {
                for (int b = 0; b < u.length; b++) {
                    total[a][b] += share * (c[a][b] + (v[a] - u[a]) * (v[b] - u[b]));
                }
            }
        }
        return total;
    }
}
