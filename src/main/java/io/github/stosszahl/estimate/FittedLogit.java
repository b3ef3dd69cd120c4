package io.github.stosszahl.estimate;

import io.github.stosszahl.model.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.MatrixUtils;

/**
 * phi = log(q f/tau) of a sample by {@link LogitFit}, from families of functions that grow as long as the gain exceeds what noise alone would add. The smallest one has every equilibrium, so that
 * there is no error of resolution however degenerate an equilibrium is.
 */
final class FittedLogit {
    private static final int[] RADIAL_INTERVALS = {4, 8, 16, 32};
    private static final int[] AXIS_INTERVALS = {8, 14};
    private static final int[] DEGREES = {2, 4};
    private static final int ANGULAR_INTERVALS = 6;
    /** Most radial intervals of the functions that noise is followed by. */
    private static final int NOISY_INTERVALS = 16;
    /** What a family leaves over what it gained is taken to be no more, and just that if no coarser one tells. */
    private static final double SLOWEST = 1.0 / 3;
    /** With so many particles for each of them, polynomials of the coordinates are taken whatever they gain: their noise is small, and what a third of the sample does not show may matter for all of it. */
    private static final int MANY_PARTICLES = 100;
    /** Of the functions that noise is followed by: the principal axes of a sample are noisy too, which monomials of degree 2 turn and stretch. */
    private static final int LEAST_DEGREE = 2;

    private final PrincipalAxes axes;
    private final LogitFit fit;
    private final boolean capped;
    private final Family radial = new Family(2, 2);
    private final Family along = new Family(0, 0);
    private final Family least = new Family(0, 0);
    private final Family angular = new Family(0, 0);

    /** The last family of a kind. */
    private static final class Family {
        private double trace;
        private double functions;
        /** Beyond the one before, and beyond noise. */
        private double gain;
        /** What finer ones may gain. */
        private double rest;

        private int choice;
        private Optional<LogitBasis> basis = Optional.empty();

        Family(double trace, double functions) {
            this.trace = trace;
            this.functions = functions;
        }
    }

    /**
     * Fits.
     *
     * @param density n
     * @param quantumParameter q; 1 for {@link Statistics#MAXWELL}
     * @throws NoEstimateException if no equilibrium of these statistics has the energy of the sample
     */
    FittedLogit(PrincipalAxes axes, Statistics statistics, double density, double quantumParameter)
            throws NoEstimateException {
        this(axes, statistics, density, quantumParameter, true);
    }

    /**
     * @param capped whether cells cannot have more fermions than states. Where they can, in space, by chance a function may have more particles in its support than it has room for, and phi grows without a bound there; so only the
     *     first family of each kind is tried then, and not taken if there are particles for each of which less than one hole should be in the whole sample.
     */
    FittedLogit(PrincipalAxes axes, Statistics statistics, double density, double quantumParameter, boolean capped)
            throws NoEstimateException {
        this.axes = axes;
        this.capped = capped;
        fit = new LogitFit(axes, statistics, density * quantumParameter * Math.exp(-axes.logVolume()));
        for (int intervals : tried(RADIAL_INTERVALS)) {
            grow(radial, intervals, fit.radial(intervals));
        }
        for (int intervals : tried(AXIS_INTERVALS)) {
            grow(along, intervals, fit.axes(intervals));
        }
        LogitBasis polynomials = fit.polynomials();
        if ((long) MANY_PARTICLES * polynomials.size() < axes.size()) {
            fit.any(polynomials).filter(this::isBounded).ifPresent(step -> take(least, 0, polynomials, step));
        }
        for (int degree : tried(DEGREES)) {
            grow(angular, degree, fit.angular(ANGULAR_INTERVALS, degree));
        }
        List<LogitBasis> bases = Stream.of(radial, along, least, angular)
                .flatMap(family -> family.basis.stream())
                .toList();
        if (bases.size() > 1) {
            fit.together(bases).filter(this::isBounded).ifPresent(fit::accept);
        }
    }

    private int[] tried(int[] choices) {
        return capped ? choices : new int[] {choices[0]};
    }

    private boolean isBounded(LogitFit.Step step) {
        double largest = Math.max(Math.log(axes.size()), largest(fit.atParticles()));
        return capped || largest(step.atParticles()) <= largest;
    }

    private static double largest(double[] phi) {
        return Arrays.stream(phi).max().orElseThrow();
    }

    private void grow(Family family, int choice, LogitBasis basis) {
        Optional<LogitFit.Step> larger = fit.larger(basis, family.trace).filter(this::isBounded);
        double noise = larger.map(step -> (step.trace() - family.trace) / (2 * axes.size()))
                .orElse(0.0);
        if (larger.isEmpty() || larger.get().gain() <= 2 * noise) {
            // no more than by chance
            family.rest = 0;
            return;
        }
        double gain = larger.get().gain() - noise;
        double ratio = family.gain > 0 ? Math.min(gain / family.gain, SLOWEST) : SLOWEST;
        family.gain = gain;
        // of a geometric series
        family.rest = gain * ratio / (1 - ratio);
        take(family, choice, basis, larger.get());
    }

    private void take(Family family, int choice, LogitBasis basis, LogitFit.Step step) {
        fit.accept(step);
        family.trace = step.trace();
        family.functions = step.size();
        family.choice = choice;
        family.basis = Optional.of(basis);
    }

    /** H/n without the bias of the maximum by noise: (number of functions)/(2 N) if numbers of particles vary as f tau, trace/(2 N) if as f. */
    double entropy(boolean ofOccupation) {
        double bias = ofOccupation
                ? radial.functions + along.functions + least.functions + angular.functions
                : radial.trace + along.trace + least.trace + angular.trace;
        return fit.value() - bias / (2 * axes.size());
    }

    /**
     * What finer families than the last of the kinds that grow may add to H/n, in squares. Where the finest was taken: gains go on in the ratio of the last two, or of 1/3 if that is less. Nothing where a finer one was tried and
     * gained no more than noise does.
     */
    double squareOfRest() {
        return radial.rest * radial.rest + along.rest * along.rest + angular.rest * angular.rest;
    }

    PrincipalAxes axes() {
        return axes;
    }

    LogitFit fit() {
        return fit;
    }

    /** The functions that noise is followed by. */
    LogitBasis noisy() {
        int degree = Math.max(LEAST_DEGREE, angular.choice);
        return angular.choice > 0 || radial.choice > 0
                ? fit.splines(angular.choice > 0 ? ANGULAR_INTERVALS : Math.min(radial.choice, NOISY_INTERVALS), degree)
                : new LogitProducts(LogitProducts.parabola(), LogitProducts.powers(axes.dimension(), degree));
    }

    /**
     * The change of the coefficients of {@link #noisy} by one particle is the response to the values of its functions there; so this is, for a quantity with a given gradient with respect to them, the
     * coefficients of the function that says what a particle changes it by.
     *
     * @throws NoEstimateException if the functions cannot be told apart
     */
    double[] response(LogitBasis basis, double[] gradient) throws NoEstimateException {
        try {
            DecompositionSolver solver = fit.curvature(basis);
            return solver.solve(MatrixUtils.createRealVector(gradient)).toArray();
        } catch (MathRuntimeException e) {
            throw new NoEstimateException("too few particles for the functions that the density needs");
        }
    }
}
