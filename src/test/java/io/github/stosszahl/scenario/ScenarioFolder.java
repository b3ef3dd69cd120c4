package io.github.stosszahl.scenario;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A folder with scenario and CSV files for a test, and what reading them gives. */
final class ScenarioFolder {
    /** A valid scenario, in lines that tests can count. */
    static final String BASE = """
            {
              "velocityDimension": 3,
              "species": [
                {"name": "light", "mass": 1.0, "particles": 1000,
                 "initial": {"type": "maxwellian", "density": 1.0, "temperature": 1.0}},
                {"name": "heavy", "mass": 8.0, "particles": 1000,
                 "initial": {"type": "bkw", "density": 1.0, "temperature": 2.0, "R": 0.2}}
              ],
              "collisions": [
                {"pair": ["*", "*"], "rate": {"type": "power-law", "coefficient": 1.0, "exponent": 0.0}}
              ],
              "time": {"end": 10.0}
            }
            """;

    private final Path folder;

    ScenarioFolder(Path folder) {
        this.folder = folder;
    }

    /** {@link #BASE} with pieces of text replaced: find, replace, find, replace, ... */
    static String changed(String... replacements) {
        String text = BASE;
        for (int k = 0; k < replacements.length; k += 2) {
            if (!text.contains(replacements[k])) {
                throw new IllegalArgumentException("not in the text: " + replacements[k]);
            }
            text = text.replace(replacements[k], replacements[k + 1]);
        }
        return text;
    }

    ScenarioFolder with(String file, String content) {
        try {
            Files.writeString(folder.resolve(file), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Reads a text as case.json. */
    Scenario read(String text, String... settings) throws ScenarioException {
        with("case.json", text);
        return ScenarioReader.read(folder.resolve("case.json"), overrides(settings));
    }

    /** The lines of the problems of a text read as case.json, without the name of the folder. */
    List<String> problems(String text, String... settings) {
        ScenarioException thrown = catchThrowableOfType(ScenarioException.class, () -> read(text, settings));
        return thrown == null
                ? List.of()
                : thrown.problems().stream()
                        .map(problem -> problem.toString().replace(folder + "/", ""))
                        .toList();
    }

    private static Overrides overrides(String... settings) {
        return new Overrides(
                Arrays.stream(settings).map(Overrides.Setting::parse).toList(),
                OptionalLong.empty(),
                OptionalInt.empty());
    }
}
