package io.github.stosszahl.output;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder that a run writes. Files are written beside their final name and moved there when they are whole. */
public final class RunFolder {
    private static final int BUFFER = 1 << 16;
    private static final String PARTIAL = ".partial";
    private static final List<String> RUN_FILES = List.of(
            "run.json",
            "timeseries.csv",
            "reference.csv",
            "speeds.csv",
            "maps.csv",
            "report.html",
            "compare.json",
            "compare.html");
    private static final List<String> RUN_FOLDERS = List.of("particles", "density");
    private static final Pattern RUN_FILE_OF_A_TIME = Pattern.compile(".*-\\d+\\.csv(\\.partial)?");

    private final Path folder;
    private final List<String> files = new ArrayList<>();

    private RunFolder(Path folder) {
        this.folder = folder;
    }

    /** Text content of a file. */
    @FunctionalInterface
    public interface Content {
        /** Writes the content; the writer is closed by the caller. */
        void writeTo(BufferedWriter writer) throws IOException;
    }

    /**
     * Makes the folder, or empties one that exists of the files of an earlier run.
     *
     * @param folder where
     * @param force whether a folder that is not empty may be used; only files that a run writes are deleted from it
     * @throws IOException with a message of one line, if the folder is in use and not forced, or cannot be written
     */
    public static RunFolder create(Path folder, boolean force) throws IOException {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new FileAlreadyExistsException(folder + " exists and is not a folder");
        }
        if (Files.isDirectory(folder) && !isEmpty(folder) && !force) {
            throw new FileAlreadyExistsException(
                    folder + " exists and is not empty; use --force to replace the run in it, or -o to name another");
        }
        try {
            Files.createDirectories(folder);
            deleteEarlierRun(folder);
            Path probe = Files.createTempFile(folder, "probe", PARTIAL);
            Files.delete(probe);
        } catch (IOException e) {
            throw new IOException("cannot write to " + folder + ": " + reason(e), e);
        }
        return new RunFolder(folder);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    private static void deleteEarlierRun(Path folder) throws IOException {
        for (String name : RUN_FILES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        for (String name : RUN_FOLDERS) {
            Path sub = folder.resolve(name);
            if (Files.isDirectory(sub)) {
                try (Stream<Path> entries = Files.list(sub)) {
                    for (Path entry : entries.toList()) {
                        if (RUN_FILE_OF_A_TIME.matcher(entry.toString()).matches()) {
                            Files.delete(entry);
                        }
                    }
                }
            }
        }
    }

    /** The folder. */
    public Path path() {
        return folder;
    }

    /** Names of the files written so far, relative to the folder, in the order they were written. */
    public List<String> files() {
        return List.copyOf(files);
    }

    /**
     * Writes one file.
     *
     * @param name relative to the folder, with / between folders
     * @param content what to write
     * @throws IOException with a message of one line that names the file; nothing is left under the final name then
     */
    public void write(String name, Content content) throws IOException {
        try {
            Files.createDirectories(folder.resolve(name.substring(0, name.lastIndexOf('/') + 1)));
        } catch (IOException e) {
            throw new IOException("cannot write " + folder.resolve(name) + ": " + reason(e), e);
        }
        writeWhole(folder.resolve(name), content);
        if (!files.contains(name)) {
            files.add(name);
        }
    }

    /**
     * Writes a text file beside its final name and moves it there when it is whole.
     *
     * @param target the file, in a folder that exists
     * @param content what to write
     * @throws IOException with a message of one line that names the file; nothing is left under the final name then
     */
    public static void writeWhole(Path target, Content content) throws IOException {
        replaceWhole(target, partial -> {
            try (BufferedWriter writer = new BufferedWriter(
                    new OutputStreamWriter(Files.newOutputStream(partial), StandardCharsets.UTF_8), BUFFER)) {
                content.writeTo(writer);
            }
        });
    }

    /** Writes a file of any kind under the name it is given. */
    @FunctionalInterface
    interface FileContent {
        void writeTo(Path partial) throws IOException;
    }

    /** The same for a file of any kind. */
    static void replaceWhole(Path target, FileContent content) throws IOException {
        Path partial = Path.of(target + PARTIAL);
        try {
            content.writeTo(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Files.deleteIfExists(partial);
            throw new IOException("cannot write " + target + ": " + reason(e), e);
        } catch (UncheckedIOException e) {
            Files.deleteIfExists(partial);
            Exception cause = e.getCause() == null ? e : e.getCause();
            throw new IOException("cannot write " + target + ": " + reason(cause), e);
        } catch (RuntimeException e) {
            Files.deleteIfExists(partial);
            throw e;
        }
    }

    private static String reason(Exception e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such folder";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
