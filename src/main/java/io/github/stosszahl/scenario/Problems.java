package io.github.stosszahl.scenario;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Collects what is wrong with one scenario; of several problems at one spot the first is kept, since the others tend to
 * follow from it.
 */
final class Problems {
    private record Spot(String file, int line, String pointer) {}

    private final String scenarioFile;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Spot> spots = new HashSet<>();

    Problems(String scenarioFile) {
        this.scenarioFile = scenarioFile;
    }

    void add(Problem problem) {
        if (spots.add(new Spot(problem.file(), problem.line(), problem.pointer()))) {
            problems.add(problem);
        }
    }

    /** Whether nothing is known to be wrong at the pointer or below it. */
    boolean isSound(String pointer) {
        return problems.stream().noneMatch(p -> Pointer.isAtOrBelow(p.pointer(), pointer));
    }

    /**
     * Throws if there is a problem: those in lines of the scenario first, in their order, then overridden values, then
     * other files.
     */
    void throwIfAny() throws ScenarioException {
        if (!problems.isEmpty()) {
            throw new ScenarioException(problems.stream()
                    .sorted(Comparator.comparing((Problem p) -> !p.file().equals(scenarioFile))
                            .thenComparing(Problem::file)
                            .thenComparing(p -> p.line() == 0)
                            .thenComparingInt(Problem::line)
                            .thenComparingInt(Problem::column))
                    .toList());
        }
    }
}
