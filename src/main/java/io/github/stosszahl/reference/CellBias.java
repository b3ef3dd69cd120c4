package io.github.stosszahl.reference;

import io.github.stosszahl.math.OccupationIntegral;
import io.github.stosszahl.model.EquilibriumDistribution;
import io.github.stosszahl.model.Species;
import io.github.stosszahl.model.VelocityDistribution;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.hipparchus.special.Gamma;

/**
 * How the equilibrium of particles whose occupation is counted in cells differs from that of the equation. In cells of edge h it is q f(v) = y(v)/(1 - alpha Y), with y = z
 * e^(-x), x = |v - u|^2/(2s), and Y the mean of y over the cell of v, where the exact one has y(v). On average over the place of v in its cell, to second order in h,
 *
 * <p>&nbsp; q (f - f_exact) = (h^2/12) y (alpha tau^2 Delta y + tau^3 |grad y|^2), tau = 1/(1 - alpha y),
 *
 * <p>and with g = q f_exact the integrals of this come out by parts: that of x^k is (h^2/(12 s)) (k - d/2) Gamma(d/2 + k)/Gamma(d/2) (F_(d/2 + k - 1) - F_(d/2 + k)) over that
 * of e^(-x), with F_r the integrals of {@link OccupationIntegral} at eta = log z. Since density and energy are prescribed, eta and s change, too, by what makes the integrals of
 * 1 and of x vanish.
 */
public final class CellBias {
    /** Powers of the root of x^(d + 1) = x + 1 make sequences that fill a cube of d = 2, 3 dimensions evenly (Roberts 2018). */
    private static final double[] EVEN_ROOT = {0, 0, 1.32471795724474602596, 1.22074408460575947536};

    private CellBias() {}

    /**
     * The relative change of &lt;|v - u|^4&gt;/&lt;|v - u|^2&gt;^2 at given density and energy of the species, to second order in h: positive for fermions, negative for
     * bosons, 0 for Maxwell statistics.
     *
     * @param exact the equilibrium of the equation
     * @param edge h
     */
    public static double ofFourthMoment(EquilibriumDistribution exact, double edge) {
        double[] f = new double[4];
        double[] power = new double[4];
        double half = exact.dimension() / 2.0;
        for (int k = 0; k < f.length; k++) {
            // f[k] is F_(d/2 + k - 1), power[k] that of x^k under e^(-x)
            f[k] = OccupationIntegral.of(
                    half + k - 1, exact.logFugacity(), exact.statistics().sign());
            power[k] = Gamma.gamma(half + k) / Gamma.gamma(half);
        }
        double[] change = new double[3];
        for (int k = 0; k < change.length; k++) {
            change[k] = edge * edge / (12 * exact.variance()) * (k - half) * power[k] * (f[k] - f[k + 1]);
        }
        // a d/d eta and b d/d log s of the integrals of 1 and x, which together undo the change of both
        double determinant = power[2] * f[0] * f[2] - power[1] * power[1] * f[1] * f[1];
        double a = (power[1] * f[1] * change[1] - power[2] * f[2] * change[0]) / determinant;
        double b = (power[1] * f[1] * change[0] - f[0] * change[1]) / determinant;
        return (change[2] + a * power[2] * f[2] + b * power[3] * f[3]) / (power[2] * f[3]);
    }

    /**
     * The relative change of the mean of 1 + alpha q f over the particles if f is replaced by its mean over the cell, averaged over the places of the cells: of second order in h where f is smooth. It is a measure of how much cells change
     * rates of relaxation: for smooth f it is -alpha (q h^2/12) times the integral of |grad f|^2 over that of f (1 + alpha q f).
     *
     * @param f any distribution, not only an equilibrium
     * @param sample velocities drawn from f, one array per axis
     * @param edge h
     * @return 0 for Maxwell statistics; empty if f is a sum of point masses
     */
    public static OptionalDouble ofFactors(Species species, VelocityDistribution f, double[][] sample, double edge) {
        int d = f.dimension();
        double scale = species.statistics().sign() * species.quantumParameter() * f.density();
        double[] step = new double[d];
        Arrays.setAll(step, a -> Math.pow(EVEN_ROOT[d], -a - 1.0));
        double[] place = new double[d];
        double[] shift = new double[d];
        double change = 0;
        double mean = 0;
        for (int k = 0; k < sample[0].length; k++) {
            for (int a = 0; a < d; a++) {
                double even = k * step[a] % 1;
                // of two places in a cell, the distance along an axis in edges
                double apart = even < 0.5 ? Math.sqrt(2 * even) - 1 : 1 - Math.sqrt(2 - 2 * even);
                shift[a] = edge * apart;
            }
            double here = density(f, sample, k, shift, 0, place);
            if (Double.isNaN(here)) {
                return OptionalDouble.empty();
            }
            double both = density(f, sample, k, shift, 1, place) + density(f, sample, k, shift, -1, place);
            change += scale * (both / 2 - here);
            mean += 1 + scale * here;
        }
        return OptionalDouble.of(change / mean);
    }

    private static double density(
            VelocityDistribution f, double[][] sample, int k, double[] shift, int times, double[] place) {
        for (int a = 0; a < place.length; a++) {
            place[a] = sample[a][k] + times * shift[a];
        }
        return f.probabilityDensity(place).orElse(Double.NaN);
    }
}
