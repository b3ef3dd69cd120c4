package io.github.stosszahl.estimate;

/** grad log f of one species as a function of the velocity: two estimates with independent noise, or what is known, twice. It may be asked by several threads. */
interface ScoreField {
    /** What is known at a velocity; one for each thread. */
    final class Local {
        /** Both scores, of three components, of which the third is 0 in the plane. */
        final double[][] score = new double[2][3];
        /** log f of both, up to a constant that is the same everywhere. */
        final double[] log = new double[2];
        /** The mean of the divergences of the scores. */
        double divergence;

        private final double[] z = new double[3];
        private final double[] values;

        Local(int dimension) {
            values = new double[dimension + 2];
        }

        /** Scratch memory for coordinates and for d + 2 values. */
        double[] coordinates() {
            return z;
        }

        double[] values() {
            return values;
        }
    }

    /**
     * Evaluates.
     *
     * @param fold no estimate rests on the particles k with k modulo {@link LogDensity#FOLDS} = fold
     * @param velocity three components, in the plane the third is 0
     * @param out gets the values
     */
    void at(int fold, double[] velocity, Local out);
}
