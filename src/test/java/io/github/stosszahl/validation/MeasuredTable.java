package io.github.stosszahl.validation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The figures that a validation measured, as a Markdown table in target/validation, whence {@code scripts/validation} takes it to the document, and on the standard output. */
public final class MeasuredTable {
    private static final Path FOLDER = Path.of("target", "validation");

    private final String file;
    private final List<String> lines = new ArrayList<>();
    private final long start = System.nanoTime();

    /**
     * @param file name of the file, without ending
     * @param title what was measured
     * @param columns heads of the columns
     */
    public MeasuredTable(String file, String title, String... columns) {
        this.file = file;
        lines.add(title + ":");
        lines.add("");
        lines.add(line((Object[]) columns));
        lines.add(Arrays.stream(columns).map(c -> "---").collect(Collectors.joining("|", "|", "|")));
    }

    private static String line(Object... cells) {
        return Arrays.stream(cells).map(MeasuredTable::text).collect(Collectors.joining(" | ", "| ", " |"));
    }

    /** Integers in full, other numbers with four digits. */
    private static String text(Object cell) {
        if (cell instanceof Double number) {
            double size = Math.abs(number);
            return String.format(Locale.ROOT, size != 0 && (size < 1e-3 || size >= 1e5) ? "%.3e" : "%.4g", number);
        }
        return String.valueOf(cell);
    }

    /** Adds a row. */
    public void row(Object... cells) {
        lines.add(line(cells));
    }

    /** Writes the table, and prints it with the time that passed since it was begun. */
    public void write() throws IOException {
        String markdown = String.join("\n", lines) + "\n";
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve(file + ".md"), markdown);
        System.out.printf(Locale.ROOT, "%s%nWall time %.1f s.%n", markdown, (System.nanoTime() - start) / 1e9);
    }
}
