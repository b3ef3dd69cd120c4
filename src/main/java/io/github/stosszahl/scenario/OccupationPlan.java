package io.github.stosszahl.scenario;

import java.util.OptionalDouble;

/**
 * How occupation numbers of Fermi and Bose species are counted.
 *
 * @param cellSize edge h of the cubic velocity cells, if the user chose one; positive
 */
public record OccupationPlan(OptionalDouble cellSize) {}
