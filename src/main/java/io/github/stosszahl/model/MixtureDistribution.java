package io.github.stosszahl.model;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The sum of several distributions of one species.
 *
 * @param components at least one, all of the same dimension; their densities add
 * @param factors what the density of each component is multiplied by, positive
 */
public record MixtureDistribution(List<VelocityDistribution> components, List<Double> factors)
        implements VelocityDistribution {
    /** @throws IllegalArgumentException if there is no component, the dimensions differ or a factor is not positive */
    public MixtureDistribution {
        components = List.copyOf(components);
        factors = List.copyOf(factors);
        if (factors.size() != components.size()) {
            throw new IllegalArgumentException(components.size() + " components but " + factors.size() + " factors");
        }
        factors.forEach(factor -> Require.positive("factor", factor));
        if (components.isEmpty()) {
            throw new IllegalArgumentException("a mixture needs at least one component");
        }
        for (VelocityDistribution component : components) {
            if (component.dimension() != components.get(0).dimension()) {
                throw new IllegalArgumentException("components differ in dimension");
            }
        }
    }

    /** The sum of the components as they are. */
    public MixtureDistribution(List<VelocityDistribution> components) {
        this(components, Collections.nCopies(components.size(), 1.0));
    }

    /** Density of a component in the mixture. */
    public double density(int component) {
        return factors.get(component) * components.get(component).density();
    }

    @Override
    public int dimension() {
        return components.get(0).dimension();
    }

    @Override
    public double density() {
        return IntStream.range(0, components.size()).mapToDouble(this::density).sum();
    }

    @Override
    public OptionalDouble probabilityDensity(double[] v) {
        double sum = 0;
        for (int k = 0; k < components.size(); k++) {
            OptionalDouble density = components.get(k).probabilityDensity(v);
            if (density.isEmpty()) {
                return density;
            }
            sum += density(k) * density.getAsDouble();
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
        for (int k = 0; k < components.size(); k++) {
            double[] v = components.get(k).meanVelocity();
            for (int a = 0; a < u.length; a++) {
                u[a] += density(k) / density() * v[a];
            }
        }
        return u;
    }

    @Override
    public double[][] covariance() {
        double[] u = meanVelocity();
        double[][] total = new double[u.length][u.length];
        for (int k = 0; k < components.size(); k++) {
            double share = density(k) / density();
            double[] v = components.get(k).meanVelocity();
            double[][] c = components.get(k).covariance();
            for (int a = 0; a < u.length; a++) {
                for (int b = 0; b < u.length; b++) {
                    total[a][b] += share * (c[a][b] + (v[a] - u[a]) * (v[b] - u[b]));
                }
            }
        }
        return total;
    }
}
