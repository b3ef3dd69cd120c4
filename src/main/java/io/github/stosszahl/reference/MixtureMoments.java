package io.github.stosszahl.reference;

import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The moments up to order two of every species at one time, and the quantities of {@link ExactSolution} that follow
 * from them.
 *
 * @param density density[i]
 * @param velocity velocity[i][a]
 * @param covariance covariance[i][a][b]
 */
record MixtureMoments(Mixture mixture, double[] density, double[][] velocity, double[][][] covariance) {
    private static final String AXES = "xyz";

    /** The moments of distributions, in the order of the mixture. */
    static MixtureMoments of(Mixture mixture, List<VelocityDistribution> distributions) {
        return new MixtureMoments(
                mixture,
                distributions.stream()
                        .mapToDouble(VelocityDistribution::density)
                        .toArray(),
                distributions.stream().map(VelocityDistribution::meanVelocity).toArray(double[][]::new),
                distributions.stream().map(VelocityDistribution::covariance).toArray(double[][][]::new));
    }

    OptionalDouble value(int species, String quantity) {
        int underscore = quantity.lastIndexOf('_');
        String axes = quantity.substring(underscore + 1);
        if (underscore > 0 && axes.chars().allMatch(c -> axis((char) c) >= 0)) {
            return component(species, quantity.substring(0, underscore), axes);
        }
        return species == ExactSolution.SYSTEM ? systemScalar(quantity) : scalar(species, quantity);
    }

    /** The axis of a component's name, or -1 if that is none of this dimension. */
    private int axis(char name) {
        int axis = AXES.indexOf(name);
        return axis < mixture.dimension() ? axis : -1;
    }

    private OptionalDouble component(int species, String name, String axes) {
        int a = axis(axes.charAt(0));
        if (axes.length() == 1) {
            return switch (name) {
                case "velocity" ->
                    OptionalDouble.of(species == ExactSolution.SYSTEM ? meanVelocity()[a] : velocity[species][a]);
                case "momentum" ->
                    OptionalDouble.of(
                            species == ExactSolution.SYSTEM
                                    ? massDensity() * meanVelocity()[a]
                                    : massDensity(species) * velocity[species][a]);
                default -> OptionalDouble.empty();
            };
        }
        int b = axis(axes.charAt(1));
        if (axes.length() != 2 || b < a || species == ExactSolution.SYSTEM) {
            return OptionalDouble.empty();
        }
        if (name.equals("temperature") && a == b) {
            return OptionalDouble.of(mass(species) * covariance[species][a][a] / mixture.boltzmannConstant());
        }
        return name.equals("stress")
                ? OptionalDouble.of(massDensity(species) * covariance[species][a][b])
                : OptionalDouble.empty();
    }

    private OptionalDouble scalar(int i, String quantity) {
        return switch (quantity) {
            case "number_density" -> OptionalDouble.of(density[i]);
            case "temperature" ->
                OptionalDouble.of(mass(i) * trace(covariance[i]) / (mixture.dimension() * mixture.boltzmannConstant()));
            case "moment2" -> OptionalDouble.of(meanSquare(i));
            case "energy" -> OptionalDouble.of(0.5 * massDensity(i) * meanSquare(i));
            default -> OptionalDouble.empty();
        };
    }

    private OptionalDouble systemScalar(String quantity) {
        return switch (quantity) {
            case "number_density" -> OptionalDouble.of(totalDensity());
            case "temperature" -> OptionalDouble.of(meanTemperature());
            case "energy" -> {
                double energy = 0;
                for (int i = 0; i < density.length; i++) {
                    energy += 0.5 * massDensity(i) * meanSquare(i);
                }
                yield OptionalDouble.of(energy);
            }
            default -> OptionalDouble.empty();
        };
    }

    /** Velocity of the whole system, averaged by mass. */
    double[] meanVelocity() {
        double[] u = new double[mixture.dimension()];
        for (int i = 0; i < density.length; i++) {
            for (int a = 0; a < u.length; a++) {
                u[a] += massDensity(i) / massDensity() * velocity[i][a];
            }
        }
        return u;
    }

    /** Temperature of the whole system, about its velocity. */
    double meanTemperature() {
        double[] u = meanVelocity();
        double sum = 0;
        for (int i = 0; i < density.length; i++) {
            double square = trace(covariance[i]);
            for (int a = 0; a < u.length; a++) {
                square += (velocity[i][a] - u[a]) * (velocity[i][a] - u[a]);
            }
            sum += massDensity(i) * square;
        }
        return sum / (mixture.dimension() * mixture.boltzmannConstant() * totalDensity());
    }

    private double meanSquare(int i) {
        double square = trace(covariance[i]);
        for (double u : velocity[i]) {
            square += u * u;
        }
        return square;
    }

    private double mass(int i) {
        return mixture.species().get(i).mass();
    }

    private double massDensity(int i) {
        return density[i] * mass(i);
    }

    private double massDensity() {
        double sum = 0;
        for (int i = 0; i < density.length; i++) {
            sum += massDensity(i);
        }
        return sum;
    }

    private double totalDensity() {
        double sum = 0;
        for (double n : density) {
            sum += n;
        }
        return sum;
    }

    private static double trace(double[][] matrix) {
        double sum = 0;
        for (int a = 0; a < matrix.length; a++) {
            sum += matrix[a][a];
        }
        return sum;
    }
}
