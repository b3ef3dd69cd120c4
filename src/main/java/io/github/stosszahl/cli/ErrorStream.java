package io.github.stosszahl.cli;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;

/**
 * The error stream of a process whose virtual machine was started without one. A virtual machine with an incubator module prints a warning before
 * {@code main}, and no option turns that off; so the launcher lets it print into nothing and passes the real stream on under another descriptor.
 */
final class ErrorStream {
    /** Names the descriptor. */
    private static final String PROPERTY = "stosszahl.stderr";

    private ErrorStream() {}

    /** Makes {@link System#err} the stream that the launcher passed on; without one, leaves it alone. */
    static void restore() {
        Integer descriptor = Integer.getInteger(PROPERTY);
        if (descriptor != null) {
            System.setErr(new PrintStream(open(descriptor), true, StandardCharsets.UTF_8));
        }
    }

    private static FileOutputStream open(int descriptor) {
        try {
            Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
            constructor.setAccessible(true);
            return new FileOutputStream(constructor.newInstance(descriptor));
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return reopen(descriptor);
        }
    }

    /** Second best: a socket cannot be opened again, and a file shared with standard output is then written at two positions. */
    private static FileOutputStream reopen(int descriptor) {
        try {
            return new FileOutputStream("/dev/fd/" + descriptor, true);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(e);
        }
    }
}
