package io.github.stosszahl.estimate;

import java.util.stream.IntStream;

/** The scores that Fisher information is estimated with ({@link ScoreMatching}), as functions of the velocity: for a third of the sample those of the two others. */
final class FittedScore implements ScoreField {
    private static final int FOLDS = DensityLadder.FOLDS;

    private final PrincipalAxes axes;
    private final Lattice lattice;
    private final int d;
    /** For every point log f of a fold, its gradient in principal axes, and its Laplacian in velocities, all less those of the normal density, which interpolation would not leave as they are. */
    private final double[][] field = new double[FOLDS][];
    /** Minus the Laplacian of the logarithm of the normal density. */
    private final double normalCurvature;

    /** @param noise weight of the noise of the scores against their squared bias */
    FittedScore(FittedDensity.Fit fit, double noise) {
        axes = fit.axes();
        lattice = fit.ladder().lattice();
        d = lattice.dimension();
        normalCurvature =
                IntStream.range(0, d).mapToDouble(a -> 1 / axes.variance(a)).sum();
        double[] coefficients = fit.matching().coefficients(noise);
        IntStream.range(0, FOLDS).parallel().forEach(fold -> field[fold] = field(fit.matching(), fold, coefficients));
    }

    private double[] field(ScoreMatching matching, int fold, double[] coefficients) {
        double[] rest = new double[lattice.size()];
        for (int p = 0; p < rest.length; p++) {
            rest[p] = matching.potential(fold, coefficients, p) + lattice.square(p) / 2;
        }
        int stride = d + 2;
        double[] values = new double[rest.length * stride];
        for (int p = 0; p < rest.length; p++) {
            values[p * stride] = rest[p];
            for (int a = 0; a < d && lattice.isInner(p); a++) {
                values[p * stride + 1 + a] = lattice.slope(rest, p, a);
                values[p * stride + 1 + d] += lattice.curvature(rest, p, a) / axes.variance(a);
            }
        }
        return values;
    }

    @Override
    public void at(int fold, double[] velocity, Local out) {
        double[] z = out.coordinates();
        double[] values = out.values();
        double square = 0;
        for (int a = 0; a < d; a++) {
            z[a] = axes.coordinate(a, velocity);
            square += z[a] * z[a];
        }
        out.divergence = -normalCurvature;
        for (int q = 0; q < 2; q++) {
            lattice.interpolate(field[(fold + 1 + q) % FOLDS], z, values);
            out.log[q] = values[0] - square / 2;
            out.divergence += values[1 + d] / 2;
            for (int a = 0; a < d; a++) {
                values[1 + a] -= z[a];
            }
            axes.gradient(values, 1, out.score[q]);
        }
    }
}
