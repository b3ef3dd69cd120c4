package io.github.stosszahl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Every shipped scenario, run from the command line with fewer particles and compared, as its files tell it, with exact
 * or published numbers.
 *
 * <p>The seeds are those of the files, so a test that passed will pass again. The false-alarm probabilities below are
 * those of another seed: the number of comparisons times the two-sided tail of the normal distribution (4 standard
 * errors: 6.4e-5; 4.5: 6.8e-6; 5: 5.8e-7), an upper bound whatever the correlations.
 */
class ScenariosTest {
    private static final List<Class<?>> CASES = List.of(
            ClassicalScenariosTest.class,
            FunctionalScenariosTest.class,
            GenericScenariosTest.class,
            LandauScenariosTest.class,
            LinearisedScenariosTest.class,
            QuantumScenariosTest.class,
            SpaceScenariosTest.class);

    @Test
    void everyShippedScenarioHasACase() throws Exception {
        Set<String> cases = new TreeSet<>();
        for (Class<?> tests : CASES) {
            for (Class<?> nested : tests.getDeclaredClasses()) {
                if (nested.isAnnotationPresent(Nested.class)) {
                    cases.add((String) nested.getDeclaredField("SCENARIO").get(null));
                }
            }
        }
        try (Stream<Path> files = Files.list(Path.of("scenarios"))) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".json"))
                            .map(name -> name.replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(cases);
        }
    }
}
