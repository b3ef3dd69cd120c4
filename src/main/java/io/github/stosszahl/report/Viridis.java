package io.github.stosszahl.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Matplotlib's perceptually uniform colour map viridis (N. Smith and S. van der Walt, CC0), and pictures in it. */
final class Viridis {
    /** The map at 0, 0.1, ..., 1. */
    private static final int[] ANCHORS = {
        0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725
    };

    private Viridis() {}

    /** The colour at a share of [0, 1] as 0xrrggbb. */
    static int rgb(double share) {
        double place = Math.min(1, Math.max(0, share)) * (ANCHORS.length - 1);
        int below = Math.min((int) place, ANCHORS.length - 2);
        double weight = place - below;
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = (ANCHORS[below] >> shift) & 0xff;
            int b = (ANCHORS[below + 1] >> shift) & 0xff;
            rgb |= (int) Math.round(a + weight * (b - a)) << shift;
        }
        return rgb;
    }

    /**
     * A picture with one pixel per cell as a data URI.
     *
     * @param values by [row from the bottom][column]; NaN is transparent
     * @param low the value of the darkest colour
     * @param high the value of the brightest colour
     */
    static String png(double[][] values, double low, double high) throws IOException {
        int height = values.length;
        int width = values[0].length;
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        double span = high > low ? high - low : 1;
        for (int j = 0; j < height; j++) {
            for (int i = 0; i < width; i++) {
                double value = values[j][i];
                int argb = Double.isNaN(value) ? 0 : 0xff000000 | rgb((value - low) / span);
                image.setRGB(i, height - 1 - j, argb);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // a stream of its own, since ImageIO would otherwise put a cache file on the disk
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", out);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
