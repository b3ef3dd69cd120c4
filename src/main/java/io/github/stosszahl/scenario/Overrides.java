package io.github.stosszahl.scenario;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Values of the command line that replace values of the file.
 *
 * @param settings {@code --set}, applied in order
 * @param seed {@code --seed}, applied after the settings
 * @param replicas {@code --replicas}, applied after the settings
 */
public record Overrides(List<Setting> settings, OptionalLong seed, OptionalInt replicas) {
    /** The file as it is. */
    public static final Overrides NONE = new Overrides(List.of(), OptionalLong.empty(), OptionalInt.empty());

    /** Copies the list. */
    public Overrides {
        settings = List.copyOf(settings);
    }

    /**
     * One {@code --set POINTER=VALUE}.
     *
     * @param pointer JSON pointer (RFC 6901) of a value whose parent is in the file
     * @param value JSON text; text that is not JSON is taken as a string
     */
    public record Setting(String pointer, String value) {
        /**
         * Splits {@code POINTER=VALUE} at the first equals sign.
         *
         * @throws IllegalArgumentException if there is no equals sign, or no slash at the start
         */
        public static Setting parse(String text) {
            int equals = text.indexOf('=');
            if (equals < 0 || !text.startsWith("/")) {
                throw new IllegalArgumentException(
                        "expected POINTER=VALUE such as /species/0/particles=200000, got " + text);
            }
            return new Setting(text.substring(0, equals), text.substring(equals + 1));
        }
    }
}
