package io.github.stosszahl.estimate;

import java.util.List;

/**
 * The functions of several bases, one basis after the other.
 *
 * @param bases at least one
 */
record LogitUnion(List<LogitBasis> bases) implements LogitFamily {
    private interface OfBasis {
        void run(LogitBasis basis, int index);
    }

    private void each(OfBasis task) {
        int index = 0;
        for (LogitBasis basis : bases) {
            task.run(basis, index);
            index += basis.size();
        }
    }

    @Override
    public int size() {
        return bases.stream().mapToInt(LogitBasis::size).sum();
    }

    @Override
    public double sum(double[] c, int index, double[] z, double r, Scratch scratch) {
        double sum = 0;
        int at = index;
        for (LogitBasis basis : bases) {
            sum += basis.sum(c, at, z, r, scratch);
            at += basis.size();
        }
        return sum;
    }

    @Override
    public void add(double[] into, int index, double amount, double[] z, double r, Scratch scratch) {
        each((basis, at) -> basis.add(into, index + at, amount, z, r, scratch));
    }

    @Override
    public void addTo(double[][] phi, PolarGrid grid, double[] c, int index) {
        each((basis, at) -> basis.addTo(phi, grid, c, index + at));
    }

    @Override
    public void subtractMeans(PolarGrid grid, double[][] weight, double[] from, int index) {
        each((basis, at) -> basis.subtractMeans(grid, weight, from, index + at));
    }
}
