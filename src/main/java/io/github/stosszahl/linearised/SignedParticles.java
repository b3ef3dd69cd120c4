package io.github.stosszahl.linearised;

import java.util.Arrays;

/** The particles of one species of a replica, each of weight w and of sign +1 or -1; they are stored without gaps. */
final class SignedParticles {
    /** [axis][particle], the first {@link #size} of each. */
    final double[][] v;

    double[] sign;
    int size;

    SignedParticles(int dimension, int capacity) {
        v = new double[dimension][capacity];
        sign = new double[capacity];
    }

    void add(double[] velocity, double s) {
        if (size == sign.length) {
            int capacity = Math.max(16, size + size / 2);
            for (int a = 0; a < v.length; a++) {
                v[a] = Arrays.copyOf(v[a], capacity);
            }
            sign = Arrays.copyOf(sign, capacity);
        }
        for (int a = 0; a < v.length; a++) {
            v[a][size] = velocity[a];
        }
        sign[size] = s;
        size++;
    }

    void get(int k, double[] velocity) {
        for (int a = 0; a < v.length; a++) {
            velocity[a] = v[a][k];
        }
    }

    void set(int k, double[] velocity) {
        for (int a = 0; a < v.length; a++) {
            v[a][k] = velocity[a];
        }
    }
}
