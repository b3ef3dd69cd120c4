package io.github.stosszahl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Writes a table of very many rows. Turning numbers into text is what takes the time, so all threads of the pool that this runs in do that for a stretch of rows each; the stretches
 * are written in order. The memory is that of a few stretches, the file the same for any number of threads.
 */
final class ManyRows {
    private static final int STRETCH = 1 << 14;
    private static final int STRETCHES_AT_A_TIME = 16;

    private ManyRows() {}

    /** Adds the fields of one row to a table. */
    interface Row {
        void addTo(CsvTable table, int row);
    }

    /**
     * Writes header and rows.
     *
     * @param interrupted asked now and then; once it is true the file is given up
     * @throws IOException if the file cannot be written or was given up
     */
    static void write(BufferedWriter out, List<String> header, int rows, Row fields, BooleanSupplier interrupted)
            throws IOException {
        out.write(text(header, 0, 0, fields));
        int stretches = (rows - 1) / STRETCH + 1;
        for (int first = 0; first < stretches; first += STRETCHES_AT_A_TIME) {
            if (interrupted.getAsBoolean()) {
                throw new IOException("interrupted");
            }
            List<String> texts = IntStream.range(first, Math.min(first + STRETCHES_AT_A_TIME, stretches))
                    .parallel()
                    .mapToObj(k -> text(List.of(), k * STRETCH, Math.min(rows, (k + 1L) * STRETCH), fields))
                    .toList();
            for (String text : texts) {
                out.write(text);
            }
        }
    }

    private static String text(List<String> header, int from, long to, Row fields) {
        StringWriter text = new StringWriter();
        try (CsvTable table = new CsvTable(text, header)) {
            for (int row = from; row < to; row++) {
                fields.addTo(table, row);
                table.endRow();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
