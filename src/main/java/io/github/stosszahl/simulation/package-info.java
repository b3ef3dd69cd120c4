/** The run: replicas of an ensemble carried from one output time to the next, with observers that look at them there. */
package io.github.stosszahl.simulation;
