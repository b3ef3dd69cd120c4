package io.github.stosszahl.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes markup that is both XML and HTML; everything handed in as text or attribute value is escaped. */
final class Xml {
    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are name, value, name, value, and so on. */
    Xml open(String name, String... attributes) {
        start(name, attributes);
        out.append('>');
        open.push(name);
        return this;
    }

    /** Closes the element opened last. */
    Xml close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content: for SVG shapes and HTML's void elements only, HTML would leave others open. */
    Xml leaf(String name, String... attributes) {
        start(name, attributes);
        out.append("/>");
        return this;
    }

    Xml element(String name, String text, String... attributes) {
        return open(name, attributes).text(text).close();
    }

    Xml text(String text) {
        escape(text);
        return this;
    }

    /** Appends trusted markup as it is: the page's own style sheet and script. */
    Xml raw(String markup) {
        out.append(markup);
        return this;
    }

    Xml line() {
        out.append('\n');
        return this;
    }

    /** A mathematical symbol as HTML: letters italic, what follows an underscore a subscript. */
    Xml symbol(String symbol) {
        return symbol(symbol, "i", "sub");
    }

    /** A mathematical symbol as SVG text spans. */
    Xml svgSymbol(String symbol) {
        return symbol(symbol, "tspan", "tspan");
    }

    private Xml symbol(String symbol, String italic, String subscript) {
        boolean svg = "tspan".equals(italic);
        int i = 0;
        while (i < symbol.length()) {
            char c = symbol.charAt(i);
            int end = i + 1;
            if (c == '_') {
                while (end < symbol.length() && isLetter(symbol.charAt(end))) {
                    end++;
                }
                String text = symbol.substring(i + 1, end);
                if (svg) {
                    element(subscript, text, "class", "sub", "dy", "3");
                    if (end < symbol.length()) {
                        // a shift of the baseline lasts until it is taken back
                        int next = end;
                        element(subscript, symbol.substring(next, next + 1), "dy", "-3");
                        end = next + 1;
                    }
                } else {
                    element(subscript, text);
                }
            } else if (isLetter(c)) {
                while (end < symbol.length() && isLetter(symbol.charAt(end))) {
                    end++;
                }
                String text = symbol.substring(i, end);
                if (svg) {
                    element(italic, text, "class", "it");
                } else {
                    element(italic, text);
                }
            } else {
                text(symbol.substring(i, end));
            }
            i = end;
        }
        return this;
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c);
    }

    private void start(String name, String... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isXmlCharacter(c) ? c : 0xFFFD);
            }
        }
    }

    /** The production Char of XML 1.0, without the C1 controls that HTML reads as something else. */
    private static boolean isXmlCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c < 0x7F)
                || (c >= 0xA0 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not closed: " + open);
        }
        return out.toString();
    }
}
