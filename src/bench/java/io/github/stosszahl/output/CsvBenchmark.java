package io.github.stosszahl.output;

import com.sun.management.OperatingSystemMXBean;
import io.github.stosszahl.scenario.NumberColumns;
import io.github.stosszahl.scenario.ScenarioException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Times the writing and reading of a table of random numbers: {@code scripts/bench csv [ROWS [COLUMNS]]}, by default 1e7 rows of 6. */
public final class CsvBenchmark {
    private CsvBenchmark() {}

    /** Writes and reads the table once and prints wall times, size and heap. */
    public static void main(String[] arguments) throws IOException, ScenarioException {
        int rows = arguments.length > 0 ? (int) Double.parseDouble(arguments[0]) : 10_000_000;
        int columns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        String[] names = new String[columns];
        Arrays.setAll(names, k -> "c" + k);
        Path file = Files.createTempFile("stosszahl-bench", ".csv");
        try {
            // like velocities, with 16 or 17 digits each; the same few thousand again and again
            double[] numbers = new SplittableRandom(1).doubles(4099, -3, 3).toArray();
            long start = System.nanoTime();
            long processor = processorNanos();
            RunFolder.writeWhole(
                    file,
                    out -> ManyRows.write(
                            out,
                            List.of(names),
                            rows,
                            (table, row) -> {
                                for (int k = 0; k < columns; k++) {
                                    table.add(numbers[(int) (((long) row * columns + k) % numbers.length)]);
                                }
                            },
                            () -> false));
            report("write", start, processor, rows, columns, file);
            start = System.nanoTime();
            processor = processorNanos();
            List<double[]> read = NumberColumns.read(file, List.of(names));
            report("read", start, processor, rows, columns, file);
            for (int k = 0; k < columns; k++) {
                if (read.get(k)[rows - 1] != numbers[(int) (((rows - 1L) * columns + k) % numbers.length)]) {
                    throw new IllegalStateException("read something else than was written");
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static void report(String what, long start, long processor, int rows, int columns, Path file)
            throws IOException {
        double seconds = (System.nanoTime() - start) * 1e-9;
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%-5s %,d x %d: %.2f s, processors %.2f s, %.0f ns per number, %.0f MB, heap %.0f MB%n",
                what,
                rows,
                columns,
                seconds,
                (processorNanos() - processor) * 1e-9,
                seconds * 1e9 / rows / columns,
                Files.size(file) / 1e6,
                (runtime.totalMemory() - runtime.freeMemory()) / 1e6);
    }
}
