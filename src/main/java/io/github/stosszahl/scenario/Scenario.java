package io.github.stosszahl.scenario;

import io.github.stosszahl.initial.InitialState;
import io.github.stosszahl.model.Linearisation;
import io.github.stosszahl.model.Mixture;
import io.github.stosszahl.model.Space;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A scenario that passed every check, as model values. Units are those of the file.
 *
 * @param name file name without .json
 * @param title what the user calls it
 * @param seed root of all random streams
 * @param replicas independent copies, at least 1
 * @param mixture species and collision kernels
 * @param space where particles are
 * @param species how each species of the mixture starts, in the same order
 * @param endTime length of the run, positive
 * @param step time step, if the user chose one
 * @param outputTimes observation times, increasing, from 0 to the end
 * @param estimators functionals of the densities in the time series
 * @param occupation how occupation numbers of Fermi and Bose species are counted
 * @param output files beyond the time series
 * @param average time averages of a steady flow, if the user wants them
 * @param linearisation about what the equation is linearised; empty if it is not
 * @param warnings what the user should know, one line each
 * @param resolvedJson the scenario as JSON with every default filled in, collisions written out pair by pair and file
 *     names absolute: read in place of the original, from any folder, it gives the same run
 */
public record Scenario(
        String name,
        String title,
        long seed,
        int replicas,
        Mixture mixture,
        Space space,
        List<InitialState> species,
        double endTime,
        OptionalDouble step,
        double[] outputTimes,
        EstimatorPlan estimators,
        OccupationPlan occupation,
        OutputPlan output,
        Optional<AveragePlan> average,
        Optional<Linearisation> linearisation,
        List<String> warnings,
        String resolvedJson) {
    /** Copies lists and arrays. */
    public Scenario {
        species = List.copyOf(species);
        outputTimes = outputTimes.clone();
        warnings = List.copyOf(warnings);
    }

    @Override
    public double[] outputTimes() {
        return outputTimes.clone();
    }
}
