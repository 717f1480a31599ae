package dev.limosa.text.cleaning;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * What comes in place of a match: text, {@code $1} and <code>${name}</code> for what a group has matched, {@code \$}
 * and {@code \\} for the characters themselves.
 */
final class Replacement {

    private static final int NO_GROUP = -1;

    private final List<Part> parts;

    private record Part(String text, int group) {}

    private Replacement(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException saying at which character it names a group that the pattern does not have */
    static Replacement parse(String text, Pattern pattern) {
        return new Parser(text, pattern).parse();
    }

    void append(StringBuilder out, String text, Matcher match) {
        for (Part part : parts) {
            if (part.group() == NO_GROUP) {
                out.append(part.text());
            } else if (match.start(part.group()) >= 0) {
                out.append(text, match.start(part.group()), match.end(part.group()));
            }
        }
    }

    private static final class Parser {
        private final String text;
        private final Pattern pattern;
        private final List<Part> parts = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private int at;

        Parser(String text, Pattern pattern) {
            this.text = text;
            this.pattern = pattern;
        }

        Replacement parse() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '$') {
                    group();
                } else if (c == '\\') {
                    literal.append(escaped());
                } else {
                    literal.append(c);
                }
            }
            flush();
            return new Replacement(parts);
        }

        private char escaped() {
            if (at == text.length()) {
                throw wrong(at, "expected a character behind '\\', found the end; write '\\\\'");
            }
            return text.charAt(at++);
        }

        private void group() {
            int group = at < text.length() && text.charAt(at) == '{' ? named() : numbered();
            flush();
            parts.add(new Part("", group));
        }

        private int named() {
            int end = text.indexOf('}', at);
            String name = end < 0 ? "" : text.substring(at + 1, end);
            Integer group = pattern.namedGroups().get(name);
            if (group == null) {
                throw wrong(
                        at,
                        "expected one of the pattern's groups "
                                + new TreeSet<>(pattern.namedGroups().keySet()) + ", found '" + name + "'");
            }
            at = end + 1;
            return group;
        }

        /** As many digits as there is a group for, as in Java. */
        private int numbered() {
            int start = at;
            int group = NO_GROUP;
            while (at < text.length() && isDigit(text.charAt(at)) && next(group) <= pattern.groupCount()) {
                group = next(group);
                at++;
            }
            if (group == NO_GROUP) {
                throw wrong(
                        start,
                        "expected a group from $0 to $" + pattern.groupCount() + " behind '$', found '"
                                + text.substring(start, Math.min(text.length(), start + 1))
                                + "'; write '\\$' for the character itself");
            }
            return group;
        }

        private int next(int group) {
            return Math.max(group, 0) * 10 + text.charAt(at) - '0';
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        private void flush() {
            if (literal.length() > 0) {
                parts.add(new Part(literal.toString(), NO_GROUP));
                literal.setLength(0);
            }
        }

        private IllegalArgumentException wrong(int index, String what) {
            return new IllegalArgumentException(
                    "cannot read replacement '" + text + "' at character " + (index + 1) + ": " + what);
        }
    }
}
