package io.github.stosszahl.output;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;

/** Densities and particles in the formats of other programs: CSV, NumPy's NPY (version 1.0) and HDF5. */
public final class ExportFiles {
    /** A format, by the ending of its files. */
    public enum Format {
        CSV("csv"),
        NPY("npy"),
        HDF5("h5");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }
    }

    private static final List<String> AXES = List.of("vx", "vy", "vz");
    private static final byte[] NPY_MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int NPY_ALIGNMENT = 64;
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Format format;

    /** @param folder where the files go; made if it is not there */
    public ExportFiles(Path folder, Format format) throws IOException {
        this.folder = folder;
        this.format = format;
        Files.createDirectories(folder);
    }

    /**
     * Writes the density of a species at a time: as CSV {@code vx,vy[,vz],f,stderr}; as NPY one file each for f, stderr and the centres of every axis; as HDF5 one file with these as data
     * sets and {@code time} and {@code species} as attributes.
     *
     * @param name of the files, without ending
     * @param centres centres[a]: the cell centres of axis a
     * @param f last axis fastest
     * @return the files
     */
    public List<Path> density(String name, String species, double time, double[][] centres, double[] f, double[] stderr)
            throws IOException {
        int[] shape = Arrays.stream(centres).mapToInt(axis -> axis.length).toArray();
        if (format == Format.CSV) {
            List<String> header = new ArrayList<>(AXES.subList(0, shape.length));
            header.addAll(List.of("f", "stderr"));
            return csv(
                    name,
                    header,
                    f.length,
                    (cell, column) -> column == shape.length
                            ? f[cell]
                            : column > shape.length ? stderr[cell] : centres[column][index(cell, column, shape)]);
        }
        Map<String, double[]> axes = new LinkedHashMap<>();
        for (int a = 0; a < shape.length; a++) {
            axes.put(AXES.get(a), centres[a]);
        }
        if (format == Format.NPY) {
            List<Path> files = new ArrayList<>();
            files.add(npy(name + "-f", shape, cell -> f[cell]));
            files.add(npy(name + "-stderr", shape, cell -> stderr[cell]));
            for (Map.Entry<String, double[]> axis : axes.entrySet()) {
                double[] values = axis.getValue();
                files.add(npy(name + "-" + axis.getKey(), new int[] {values.length}, k -> values[k]));
            }
            return files;
        }
        Map<String, Object> sets = new LinkedHashMap<>();
        sets.put("f", shaped(f, shape));
        sets.put("stderr", shaped(stderr, shape));
        sets.putAll(axes);
        return hdf5(name, species, time, sets);
    }

    private static int index(int cell, int axis, int[] shape) {
        int rest = cell;
        for (int a = shape.length - 1; a > axis; a--) {
            rest /= shape[a];
        }
        return rest % shape[axis];
    }

    /**
     * Writes particles: as CSV {@code vx,vy[,vz],weight}, a particle file that a scenario can start from; as NPY an array of these columns; as HDF5 a data set for each.
     *
     * @param columns the velocity components and the weight
     * @return the files
     */
    public List<Path> particles(String name, String species, double time, double[][] columns) throws IOException {
        int d = columns.length - 1;
        List<String> header = new ArrayList<>(AXES.subList(0, d));
        header.add("weight");
        int rows = columns[0].length;
        switch (format) {
            case CSV:
                return csv(name, header, rows, (row, column) -> columns[column][row]);
            case NPY:
                return List.of(npy(name, new int[] {rows, d + 1}, k -> columns[k % (d + 1)][k / (d + 1)]));
            default:
                Map<String, Object> sets = new LinkedHashMap<>();
                for (int a = 0; a <= d; a++) {
                    sets.put(header.get(a), columns[a]);
                }
                return hdf5(name, species, time, sets);
        }
    }

    private Path path(String name) {
        return folder.resolve(name + "." + format.ending);
    }

    private interface Cells {
        double at(int row, int column);
    }

    private List<Path> csv(String name, List<String> header, int rows, Cells cells) throws IOException {
        RunFolder.writeWhole(
                path(name),
                out -> ManyRows.write(
                        out,
                        header,
                        rows,
                        (table, row) -> {
                            for (int column = 0; column < header.size(); column++) {
                                table.add(cells.at(row, column));
                            }
                        },
                        () -> false));
        return List.of(path(name));
    }

    /** NPY 1.0: magic, length of the header, the header as a Python dictionary padded to 64 bytes, then little-endian doubles, last axis fastest. */
    private Path npy(String name, int[] shape, IntToDoubleFunction values) throws IOException {
        String dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': ("
                + Arrays.stream(shape).mapToObj(n -> n + ",").collect(Collectors.joining(" ")) + "), }";
        int unpadded = NPY_MAGIC.length + Short.BYTES + dictionary.length() + 1;
        int padding = (NPY_ALIGNMENT - unpadded % NPY_ALIGNMENT) % NPY_ALIGNMENT;
        byte[] header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
        int count = Math.multiplyExact(shape[0], Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact));
        RunFolder.replaceWhole(path(name), partial -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), BUFFER)) {
                out.write(NPY_MAGIC);
                ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
                buffer.putShort((short) header.length);
                out.write(buffer.array(), 0, buffer.position());
                out.write(header);
                buffer.clear();
                for (int k = 0; k < count; k++) {
                    buffer.putDouble(values.applyAsDouble(k));
                    if (!buffer.hasRemaining()) {
                        out.write(buffer.array());
                        buffer.clear();
                    }
                }
                out.write(buffer.array(), 0, buffer.position());
            }
        });
        return path(name);
    }

    private List<Path> hdf5(String name, String species, double time, Map<String, Object> sets) throws IOException {
        RunFolder.replaceWhole(path(name), partial -> {
            try (WritableHdfFile file = HdfFile.write(partial)) {
                file.putAttribute("species", species);
                file.putAttribute("time", time);
                sets.forEach(file::putDataset);
            }
        });
        return List.of(path(name));
    }

    /** A flat array as nested arrays of a shape. */
    private static Object shaped(double[] flat, int[] shape) {
        Object nested = Array.newInstance(double.class, shape);
        int row = shape[shape.length - 1];
        for (int from = 0; from < flat.length; from += row) {
            Object inner = nested;
            for (int a = 0; a < shape.length - 1; a++) {
                inner = Array.get(inner, index(from, a, shape));
            }
            System.arraycopy(flat, from, inner, 0, row);
        }
        return nested;
    }
}
