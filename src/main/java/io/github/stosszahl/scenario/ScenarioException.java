package io.github.stosszahl.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** The input is not a valid scenario; the message has one line per problem. */
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    ScenarioException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong, in the order of the lines of the file; at least one. */
    public List<Problem> problems() {
        return problems;
    }
}
