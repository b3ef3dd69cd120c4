package io.github.stosszahl.model;

/** The direction omega of (1.5) at an angle to the relative velocity. */
public final class Deflection {
    private Deflection() {}

    /**
     * Turns u by theta; in space about an axis pair perpendicular to u (Duff et al., Journal of Computer Graphics Techniques 6 (2017) 1).
     *
     * @param u relative velocity, of length d or longer
     * @param d 2 or 3
     * @param speed |u|; if it is 0, omega is left as it is
     * @param cosTheta cosine of the angle between u and omega
     * @param azimuth in [0, 1), uniformly distributed by the caller; in the plane its halves are the two signs of the angle
     * @param omega gets the unit vector
     */
    public static void turn(double[] u, int d, double speed, double cosTheta, double azimuth, double[] omega) {
        if (speed == 0) {
            return;
        }
        double sin = Math.sqrt(Math.max(0, 1 - cosTheta * cosTheta));
        double x = u[0] / speed;
        double y = u[1] / speed;
        if (d == 2) {
            double s = azimuth < 0.5 ? sin : -sin;
            omega[0] = cosTheta * x - s * y;
            omega[1] = cosTheta * y + s * x;
            return;
        }
        double z = u[2] / speed;
        double sign = Math.copySign(1, z);
        double a = -1 / (sign + z);
        double b = x * y * a;
        double c = sin * Math.cos(2 * Math.PI * azimuth);
        double s = sin * Math.sin(2 * Math.PI * azimuth);
        omega[0] = cosTheta * x + c * (1 + sign * x * x * a) + s * b;
        omega[1] = cosTheta * y + c * sign * b + s * (sign + y * y * a);
        omega[2] = cosTheta * z - c * sign * x - s * y;
    }
}
