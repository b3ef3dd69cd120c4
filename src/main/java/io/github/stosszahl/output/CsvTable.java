package io.github.stosszahl.output;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.stosszahl.estimate.Estimate;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.io.NumberOutput;

/** One CSV file: a header line, then rows that are built field by field; a NaN is an empty field. */
final class CsvTable implements AutoCloseable {
    private final CsvWriter writer;
    private final List<String> row = new ArrayList<>();

    /** Writes the header; none if it is empty. */
    CsvTable(Writer out, List<String> header) {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
        if (!header.isEmpty()) {
            writer.writeRecord(header);
        }
    }

    CsvTable add(String field) {
        row.add(field);
        return this;
    }

    /** Adds the shortest decimal text that reads back as the same double. */
    CsvTable add(double value) {
        row.add(Double.isFinite(value) ? NumberOutput.toString(value, true) : "");
        return this;
    }

    /** Adds value and standard error; the error of an exact value is an empty field. */
    CsvTable add(Estimate estimate) {
        add(estimate.value());
        return estimate.isExact() ? add("") : add(estimate.standardError());
    }

    void endRow() {
        writer.writeRecord(row);
        row.clear();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
