package io.github.stosszahl.scenario;

/**
 * One thing that is wrong with the input.
 *
 * @param file the file it stands in, as the user named it: the scenario or a CSV file that it names
 * @param line line from 1 on; 0 if the problem belongs to no line, such as a value that was overridden on the command
 *     line
 * @param column column from 1 on; 0 if unknown
 * @param pointer JSON pointer of the value (or of the missing or unknown key) in the scenario; empty for the whole file
 * @param value the offending value as JSON, shortened; empty if there is none
 * @param message the value and what was expected instead, one line
 */
public record Problem(String file, int line, int column, String pointer, String value, String message) {
    /** One line: {@code two.json:14:15: /species/1/mass: -8 is not allowed; expected a number greater than 0}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file);
        if (line > 0) {
            text.append(':').append(line);
            if (column > 0) {
                text.append(':').append(column);
            }
        }
        text.append(": ");
        if (!pointer.isEmpty()) {
            text.append(pointer).append(": ");
        }
        return text.append(message).toString().replaceAll("\\p{Cntrl}+", " ");
    }
}
