package io.github.stosszahl.cli;

/** The user's input cannot be used; the message is what the user is told, a line per problem. */
final class BadInputException extends Exception {
    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }

    /** Passes on what another room found wrong with the input. */
    BadInputException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
