/** Estimates from particles: moments and velocity densities, each a value with its standard error. */
package io.github.stosszahl.estimate;
