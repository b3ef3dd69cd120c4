/** Particles at t = 0: samplers of the velocity distributions of the model, and the ensemble they fill. */
package io.github.stosszahl.initial;
