package io.github.stosszahl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jdk.incubator.vector.DoubleVector;

/** What a benchmark has measured so far, as text. */
final class Tables {
    private final List<Row> rows = new ArrayList<>();
    private final Roofline roofline;
    private final Yardstick yardstick;

    Tables(Roofline roofline, Yardstick yardstick) {
        this.roofline = roofline;
        this.yardstick = yardstick;
    }

    void add(Row row) {
        rows.add(row);
    }

    /** Writes collisions.csv, roofline.csv, yardstick.csv and collisions.md. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("collisions.csv"), collisionsCsv());
        Files.writeString(folder.resolve("roofline.csv"), rooflineCsv());
        Files.writeString(folder.resolve("yardstick.csv"), yardstickCsv());
        Files.writeString(folder.resolve("collisions.md"), markdown());
    }

    private String collisionsCsv() {
        StringBuilder csv = new StringBuilder("law,dimension,kernel,particles,threads,runs,ns_per_candidate,"
                + "slowest_over_fastest_run,acceptance,ns_per_collision,collisions_per_second,bytes_per_particle,"
                + "ns_per_48_bytes_copied,times_cpp\n");
        for (Row r : rows) {
            csv.append(format(
                    "%s,%d,%s,%d,%d,%d,%.2f,%.2f,%.4f,%.2f,%.4g,%.2f,%.2f,%s\n",
                    r.workload(),
                    r.workload().dimension(),
                    r.kernelName(),
                    r.particles(),
                    r.threads(),
                    r.runs().size(),
                    r.nanosPerCandidate(),
                    r.slowestOverFastest(),
                    r.acceptance(),
                    r.nanosPerCollision(),
                    r.collisionsPerSecond(),
                    r.bytesPerParticle(),
                    r.copyNanos(),
                    timesCpp(r)));
        }
        return csv.toString();
    }

    private String rooflineCsv() {
        return "limit,threads,ns,ns_least,ns_most\n" + limits("%s,%d,%.4f,%.4f,%.4f\n");
    }

    private String yardstickCsv() {
        return "law,kernel,particles,ns_per_candidate,acceptance,ns_per_collision\n"
                + yardstickLines("%s,%s,%d,%.3f,%.4f,%.3f\n");
    }

    /** The text for people. */
    String markdown() {
        StringBuilder text = new StringBuilder(format(
                "Java %s, %s, %d processors, vectors of %d bits. Medians; threads share the work, and times are those of the clock; "
                        + "C++ is measured, and compared with, in processor time of one thread.\n\n",
                System.getProperty("java.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                DoubleVector.SPECIES_PREFERRED.vectorBitSize()));
        text.append("| limit | threads | ns | least | most |\n|---|---|---|---|---|\n");
        text.append(limits("| %s | %d | %.3f | %.3f | %.3f |\n"));
        if (!yardstick.lines().isEmpty()) {
            text.append(
                    "\n| C++ | kernel | N | ns per candidate | acceptance | ns per collision |\n|---|---|---|---|---|---|\n");
            text.append(yardstickLines("| %s | %s | %d | %.2f | %.3f | %.2f |\n"));
        }
        text.append(
                "\n| law | N | threads | kernel | ns per candidate | times C++ | over copy | acceptance | ns per collision "
                        + "| collisions per second | bytes per particle |\n|---|---|---|---|---|---|---|---|---|---|---|\n");
        for (Row r : rows) {
            text.append(format(
                    "| %s | %.0e | %d | %s | %.1f | %s | %.1f | %.3f | %.1f | %.2e | %.1f |\n",
                    r.workload(),
                    (double) r.particles(),
                    r.threads(),
                    r.kernelName(),
                    r.nanosPerCandidate(),
                    timesCpp(r),
                    r.overCopy(),
                    r.acceptance(),
                    r.nanosPerCollision(),
                    r.collisionsPerSecond(),
                    r.bytesPerParticle()));
        }
        return text.toString();
    }

    private String limits(String line) {
        StringBuilder text = new StringBuilder();
        for (RooflineWorker.Limit limit : RooflineWorker.Limit.values()) {
            for (int threads = 1; threads <= 2; threads++) {
                double[] sample = roofline.sample(limit, threads);
                text.append(
                        format(line, limit, threads, Statistics.median(sample), sample[0], sample[sample.length - 1]));
            }
        }
        return text.toString();
    }

    private String yardstickLines(String format) {
        StringBuilder text = new StringBuilder();
        for (Yardstick.Line line : yardstick.lines()) {
            text.append(format(
                    format,
                    line.workload(),
                    line.kernel(),
                    line.particles(),
                    line.nanosPerCandidate(),
                    line.acceptance(),
                    line.nanosPerCollision()));
        }
        return text.toString();
    }

    private String timesCpp(Row row) {
        return yardstick.ratio(row).map(ratio -> format("%.2f", ratio)).orElse("");
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
