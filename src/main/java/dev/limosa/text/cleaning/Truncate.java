package dev.limosa.text.cleaning;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import dev.limosa.config.TextStep;
import java.util.function.UnaryOperator;

/**
 * Cuts a text off, never within what a reader takes for one character: a letter with its accents, an emoji of several
 * parts. Characters are counted as PostgreSQL counts them for {@code varchar(n)}: in code points; bytes are those of
 * UTF-8. An ellipsis counts too.
 */
final class Truncate implements UnaryOperator<String> {

    /** Never moved: each use has a copy. */
    private static final BreakIterator CHARACTERS = BreakIterator.getCharacterInstance(ULocale.ROOT);

    private final int max;
    private final boolean bytes;
    private final String ellipsis;
    private final int room;

    private Truncate(int max, boolean bytes, String ellipsis, int room) {
        this.max = max;
        this.bytes = bytes;
        this.ellipsis = ellipsis;
        this.room = room;
    }

    static Truncate of(TextStep step) {
        int max = step.number("max");
        boolean bytes = step.text("unit").equals("bytes");
        String ellipsis = step.text("ellipsis");
        int room = max - size(ellipsis, bytes);
        if (room < 0) {
            throw new IllegalArgumentException("expected an ellipsis of at most " + max + " " + step.text("unit")
                    + ", found one of " + (max - room) + "; an ellipsis counts too");
        }
        return new Truncate(max, bytes, ellipsis, room);
    }

    private static int size(String text, boolean bytes) {
        int size = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            size += size(text.codePointAt(at), bytes);
        }
        return size;
    }

    private static int size(int code, boolean bytes) {
        if (!bytes) {
            return 1;
        }
        return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    }

    @Override
    public String apply(String text) {
        int most = bytes ? 3 : 1;
        if ((long) text.length() * most <= max || end(text, max) == text.length()) {
            return text;
        }
        return text.substring(0, boundary(text, end(text, room))) + ellipsis;
    }

    /** How far so much room reaches. */
    private int end(String text, int units) {
        int left = units;
        int at = 0;
        while (at < text.length()) {
            int code = text.codePointAt(at);
            left -= size(code, bytes);
            if (left < 0) {
                return at;
            }
            at += Character.charCount(code);
        }
        return at;
    }

    /** The last place at or before the end where a character ends; it depends on no more than one code point behind. */
    private static int boundary(String text, int end) {
        BreakIterator characters = (BreakIterator) CHARACTERS.clone();
        characters.setText(text.substring(0, Math.min(text.length(), end + 2)));
        return characters.isBoundary(end) ? end : characters.preceding(end);
    }
}
