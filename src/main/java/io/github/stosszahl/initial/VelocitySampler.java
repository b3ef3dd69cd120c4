package io.github.stosszahl.initial;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.GridDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AliasMethodDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateDiscreteSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Draws independent velocities from one distribution. */
abstract class VelocitySampler {
    /**
     * Draws one velocity.
     *
     * @param v receives the d components
     */
    abstract void sample(double[] v);

    /** The same distribution with tables shared, fed by another generator. */
    abstract VelocitySampler withGenerator(UniformRandomProvider rng);

    /** The sampler of a distribution. */
    static VelocitySampler of(VelocityDistribution f, UniformRandomProvider rng) {
        if (f instanceof Maxwellian maxwellian) {
            return new MaxwellianSampler(maxwellian, rng);
        }
        if (f instanceof Bkw bkw) {
            return new BkwSampler(bkw, rng);
        }
        if (f instanceof UniformShell shell) {
            return new ShellSampler(shell, rng);
        }
        if (f instanceof MixtureDistribution mixture) {
            return new MixtureSampler(mixture, rng);
        }
        if (f instanceof GridDistribution grid) {
            return new GridSampler(grid, rng);
        }
        return new EmpiricalSampler((EmpiricalDistribution) f, rng);
    }

    private static final class MaxwellianSampler extends VelocitySampler {
        private final Maxwellian f;
        private final double[] mean;
        private final double[] deviation;
        private final ZigguratSampler.NormalizedGaussian gaussian;

        MaxwellianSampler(Maxwellian f, UniformRandomProvider rng) {
            this.f = f;
            this.mean = f.velocity();
            this.deviation = f.variance();
            for (int a = 0; a < deviation.length; a++) {
                deviation[a] = Math.sqrt(deviation[a]);
            }
            this.gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        }

        @Override
        void sample(double[] v) {
            for (int a = 0; a < mean.length; a++) {
                v[a] = mean[a] + deviation[a] * gaussian.sample();
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider rng) {
            return new MaxwellianSampler(f, rng);
        }
    }

    /**
     * |c|^2/s is chi-square with d degrees of freedom with probability 1 - d R and with d + 2 otherwise, the direction uniform. A Gaussian vector has the
     * first law; stretched to the length of a Gaussian vector with two more components it has the second.
     */
    private static final class BkwSampler extends VelocitySampler {
        private final Bkw f;
        private final double[] mean;
        private final double deviation;
        private final double stretched;
        private final UniformRandomProvider rng;
        private final ZigguratSampler.NormalizedGaussian gaussian;

        BkwSampler(Bkw f, UniformRandomProvider rng) {
            this.f = f;
            this.mean = f.velocity();
            this.deviation = Math.sqrt(f.variance());
            this.stretched = f.dimension() * f.excess();
            this.rng = rng;
            this.gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        }

        @Override
        void sample(double[] v) {
            double square = 0;
            for (int a = 0; a < mean.length; a++) {
                v[a] = gaussian.sample();
                square += v[a] * v[a];
            }
            double scale = deviation;
            if (rng.nextDouble() < stretched) {
                double g = gaussian.sample();
                double h = gaussian.sample();
                scale *= Math.sqrt(1 + (g * g + h * h) / square);
            }
            for (int a = 0; a < mean.length; a++) {
                v[a] = mean[a] + scale * v[a];
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider generator) {
            return new BkwSampler(f, generator);
        }
    }

    private static final class ShellSampler extends VelocitySampler {
        private final UniformShell f;
        private final double[] mean;
        private final double innerShare;
        private final UniformRandomProvider rng;
        private final ZigguratSampler.NormalizedGaussian gaussian;

        ShellSampler(UniformShell f, UniformRandomProvider rng) {
            this.f = f;
            this.mean = f.velocity();
            this.innerShare = Math.pow(f.innerRadius() / f.outerRadius(), mean.length);
            this.rng = rng;
            this.gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        }

