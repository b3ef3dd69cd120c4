package io.github.stosszahl.scenario;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code time} and {@code output}: when the run is observed and what is then written. */
final class TimeReader {
    private static final int DEFAULT_OUTPUTS = 41;
    private static final int DEFAULT_BINS = 64;
    /** More cells would not fit the memory of a common machine. */
    private static final long MOST_CELLS = 1L << 28;
    /** Times closer than this share of the run are taken for the same: they differ by rounding. */
    private static final double SAME = 1e-12;

    private final Place time;
    private final Place output;
    private final OptionalInt dimension;
    private final TreeSet<Double> outputTimes = new TreeSet<>();
    private final ObjectNode resolvedTime = JsonNodeFactory.instance.objectNode();
    private final ObjectNode resolvedOutput = JsonNodeFactory.instance.objectNode();

    /** @param dimension d; empty if the scenario's value is wrong */
    TimeReader(Place time, Place output, OptionalInt dimension) {
        this.time = time;
        this.output = output;
        this.dimension = dimension;
    }

    /** After {@link #read}: {@code time} with its defaults. */
    ObjectNode resolvedTime() {
        return resolvedTime;
    }

    /** After {@link #read}: {@code output} with its defaults. */
    ObjectNode resolvedOutput() {
        return resolvedOutput;
    }

    /** After {@link #read}: the observation times, those of the output included. */
    double[] outputTimes() {
        return outputTimes.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** After {@link #read}: the length of the run. */
    double end() {
        return time.get("end").number();
    }

    /** After {@link #read}: the time step, if the user chose one. */
    OptionalDouble step() {
        Place step = time.get("step");
        return step.exists() ? OptionalDouble.of(step.number()) : OptionalDouble.empty();
    }

    /** Reads the output plan and reports what is wrong with it; empty if something was. */
    Optional<OutputPlan> read() {
        Place particles = output.get("particles");
        Place density = output.get("density");
        checkTimes();
        checkWithinRun(particles);
        checkWithinRun(density.get("times"));
        checkGrid(density);
        if (!time.isGiven() || !output.isSound() || dimension.isEmpty()) {
            return Optional.empty();
        }
        resolveTime();
        double[] particleTimes = particles.exists() ? observed(particles) : new double[0];
        resolvedOutput.set("particles", array(particleTimes));
        Optional<DensityPlan> plan = density.exists() ? Optional.of(densityPlan(density)) : Optional.empty();
        return Optional.of(new OutputPlan(particleTimes, plan));
    }

    private void resolveTime() {
        resolvedTime.put("end", end());
        step().ifPresent(step -> resolvedTime.put("step", step));
        Place given = time.get("outputTimes");
        if (given.exists()) {
            outputTimes.add(0.0);
            outputTimes.add(end());
            Arrays.stream(given.numbers()).forEach(t -> outputTimes.add(t));
            resolvedTime.set("outputTimes", array(outputTimes()));
        } else {
            long outputs = time.get("outputs").exists() ? time.get("outputs").integer() : DEFAULT_OUTPUTS;
            for (long k = 0; k < outputs; k++) {
                outputTimes.add(k == outputs - 1 ? end() : k * end() / (outputs - 1));
            }
            resolvedTime.put("outputs", outputs);
        }
    }

    private DensityPlan densityPlan(Place density) {
        ObjectNode json = resolvedOutput.putObject("density");
        double[] times = observed(density.get("times"));
        int bins = bins(density);
        json.set("times", array(times));
        json.put("bins", bins);
        if (!density.get("lower").exists()) {
            return new DensityPlan(times, bins, Optional.empty());
        }
        double[] lower = density.get("lower").numbers();
        double[] upper = density.get("upper").numbers();
        json.set("lower", array(lower));
        json.set("upper", array(upper));
        return new DensityPlan(times, bins, Optional.of(new DensityPlan.VelocityBox(lower, upper)));
    }

    /** The times of an output, made observation times; one that is an observation time up to rounding becomes it. */
    private double[] observed(Place times) {
        TreeSet<Double> observed = new TreeSet<>();
        for (double t : times.numbers()) {
            Double near = outputTimes.ceiling(t - SAME * end());
            double snapped = near != null && near <= t + SAME * end() ? near : t;
            outputTimes.add(snapped);
            observed.add(snapped);
        }
        return observed.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private void checkTimes() {
        Place outputTimes = time.get("outputTimes");
        if (outputTimes.exists() && time.get("outputs").exists()) {
            outputTimes.refuse("either outputs or outputTimes, not both");
        }
        checkWithinRun(outputTimes);
        if (outputTimes.isGiven()) {
            double[] times = outputTimes.numbers();
            for (int k = 1; k < times.length; k++) {
                if (!(times[k] > times[k - 1])) {
                    outputTimes
                            .items()
                            .get(k)
                            .refuse("a time greater than the one before, " + NumberTable.text(times[k - 1]));
                }
            }
        }
    }

    private void checkWithinRun(Place times) {
        Place end = time.get("end");
        if (times.exists() && times.node().isArray() && end.isGiven()) {
            for (Place t : times.items()) {
                if (t.isSound() && t.number() > end.number()) {
                    t.refuse("a time from 0 to the end of the run, " + NumberTable.text(end.number()));
                }
            }
        }
    }

    private void checkGrid(Place density) {
        if (!density.exists() || dimension.isEmpty()) {
            return;
        }
        int d = dimension.getAsInt();
        Place bins = density.get("bins");
        if (bins.isSound() && Math.pow(bins(density), d) > MOST_CELLS) {
            bins.refuse("an integer from 2 to " + (int) Math.cbrt(MOST_CELLS) + " for velocityDimension 3");
        }
        Place lower = density.get("lower");
        Place upper = density.get("upper");
        for (Place corner : new Place[] {lower, upper}) {
            if (corner.isGiven() && corner.node().size() != d) {
                corner.refuse(d + " numbers, one per axis (velocityDimension)");
            }
        }
        if (lower.exists() != upper.exists()) {
            (lower.exists() ? upper : lower).refuse("both corners of the grid, lower and upper, or neither");
        } else if (lower.isGiven() && upper.isGiven()) {
            for (int a = 0; a < d; a++) {
                if (!(lower.numbers()[a] < upper.numbers()[a])) {
                    upper.items()
                            .get(a)
                            .refuse("a number greater than " + NumberTable.text(lower.numbers()[a])
                                    + ", the lower corner on this axis");
                }
            }
        }
    }

    private static int bins(Place density) {
        Place bins = density.get("bins");
        return bins.exists() ? (int) bins.integer() : DEFAULT_BINS;
    }

    private static JsonNode array(double[] values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        DoubleStream.of(values).forEach(array::add);
        return array;
    }
}
