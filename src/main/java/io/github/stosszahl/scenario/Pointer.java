package io.github.stosszahl.scenario;

import java.util.Arrays;
import java.util.List;

/** JSON pointers as text, RFC 6901. */
final class Pointer {
    private Pointer() {}

    static String child(String pointer, String key) {
        return pointer + "/" + key.replace("~", "~0").replace("/", "~1");
    }

    static String child(String pointer, int index) {
        return pointer + "/" + index;
    }

    static String parent(String pointer) {
        return pointer.substring(0, Math.max(0, pointer.lastIndexOf('/')));
    }

    /** The unescaped tokens of a pointer that starts with a slash. */
    static List<String> tokens(String pointer) {
        return Arrays.stream(pointer.substring(1).split("/", -1))
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    static boolean isAtOrBelow(String pointer, String ancestor) {
        return pointer.startsWith(ancestor)
                && (pointer.length() == ancestor.length() || pointer.charAt(ancestor.length()) == '/');
    }
}
