package io.github.stosszahl.initial;

import io.github.stosszahl.model.Bkw;
import io.github.stosszahl.model.EmpiricalDistribution;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.GridDistribution;
import io.github.stosszahl.model.IsotropicDistribution;
import io.github.stosszahl.model.Maxwellian;
import io.github.stosszahl.model.MixtureDistribution;
import io.github.stosszahl.model.UniformShell;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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
        if (f instanceof EquilibriumDistribution equilibrium) {
            return switch (equilibrium.statistics()) {
                case MAXWELL -> new MaxwellianSampler(maxwellian(equilibrium), rng);
                case FERMI -> new FermiSampler(equilibrium, rng);
                case BOSE -> new BoseSampler(equilibrium, rng);
            };
        }
        if (f instanceof IsotropicDistribution isotropic) {
            return new IsotropicSampler(isotropic, rng);
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

    private static Maxwellian maxwellian(EquilibriumDistribution f) {
        double[] variance = new double[f.dimension()];
        Arrays.fill(variance, f.variance());
        return new Maxwellian(f.density(), f.velocity(), variance);
    }

    /**
     * Rejection, at least one in four accepted at any fugacity. With x = c^2/(2s), the occupation 1/(e^(x - eta) + 1) is below e^eta e^-x, a Gaussian, which is used
     * for eta &lt;= 1; and below 1 for x &lt;= eta and e^-(x - eta) beyond. The volume beyond is x^(d/2 - 1) dx, below its tangent at eta: with t = x - eta an
     * exponential and a Gamma(2) law.
     */
    private static final class FermiSampler extends VelocitySampler {
        private static final double GAUSSIAN_UP_TO = 1;

        private final EquilibriumDistribution f;
        private final double[] mean;
        private final double eta;
        private final double half;
        private final double inside;
        private final double linear;
        private final UniformRandomProvider rng;
        private final ZigguratSampler.NormalizedGaussian gaussian;
        private final ZigguratSampler.Exponential exponential;

        FermiSampler(EquilibriumDistribution f, UniformRandomProvider rng) {
            this.f = f;
            this.mean = f.velocity();
            this.eta = f.logFugacity();
            this.half = mean.length / 2.0;
            double slope = (half - 1) / eta;
            double beyond = 1 + slope;
            this.inside = eta / half / (eta / half + beyond);
            this.linear = slope / beyond;
            this.rng = rng;
            this.gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
            this.exponential = ZigguratSampler.Exponential.of(rng);
        }

        @Override
        void sample(double[] v) {
            double square;
            double x;
            do {
                square = 0;
                for (int a = 0; a < v.length; a++) {
                    v[a] = gaussian.sample();
                    square += v[a] * v[a];
                }
                x = square / 2;
            } while (eta <= GAUSSIAN_UP_TO && rng.nextDouble() * (1 + Math.exp(eta - x)) >= 1);
            double energy = eta <= GAUSSIAN_UP_TO ? x : degenerateEnergy();
            double scale = Math.sqrt(f.variance() * energy / x);
            for (int a = 0; a < v.length; a++) {
                v[a] = mean[a] + scale * v[a];
            }
        }

        private double degenerateEnergy() {
            while (true) {
                if (rng.nextDouble() < inside) {
                    double x = eta * Math.pow(rng.nextDouble(), 1 / half);
                    if (rng.nextDouble() * (1 + Math.exp(x - eta)) < 1) {
                        return x;
                    }
                } else {
                    double t = exponential.sample();
                    if (rng.nextDouble() < linear) {
                        t += exponential.sample();
                    }
                    double bound = (1 + (half - 1) * t / eta) * (1 + Math.exp(-t));
                    if (rng.nextDouble() * bound < Math.pow(1 + t / eta, half - 1)) {
                        return eta + t;
                    }
                }
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider generator) {
            return new FermiSampler(f, generator);
        }
    }

    /** 1/(e^x/z - 1) = sum_k z^k e^(-k x): a Gaussian of variance s/k with probability proportional to z^k/k^(d/2). */
    private static final class BoseSampler extends VelocitySampler {
        private final EquilibriumDistribution f;
        private final double[] mean;
        private final double eta;
        private final UniformRandomProvider rng;
        private final ZigguratSampler.NormalizedGaussian gaussian;

        BoseSampler(EquilibriumDistribution f, UniformRandomProvider rng) {
            this.f = f;
            this.mean = f.velocity();
            this.eta = f.logFugacity();
            this.rng = rng;
            this.gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        }

        @Override
        void sample(double[] v) {
            double order = mean.length == 2 ? logarithmic() : zeta();
            double scale = Math.sqrt(f.variance() / order);
            for (int a = 0; a < v.length; a++) {
                v[a] = mean[a] + scale * gaussian.sample();
            }
        }

        /** z^k/k: given a uniform U, geometric with parameter 1 - (1 - z)^U (Kemp 1981, Applied Statistics 30, 249). */
        private double logarithmic() {
            double q = -Math.expm1((1 - rng.nextDouble()) * Math.log(-Math.expm1(eta)));
            return 1 + Math.floor(Math.log(1 - rng.nextDouble()) / Math.log(q));
        }

        /** z^k/k^(3/2): the zeta law by rejection (Devroye 1986, Non-Uniform Random Variate Generation, X.6.1), accepted with probability z^(k - 1). */
        private double zeta() {
            double b = Math.sqrt(2);
            while (true) {
                double u = 1 - rng.nextDouble();
                double k = Math.floor(1 / (u * u));
                double t = Math.sqrt(1 + 1 / k);
                if (rng.nextDouble() * k * (t - 1) / (b - 1) <= t / b && rng.nextDouble() < Math.exp(eta * (k - 1))) {
                    return k;
                }
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider generator) {
            return new BoseSampler(f, generator);
        }
    }

    /** A segment by its mass, then a speed of the shell under the linear profile by rejection. */
    private static final class IsotropicSampler extends VelocitySampler {
        private final IsotropicDistribution f;
        private final double[] mean;
        private final SharedStateDiscreteSampler choice;
        private final UniformRandomProvider rng;
        private final ZigguratSampler.NormalizedGaussian gaussian;

        IsotropicSampler(IsotropicDistribution f, UniformRandomProvider rng) {
            this(
                    f,
                    AliasMethodDiscreteSampler.of(
                            rng,
                            IntStream.range(0, f.segments())
                                    .mapToDouble(f::mass)
                                    .toArray()),
                    rng);
        }

        private IsotropicSampler(
                IsotropicDistribution f, SharedStateDiscreteSampler choice, UniformRandomProvider rng) {
            this.f = f;
            this.mean = f.meanVelocity();
            this.choice = choice;
            this.rng = rng;
            this.gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        }

        @Override
        void sample(double[] v) {
            int segment = choice.sample();
            double low = f.speed(segment);
            double high = f.speed(segment + 1);
            double innerShare = Math.pow(low / high, mean.length);
            double largest = Math.max(f.f(segment), f.f(segment + 1));
            double speed;
            double profile;
            do {
                double share = innerShare + (1 - innerShare) * rng.nextDouble();
                speed = high * Math.pow(share, 1.0 / mean.length);
                double t = (speed - low) / (high - low);
                profile = (1 - t) * f.f(segment) + t * f.f(segment + 1);
            } while (rng.nextDouble() * largest >= profile);
            double square = 0;
            for (int a = 0; a < mean.length; a++) {
                v[a] = gaussian.sample();
                square += v[a] * v[a];
            }
            double scale = speed / Math.sqrt(square);
            for (int a = 0; a < mean.length; a++) {
                v[a] = mean[a] + scale * v[a];
            }
        }

        @Override
        VelocitySampler withGenerator(UniformRandomProvider generator) {
            return new IsotropicSampler(f, choice.withUniformRandomProvider(generator), generator);
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
                            IntStream.range(0, f.components().size())
                                    .mapToDouble(f::density)
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
