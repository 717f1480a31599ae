package dev.limosa.text.cleaning;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;

/** The character that {@code &name;} or {@code &#number;} stands for. Which names there are is Lucene's to say. */
final class CharacterReference {

    /** Longer than any name, and than any number of a code point with a few zeros before it. */
    static final int LONGEST = 12;

    private static final int REMEMBERED = 4096;
    private static final String REPLACEMENT = "\uFFFD";
    /** Every known name, of which there are a few hundred, and the first unknown ones: what texts hold is endless. */
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private CharacterReference() {}

    /** @return the empty string if the reference means nothing */
    static String resolve(String reference) {
        if (reference.isEmpty()) {
            return "";
        }
        return reference.charAt(0) == '#' ? numbered(reference) : named(reference);
    }

    private static String numbered(String reference) {
        boolean hex = reference.length() > 1 && (reference.charAt(1) | 0x20) == 'x';
        int digits = hex ? 2 : 1;
        if (digits == reference.length()) {
            return "";
        }
        long code = 0;
        for (int i = digits; i < reference.length(); i++) {
            int digit = Character.digit(reference.charAt(i), hex ? 16 : 10);
            if (digit < 0) {
                return "";
            }
            code = code * (hex ? 16 : 10) + digit;
        }
        return character(code);
    }

    /** As HTML has it: a number that is no character is the replacement character. PostgreSQL stores no NUL either. */
    private static String character(long code) {
        boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
        return code == 0 || surrogate || code > Character.MAX_CODE_POINT ? REPLACEMENT : Character.toString((int) code);
    }

    private static String named(String name) {
        String known = NAMES.get(name);
        if (known != null) {
            return known;
        }
        String source = "&" + name + ";";
        String found = throughLucene(source);
        String resolved = found.equals(source) ? "" : found;
        if (!resolved.isEmpty() || NAMES.size() < REMEMBERED) {
            NAMES.put(name, resolved);
        }
        return resolved;
    }

    private static String throughLucene(String reference) {
        try (Reader in = new HTMLStripCharFilter(new StringReader(reference))) {
            StringBuilder out = new StringBuilder();
            for (int c = in.read(); c >= 0; c = in.read()) {
                out.append((char) c);
            }
            return out.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("BUG: cannot read from a string", e);
        }
    }
}
