package io.github.stosszahl.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Run folders made from formulas and noise of known standard error. */
final class RunFolders {
    static final int OUTPUTS = 41;
    private static final double BOLTZMANN = 1.380649e-23;

    private final Path folder;
    private final Random random;
    private final StringBuilder series = new StringBuilder("time,species,quantity,value,stderr\r\n");
    private final StringBuilder reference = new StringBuilder("time,species,quantity,value\r\n");
    private final StringBuilder speeds = new StringBuilder("time,species,speed,density,stderr,exact\r\n");
    private final StringBuilder maps = new StringBuilder("time,species,vx,vy,f,stderr\r\n");
    private boolean hasReference;
    private boolean hasSpeeds;
    private boolean hasMaps;

    private RunFolders(Path folder, long seed) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.random = new Random(seed);
    }

    /** One species, d = 2, after Bobylev, Krook and Wu: T, moments and speeds have exact curves. */
    static Path bkw(Path folder, long seed, double particles) throws IOException {
        RunFolders f = new RunFolders(folder, seed);
        double end = 20;
        DoubleUnaryOperator k = t -> 1 - 0.5 * Math.exp(-t / 8);
        DoubleUnaryOperator r = t -> (1 - k.applyAsDouble(t)) / (2 * k.applyAsDouble(t));
        DoubleUnaryOperator moment4 = t -> 8 * sq(k.applyAsDouble(t)) * (1 + 4 * r.applyAsDouble(t));
        DoubleUnaryOperator moment6 = t -> Math.pow(k.applyAsDouble(t), 3) * (48 + 288 * r.applyAsDouble(t));
        double noise = 1 / Math.sqrt(particles);
        f.exactAndNoisy("gas", "temperature", end, t -> 1, 1e-16);
        f.exactAndNoisy("gas", "moment4", end, moment4, 9 * noise);
        f.exactAndNoisy("gas", "moment6", end, moment6, 110 * noise);
        f.exactAndNoisy("gas", "moment2", end, t -> 2, 2 * noise);
        for (String axis : new String[] {"x", "y"}) {
            f.exactAndNoisy("gas", "velocity_" + axis, end, t -> 0, noise);
            f.noisy("gas", "temperature_" + axis + axis, end, t -> 1, 1.4 * noise);
            f.noisy("gas", "heat_flux_" + axis, end, t -> 0, 3 * noise);
            f.conserved("momentum_" + axis, end, 0, 1e-16);
        }
        f.noisy("gas", "stress_xy", end, t -> 0, noise);
        f.noisy("*", "collisions", end, t -> t / 2, 1e-3);
        f.conserved("number_density", end, 1, 0);
        f.conserved("energy", end, 1, 2e-15);
        for (double t : new double[] {0, 2, 5, 10, 20}) {
            double kt = k.applyAsDouble(t);
            double rt = r.applyAsDouble(t);
            f.speeds(
                    "gas",
                    t,
                    5,
                    50,
                    particles,
                    v -> (1 - 2 * rt) * v / kt * Math.exp(-v * v / (2 * kt))
                            + 2 * rt * v * v * v / (2 * kt * kt) * Math.exp(-v * v / (2 * kt)));
            f.maps("gas", t, 4, 64, particles, (x, y) -> {
                double c = (x * x + y * y) / kt;
                return Math.exp(-c / 2) / (2 * Math.PI * kt) * (1 - 2 * rt + rt * c);
            });
        }
        return f.finish("BKW relaxation, d = 2", "dimensionless", 2, particles, "\"BKW (one species)\"", "gas:1");
    }

    /** Two noble gases in SI units that exchange momentum and heat in less than a microsecond. */
    static Path argonXenon(Path folder) throws IOException {
        RunFolders f = new RunFolders(folder, 7);
        double end = 4e-7;
        double tau = 8e-8;
        double[] mass = {6.63e-26, 2.18e-25};
        String[] names = {"argon", "xenon"};
        for (int i = 0; i < 2; i++) {
            double sign = i == 0 ? 1 : -1;
            double m = mass[i];
            double thermal = BOLTZMANN * 400 / m;
            f.exactAndNoisy(
                    names[i],
                    "temperature",
                    end,
                    t -> 400 + sign * 100 * Math.exp(-t / tau) + 20 * (1 - Math.exp(-t / tau)),
                    0.8);
            f.exactAndNoisy(names[i], "velocity_x", end, t -> 60 + sign * 140 * Math.exp(-t / tau), 0.9);
            f.noisy(names[i], "velocity_y", end, t -> 0, 0.9);
            f.noisy(names[i], "velocity_z", end, t -> 0, 0.9);
            f.noisy(names[i], "moment2", end, t -> 3 * thermal, 0.004 * thermal);
            f.noisy(names[i], "moment4", end, t -> 15 * sq(thermal) * (1 + .1 * Math.exp(-t / tau)), .06 * sq(thermal));
            f.noisy(names[i], "stress_xy", end, t -> 0.5 * Math.exp(-t / tau), 0.02);
            f.noisy(names[i], "temperature_xx", end, t -> 400 + sign * 180 * Math.exp(-t / tau), 1.5);
            f.noisy(names[i], "heat_flux_x", end, t -> sign * 5e3 * Math.exp(-t / tau), 120);
            f.noisy(names[i], "number_density", end, t -> 2.5e21, 0);
            f.noisy(names[i], "energy", end, t -> 20.7 + sign * 4 * Math.exp(-t / tau), 0.01);
        }
        f.noisy("*", "temperature", end, t -> 410, 0.5);
        f.noisy("*", "collisions", end, t -> 3e28 * t, 1e18);
        f.conserved("energy", end, 41.4, 4e-14);
        f.conserved("momentum_x", end, 2.5e21 * (mass[0] + mass[1]) * 60, 1e-18);
        for (double t : new double[] {0, 2e-8, 1e-7, 4e-7}) {
            for (int i = 0; i < 2; i++) {
                double s = BOLTZMANN * (400 + (i == 0 ? 100 : -100) * Math.exp(-t / tau)) / mass[i];
                double u = 60 + (i == 0 ? 140 : -140) * Math.exp(-t / tau);
                f.speeds(
                        names[i],
                        t,
                        6 * Math.sqrt(s),
                        60,
                        2e5,
                        v -> Math.sqrt(2 / Math.PI) * v * v / Math.pow(s, 1.5) * Math.exp(-v * v / (2 * s)));
                f.maps(
                        names[i],
                        t,
                        5 * Math.sqrt(s),
                        48,
                        2e5 * sq(0.02),
                        (x, y) -> 2.5e21 * Math.exp(-(sq(x - u) + y * y) / (2 * s)) / (2 * Math.PI * s));
            }
        }
        return f.finish(
                "Argon and xenon, counter-streaming",
                "SI",
                3,
                2e5,
                "\"moment laws of Maxwell molecules\"",
                "argon:6.63e-26",
                "xenon:2.18e-25");
    }

    /** Four species with everything at 41 times: as large as a page gets. */
    static Path fourSpecies(Path folder) throws IOException {
        RunFolders f = new RunFolders(folder, 11);
        double end = 12.5;
        String[] names = {"light", "medium", "heavy", "heaviest <b>&\"'"};
        for (int i = 0; i < 4; i++) {
            double start = 0.5 + i;
            DoubleUnaryOperator temperature = t -> 2 + (start - 2) * Math.exp(-t / 2);
            f.exactAndNoisy(names[i], "temperature", end, temperature, 0.01);
            for (String q : new String[] {"moment2", "moment4", "moment6", "entropy", "fisher", "energy"}) {
                f.exactAndNoisy(names[i], q, end, t -> sq(temperature.applyAsDouble(t)), 0.02);
            }
            for (String axis : new String[] {"x", "y", "z"}) {
                f.exactAndNoisy(names[i], "velocity_" + axis, end, t -> (start - 2) * Math.exp(-t), 0.01);
                f.noisy(names[i], "temperature_" + axis + axis, end, temperature, 0.02);
                f.noisy(names[i], "heat_flux_" + axis, end, t -> (start - 1) * Math.exp(-t), 0.03);
                f.noisy(names[i], "momentum_" + axis, end, t -> (start - 2) * Math.exp(-t), 0.02);
            }
            for (String plane : new String[] {"xy", "xz", "yz"}) {
                f.noisy(names[i], "stress_" + plane, end, t -> 0, 0.02);
            }
            for (int n = 0; n < OUTPUTS; n++) {
                double t = end * n / (OUTPUTS - 1);
                double s = temperature.applyAsDouble(t) / (i + 1);
                f.speeds(
                        names[i],
                        t,
                        6 * Math.sqrt(s),
                        60,
                        1e5,
                        v -> Math.sqrt(2 / Math.PI) * v * v / Math.pow(s, 1.5) * Math.exp(-v * v / (2 * s)));
                f.maps(names[i], t, 5, 64, 1e5, (x, y) -> Math.exp(-(x * x + y * y) / (2 * s)) / (2 * Math.PI * s));
            }
        }
        f.noisy("*", "temperature", end, t -> 2, 0.005);
        f.noisy("*", "collisions", end, t -> 3 * t, 0.01);
        f.conserved("energy", end, 7.5, 1e-15);
        f.conserved("momentum_x", end, 1, 1e-15);
        return f.finish(
                "Four species",
                "dimensionless",
                3,
                1e5,
                "\"moment laws\"",
                "light:1",
                "medium:2",
                "heavy:4",
                "heaviest <b>&\\\"':8");
    }

    /** The least a run folder can hold. */
    static Path bare(Path folder, String manifest, String timeseries) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("run.json"), manifest);
        Files.writeString(folder.resolve("timeseries.csv"), timeseries);
        return folder;
    }

    private static double sq(double x) {
        return x * x;
    }

    private void exactAndNoisy(String species, String quantity, double end, DoubleUnaryOperator exact, double error) {
        noisy(species, quantity, end, exact, error);
        hasReference = true;
        int dense = 10 * (OUTPUTS - 1);
        for (int i = 0; i <= dense; i++) {
            double t = i % 10 == 0 ? end * (i / 10) / (OUTPUTS - 1) : end * i / dense;
            row(reference, t, species, quantity, exact.applyAsDouble(t));
        }
    }

    private void noisy(String species, String quantity, double end, DoubleUnaryOperator exact, double error) {
        for (int i = 0; i < OUTPUTS; i++) {
            double t = end * i / (OUTPUTS - 1);
            double scatter = error * (1 + 0.2 * random.nextGaussian() * 0.5);
            double value = exact.applyAsDouble(t) + scatter * random.nextGaussian();
            row(series, t, species, quantity, value, scatter > 0 ? scatter : Double.NaN);
        }
    }

    private void conserved(String quantity, double end, double value, double rounding) {
        double drift = 0;
        for (int i = 0; i < OUTPUTS; i++) {
            row(series, end * i / (OUTPUTS - 1), "*", quantity, value + drift, Double.NaN);
            drift += rounding * random.nextGaussian() / 3;
        }
    }

    private void speeds(
            String species, double t, double most, int bins, double particles, DoubleUnaryOperator density) {
        hasSpeeds = true;
        double width = most / bins;
        for (int i = 0; i < bins; i++) {
            double v = (i + 0.5) * width;
            double expected = density.applyAsDouble(v);
            double count = poisson(expected * width * particles);
            row(speeds, t, species, v, count / (width * particles), Math.sqrt(count) / (width * particles), expected);
        }
    }

    private interface Density {
        double at(double x, double y);
    }

    private void maps(String species, double t, double most, int cells, double particles, Density density) {
        hasMaps = true;
        double width = 2 * most / cells;
        for (int i = 0; i < cells; i++) {
            for (int j = 0; j < cells; j++) {
                double x = -most + (i + 0.5) * width;
                double y = -most + (j + 0.5) * width;
                double share = density.at(x, y) * width * width;
                double scale = share > 1e3 ? 1e-14 : 1;
                double count = poisson(share * particles * scale);
                double unit = 1 / (width * width * particles * scale);
                row(maps, t, species, x, y, count * unit, Math.sqrt(count) * unit);
            }
        }
    }

    private double poisson(double mean) {
        return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
    }

    private static void row(StringBuilder out, double time, Object... fields) {
        out.append(time);
        for (Object field : fields) {
            String text = field instanceof Double number && number.isNaN() ? "" : field.toString();
            out.append(',').append(text.contains("\"") ? "\"" + text.replace("\"", "\"\"") + "\"" : text);
        }
        out.append("\r\n");
    }

    private Path finish(
            String title, String units, int dimension, double particles, String solution, String... namesAndMasses)
            throws IOException {
        Files.writeString(folder.resolve("timeseries.csv"), series);
        write(hasReference, "reference.csv", reference);
        write(hasSpeeds, "speeds.csv", speeds);
        write(hasMaps, "maps.csv", maps);
        StringBuilder species = new StringBuilder();
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < namesAndMasses.length; i++) {
            int colon = namesAndMasses[i].lastIndexOf(':');
            String name = namesAndMasses[i].substring(0, colon);
            species.append(i == 0 ? "" : ",")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"name\":\"%s\",\"mass\":%s,\"particles\":%d,\"weight\":1e-6,\"density\":%s}",
                            name,
                            namesAndMasses[i].substring(colon + 1),
                            (long) particles,
                            units.equals("SI") ? "2.5e21" : "1.0"));
            for (int j = i; j < namesAndMasses.length; j++) {
                String other = namesAndMasses[j].substring(0, namesAndMasses[j].lastIndexOf(':'));
                pairs.append(pairs.length() == 0 ? "" : ",")
                        .append("{\"pair\":[\"" + name + "\",\"" + other
                                + "\"],\"candidates\":12345678,\"accepted\":10000000,\"acceptance\":0.81,\"continued\":12,"
                                + "\"continuedFraction\":1.2e-6,\"clipped\":0}");
            }
        }
        Files.writeString(
                folder.resolve("run.json"), """
                {"format":"stosszahl-run","formatVersion":1,"version":"0.1.0","commit":"abc1234","status":"complete",
                 "started":"2026-11-22T17:00:00Z","seed":20261122,"replicas":8,
                 "scenario":{"title":"%s","units":"%s","velocityDimension":%d,"equation":"boltzmann","species":[%s],
                  "space":{"type":"homogeneous"}},
                 "standardErrors":{"timeseries":"replicas","density":"poisson",
                  "description":"Time series: scatter between replicas. Densities: Poisson errors of the counts."},
                 "performance":{"wallSeconds":12.3,"collideSeconds":9.1,"transportSeconds":0.0,"candidates":123456789,
                  "collisions":100000000,"particleSteps":41000000,"threads":2,"kernel":"scalar"},
                 "collisions":[%s],
                 "conservation":{"energyDrift":1.3e-15,"momentumDrift":2.1e-16,"massDrift":0.0,"exact":true,
                  "description":"Every collision conserves mass, momentum and energy to rounding."},
                 "species":[%s],"reference":{"solution":%s,"file":"reference.csv"},
                 "outputs":{"times":[0,10,20],"files":["timeseries.csv","speeds.csv","particles/gas-0.csv"]},
                 "warnings":[],"environment":{"java":"17.0.15","os":"Linux","processors":2},"later":{"unknown":[1]}}
                """.formatted(title, units, dimension, species, pairs, species, solution));
        return folder;
    }

    private void write(boolean present, String name, StringBuilder text) throws IOException {
        if (present) {
            Files.writeString(folder.resolve(name), text);
        }
    }
}
