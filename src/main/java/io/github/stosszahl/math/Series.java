package io.github.stosszahl.math;

/** Constants of the polynomials behind {@link ArrayMath} and the directions of collisions. */
public final class Series {
    /** The bit pattern of 1.0. */
    public static final long ONE_BITS = 0x3FF0000000000000L;
    /** The bit pattern of 2.0. */
    public static final long TWO_BITS = 0x4000000000000000L;
    /** The bit pattern of the double below sqrt(1/2): mantissas are taken from [sqrt(1/2), sqrt(2)). */
    static final long ROOT_HALF_BITS = 0x3FE6A09E667F3BCCL;

    static final int MANTISSA_BITS = 52;
    /** 1.5 2^52: adding it rounds a double to an integer, which is then found in the low bits of the sum. */
    static final double INTEGER_SHIFT = 0x1.8p52;

    static final long INTEGER_SHIFT_BITS = Double.doubleToRawLongBits(INTEGER_SHIFT);
    static final double LOWEST_EXPONENT = -1022;
    static final double HIGHEST_EXPONENT = 1023;

    /** 2/ln 2. */
    static final double TWO_OVER_LN2 = 2 / Math.log(2);

    static final double LN2 = Math.log(2);

    /** artanh(f) = f (1 + f^2 (A1 + f^2 (A2 + ...))) with A_k = 1/(2k + 1); for |f| below 0.172 the rest is under 1e-17. */
    static final double A1 = 1.0 / 3;

    static final double A2 = 1.0 / 5;
    static final double A3 = 1.0 / 7;
    static final double A4 = 1.0 / 9;
    static final double A5 = 1.0 / 11;
    static final double A6 = 1.0 / 13;
    static final double A7 = 1.0 / 15;
    static final double A8 = 1.0 / 17;
    static final double A9 = 1.0 / 19;
    static final double A10 = 1.0 / 21;

    /** e^x = 1 + x (1 + x (E2 + x (E3 + ...))), E_k = 1/k!; for |x| below 0.347 the rest is under 1e-17. */
    static final double E2 = 1.0 / 2;

    static final double E3 = 1.0 / 6;
    static final double E4 = 1.0 / 24;
    static final double E5 = 1.0 / 120;
    static final double E6 = 1.0 / 720;
    static final double E7 = 1.0 / 5040;
    static final double E8 = 1.0 / 40320;
    static final double E9 = 1.0 / 362880;
    static final double E10 = 1.0 / 3628800;
    static final double E11 = 1.0 / 39916800;
    static final double E12 = 1.0 / 479001600;
    static final double E13 = 1.0 / 6227020800.0;

    /** sin x = x + x^3 (S1 + x^2 (S2 + ...)) on [-pi/4, pi/4], a minimax fit to 2^-58 (Ng, in fdlibm's k_sin.c). */
    public static final double S1 = -1.66666666666666324348e-01;

    public static final double S2 = 8.33333333332248946124e-03;
    public static final double S3 = -1.98412698298579493134e-04;
    public static final double S4 = 2.75573137070700676789e-06;
    public static final double S5 = -2.50507602534068634195e-08;
    public static final double S6 = 1.58969099521155010221e-10;

    /** cos x = 1 - x^2/2 + x^4 (C1 + x^2 (C2 + ...)) on [-pi/4, pi/4], a minimax fit to 2^-58 (Ng, in fdlibm's k_cos.c). */
    public static final double C1 = 4.16666666666666019037e-02;

    public static final double C2 = -1.38888888888741095749e-03;
    public static final double C3 = 2.48015872894767294178e-05;
    public static final double C4 = -2.75573143513906633035e-07;
    public static final double C5 = 2.08757232129817482790e-09;
    public static final double C6 = -1.13596475577881948265e-11;

    /**
     * sin(pi/4 y) = y (A0 + y^2 (A1 + ...)) and cos(pi/4 y) = 1 + y^2 (B1 + y^2 (B2 + ...)) on [-1, 1]: minimax fits to 1.2e-9 and 5e-11, for directions whose length is
     * mended afterwards.
     */
    public static final double QUARTER_SINE_0 = 0x1.921fb4e7050fdp-1;

    public static final double QUARTER_SINE_1 = -0x1.4abba77bb77acp-4;
    public static final double QUARTER_SINE_2 = 0x1.465a3d58b14edp-9;
    public static final double QUARTER_SINE_3 = -0x1.2cf5d3679f98bp-15;
    public static final double QUARTER_COSINE_1 = -0x1.3bd3cc7ec2ba8p-2;
    public static final double QUARTER_COSINE_2 = 0x1.03c1decc7086dp-6;
    public static final double QUARTER_COSINE_3 = -0x1.55c6643b75e59p-12;
    public static final double QUARTER_COSINE_4 = 0x1.d9f7bc18e2b91p-19;

    private Series() {}
}