        @Override
        void sample(double[] v) {
            double square = 0;
            for (int a = 0; a < mean.length; a++) {
                v[a] = gaussian.sample();
                square += v[a] * v[a];
            }
            double share = innerShare + (1 - innerShare) * rng.nextDouble();
            double scale = f.outerRadius() * Math.pow(share, 1.0 / mean.length) / Math.sqrt(square);
            for (int a = 0; a < mean.length; a++) {
                v[a] = mean[a] + scale * v[a];
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider generator) {
            return new ShellSampler(f, generator);
        }
    }

    private static final class MixtureSampler extends VelocitySampler {
        private final List<VelocitySampler> components;
        private final SharedStateDiscreteSampler choice;

        MixtureSampler(MixtureDistribution f, UniformRandomProvider rng) {
            this(
                    f.components().stream().map(c -> of(c, rng)).toList(),
                    AliasMethodDiscreteSampler.of(
                            rng,
                            f.components().stream()
                                    .mapToDouble(VelocityDistribution::density)
                                    .toArray()));
        }

        private MixtureSampler(List<VelocitySampler> components, SharedStateDiscreteSampler choice) {
            this.components = components;
            this.choice = choice;
        }

        @Override
        void sample(double[] v) {
            components.get(choice.sample()).sample(v);
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider rng) {
            return new MixtureSampler(
                    components.stream().map(c -> c.withGenerator(rng)).toList(), choice.withUniformRandomProvider(rng));
        }
    }

    /** A cell by its mass, then a point of the cell under its linear profile by rejection. */
    private static final class GridSampler extends VelocitySampler {
        private final GridDistribution f;
        private final SharedStateDiscreteSampler choice;
        private final UniformRandomProvider rng;

        GridSampler(GridDistribution f, UniformRandomProvider rng) {
            this(f, AliasMethodDiscreteSampler.of(rng, masses(f)), rng);
        }

        private GridSampler(GridDistribution f, SharedStateDiscreteSampler choice, UniformRandomProvider rng) {
            this.f = f;
            this.choice = choice;
            this.rng = rng;
        }

        private static double[] masses(GridDistribution f) {
            double[] masses = new double[f.cells()];
            for (int cell = 0; cell < masses.length; cell++) {
                masses[cell] = f.mass(cell);
            }
            return masses;
        }

        @Override
        void sample(double[] v) {
            int cell = choice.sample();
            int d = f.dimension();
            double profile;
            double largest;
            do {
                profile = 1;
                largest = 1;
                for (int a = 0; a < d; a++) {
                    double xi = rng.nextDouble() - 0.5;
                    profile += f.slope(cell, a) * xi;
                    largest += Math.abs(f.slope(cell, a)) / 2;
                    v[a] = f.lower(cell, a) + (xi + 0.5) * f.width(cell, a);
                }
            } while (largest > 1 && rng.nextDouble() * largest >= profile);
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider generator) {
            return new GridSampler(f, choice.withUniformRandomProvider(generator), generator);
        }
    }

    private static final class EmpiricalSampler extends VelocitySampler {
        private final EmpiricalDistribution f;
        private final SharedStateDiscreteSampler choice;

        EmpiricalSampler(EmpiricalDistribution f, UniformRandomProvider rng) {
            this(f, AliasMethodDiscreteSampler.of(rng, weights(f)));
        }

        private EmpiricalSampler(EmpiricalDistribution f, SharedStateDiscreteSampler choice) {
            this.f = f;
            this.choice = choice;
        }

        private static double[] weights(EmpiricalDistribution f) {
            double[] weights = new double[f.size()];
            for (int k = 0; k < weights.length; k++) {
                weights[k] = f.weight(k);
            }
            return weights;
        }

        @Override
        void sample(double[] v) {
            int k = choice.sample();
            for (int a = 0; a < f.dimension(); a++) {
                v[a] = f.velocity(a, k);
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider rng) {
            return new EmpiricalSampler(f, choice.withUniformRandomProvider(rng));
        }
    }
}
