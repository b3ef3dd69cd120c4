package io.github.stosszahl.scenario;

import io.github.stosszahl.scenario.NumberTable.Column;
import java.nio.file.Path;
import java.util.List;

/** Columns of numbers in CSV files that no scenario names. */
public final class NumberColumns {
    private NumberColumns() {}

    /**
     * Reads columns by name; others are not looked at.
     *
     * @return one array per name, with one entry per row
     * @throws ScenarioException with everything that is wrong with the file
     */
    public static List<double[]> read(Path path, List<String> names) throws ScenarioException {
        Problems problems = new Problems(path.toString());
        List<Column> columns = names.stream().map(Column::required).toList();
        NumberTable table = NumberTable.read(path, problems, columns).orElse(null);
        problems.throwIfAny();
        if (table == null) {
            throw new IllegalStateException("a table without problems is there");
        }
        return names.stream().map(table::column).toList();
    }

    /** A number as a user would write it: shortest digits, no fraction if it is an integer. */
    public static String text(double number) {
        return NumberTable.text(number);
    }
}
