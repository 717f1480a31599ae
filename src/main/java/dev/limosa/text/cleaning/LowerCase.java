package dev.limosa.text.cleaning;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.util.ULocale;
import java.util.Locale;

/**
 * Full lower case by Unicode's own rules, those of no language: {@code I} becomes {@code i}, {@code ΑΣ ας}. Looked for
 * before it is made.
 */
final class LowerCase {

    private LowerCase() {}

    static String of(String text) {
        if (isLower(text)) {
            return text;
        }
        // Case mapping of ASCII is the same in every Unicode version, so the JVM's (several times faster) will do.
        return isAscii(text) ? text.toLowerCase(Locale.ROOT) : UCharacter.toLowerCase(ULocale.ROOT, text);
    }

    /** One code point at a time is enough: the two mappings that look around begin with a capital as well. */
    private static boolean isLower(String text) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (c < 0x80 ? c >= 'A' && c <= 'Z' : UCharacter.toLowerCase(c) != c) {
                return false;
            }
            at += Character.charCount(c);
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
