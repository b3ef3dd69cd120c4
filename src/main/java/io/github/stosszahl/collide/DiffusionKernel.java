package io.github.stosszahl.collide;

import static io.github.stosszahl.math.Series.*;

import io.github.stosszahl.random.SphereHeatKernel;

/**
 * Moves pairs by the Landau generator, in place of collisions: a Brownian motion of the direction of u = v - w on the unit sphere for the time tau = {@link Batch#diffusionTime} alpha(|u|) of the
 * Laplacian, exact in angle; |u| and the centre of mass stay. In space the angle chi has the law of {@link SphereHeatKernel} and the azimuth is uniform; in the plane chi is normal with variance
 * 2 tau (Box and Muller 1958). A rate that is infinite at u = 0 needs no cutoff: the longer the time, the closer the new direction is to a uniform one.
 */
final class DiffusionKernel extends ForwardingKernel {
    /** Of a direction with a longer time little is left: in space and in the plane a mean cosine of exp(-2) and exp(-1). */
    static final double SATURATED = 1;

    private static final double MINUS_LN2 = -Math.log(2);
    private static final double INVERSE_PI = 1 / Math.PI;
    /** Adding it rounds to an integer. */
    private static final double TO_INTEGER = 0x1.8p52;

    private final Turns turns;
    private final SphereHeatKernel heatKernel = SphereHeatKernel.get();
    /** Exponential numbers, then tau times these. */
    private final double[] product = new double[Batch.SIZE];
    /** In space cosines and sines of the azimuths, in the plane cosines that make normal numbers of the exponential ones. */
    private final double[] cosine = new double[Batch.SIZE];

    private final double[] sine = new double[Batch.SIZE];
    /** |u|^2 of the pairs of a run. */
    private final double[] squares = new double[Batch.SIZE];
    /** Their alpha(|u|), then tau. */
    private final double[] tau = new double[Batch.SIZE];

    private final double[] haversine = new double[Batch.SIZE];
    /** In the plane sin(chi). */
    private final double[] sineOfAngle = new double[Batch.SIZE];

    DiffusionKernel(PairKernel kernel, Turns turns) {
        super(kernel);
        this.turns = turns;
    }

    /** Runs are whole: none passes the end of a ring. */
    @Override
    public int collide(Leg leg, Batch batch, int from, int to) {
        for (int r = from; r < to; r++) {
            int n = batch.length(r);
            long counter = batch.counter + (long) batch.run * r;
            times(leg, batch, r, n);
            uniforms(batch.angleKey, counter, 0, 1, product, n);
            math().log2(product, n);
            for (int l = 0; l < n; l++) {
                product[l] *= MINUS_LN2 * tau[l];
            }
            if (leg.spatial) {
                turns.azimuths(batch.directionKey, counter, cosine, sine, n);
                heatKernel.haversines(tau, product, haversine, n);
                turns.turnInSpace(leg, batch, r, n, haversine, cosine, sine);
            } else {
                uniforms(batch.directionKey, counter, -Math.PI, Math.PI, cosine, n);
                math().cos(cosine, n);
                normalAngles(n);
                turns.turnInThePlane(leg, batch, r, n, haversine, sineOfAngle);
            }
            batch.accepted += n;
        }
        return to;
    }

    private void times(Leg leg, Batch batch, int r, int n) {
        turns.squares(leg, batch, r, squares, n);
        if (leg.limited) {
            countContinued(leg, batch, n);
        }
        System.arraycopy(squares, 0, tau, 0, n);
        leg.channel.rate.alphas(math(), tau, n);
        if (leg.enhancement != null) {
            prolong(leg, leg.enhancement, batch, r, n);
        }
        double time = batch.diffusionTime;
        int saturated = 0;
        for (int l = 0; l < n; l++) {
            tau[l] = Math.min(time * tau[l], SphereHeatKernel.LONGEST);
            saturated += tau[l] > SATURATED ? 1 : 0;
        }
        batch.saturated += saturated;
    }

    /** Makes times as much longer as the moves will be accepted more seldom. */
    private void prolong(Leg leg, EnhancementBounds bounds, Batch batch, int r, int n) {
        int i = batch.first[r];
        int j = batch.second[r];
        int slot = batch.run * r;
        for (int l = 0; l < n; l++) {
            int iz = (i + l) & leg.thirdMask;
            int jz = (j + l) & leg.thirdMask;
            double bound =
                    bounds.of(leg.ax[i + l], leg.ay[i + l], leg.az[iz], leg.bx[j + l], leg.by[j + l], leg.bz[jz]);
            batch.enhancement[slot + l] = bound;
            tau[l] *= bound;
        }
    }

    private void countContinued(Leg leg, Batch batch, int n) {
        for (int l = 0; l < n; l++) {
            if (squares[l] < leg.validFromSquare || squares[l] > leg.validToSquare) {
                batch.continued++;
            }
        }
    }

    /**
     * From exponential numbers e the normal angles sqrt(4 tau e) cos(phi), of which only sine and squared sine of the half, modulo pi, are left. Short loops, which the
     * compiler can give to the vector unit.
     */
    private void normalAngles(int n) {
        for (int l = 0; l < n; l++) {
            double half = Math.sqrt(product[l]) * cosine[l];
            half = Math.fma(-Math.PI, Math.fma(half, INVERSE_PI, TO_INTEGER) - TO_INTEGER, half);
            double t = 0.5 * half;
            double q = t * t;
            cosine[l] = t;
            sine[l] = Math.fma(
                    Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(S6, q, S5), q, S4), q, S3), q, S2), q, S1), q * t, t);
        }
        for (int l = 0; l < n; l++) {
            double q = cosine[l] * cosine[l];
            double s = sine[l];
            double c = Math.fma(
                    Math.fma(Math.fma(Math.fma(Math.fma(Math.fma(C6, q, C5), q, C4), q, C3), q, C2), q, C1),
                    q * q,
                    Math.fma(-0.5, q, 1));
            double sineOfHalf = 2 * s * c;
            double cosineOfHalf = Math.fma(-2 * s, s, 1);
            haversine[l] = sineOfHalf * sineOfHalf;
            sineOfAngle[l] = 2 * sineOfHalf * cosineOfHalf;
        }
    }
}
