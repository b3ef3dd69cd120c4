package io.github.stosszahl.estimate;

import org.hipparchus.analysis.integration.gauss.GaussIntegrator;
import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/** Radii and directions with the weights of an integral over a ball. */
final class PolarGrid {
    private static final int[] ANGLES = {0, 0, 64, 36};
    private static final int LATITUDES = 18;
    private static final int PANELS = 40;
    private static final int NODES = 8;
    /** Radial panels are finer at the centre, where bosons near condensation have a peak. */
    private static final double GRADING = 1.5;

    private final double[] radius = new double[PANELS * NODES];
    private final double[] radialWeight = new double[radius.length];
    private final double[][] direction;
    private final double[] angularWeight;

    PolarGrid(int d, double outer) {
        GaussIntegrator gauss = new GaussIntegratorFactory().legendre(NODES);
        for (int panel = 0; panel < PANELS; panel++) {
            double from = outer * Math.pow((double) panel / PANELS, GRADING);
            double to = outer * Math.pow((panel + 1.0) / PANELS, GRADING);
            for (int i = 0; i < NODES; i++) {
                double r = (from + to) / 2 + (to - from) / 2 * gauss.getPoint(i);
                radius[panel * NODES + i] = r;
                radialWeight[panel * NODES + i] = gauss.getWeight(i) * (to - from) / 2 * Math.pow(r, d - 1);
            }
        }
        GaussIntegrator polar = new GaussIntegratorFactory().legendre(LATITUDES);
        int rows = d == 2 ? 1 : LATITUDES;
        direction = new double[rows * ANGLES[d]][d];
        angularWeight = new double[direction.length];
        for (int i = 0; i < direction.length; i++) {
            double azimuth = 2 * Math.PI * (i % ANGLES[d] + 0.5) / ANGLES[d];
            double height = d == 2 ? 0 : polar.getPoint(i / ANGLES[d]);
            double sine = Math.sqrt(1 - height * height);
            direction[i][0] = sine * Math.cos(azimuth);
            direction[i][1] = sine * Math.sin(azimuth);
            if (d == 3) {
                direction[i][2] = height;
            }
            angularWeight[i] = 2 * Math.PI / ANGLES[d] * (d == 2 ? 1 : polar.getWeight(i / ANGLES[d]));
        }
    }

    int radii() {
        return radius.length;
    }

    double radius(int node) {
        return radius[node];
    }

    int directions() {
        return direction.length;
    }

    double[] direction(int s) {
        return direction[s];
    }

    double weight(int node, int s) {
        return radialWeight[node] * angularWeight[s];
    }
}
