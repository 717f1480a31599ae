package dev.limosa.text;

import com.ibm.icu.text.Normalizer2;
import dev.limosa.config.TransformStep.TextFunction;
import java.util.function.UnaryOperator;

/**
 * What each {@link TextFunction} does to a text.
 *
 * <p>All of them are pure, safe for any number of threads, linear in the length of the text, and throw on no string at
 * all, broken surrogates included. A text that stays as it is comes back as the same object: callers compare by
 * identity to find out that they may keep the bytes they have.
 */
public final class TextFunctions {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();

    private TextFunctions() {}

    public static UnaryOperator<String> of(TextFunction function) {
        return switch (function) {
            case TRIM -> TextFunctions::trim;
            case LOWER -> TextFunctions::lower;
            case NFKC -> TextFunctions::nfkc;
            case STRIP_HTML -> TextFunctions::stripHtml;
            case COLLAPSE_SPACE -> TextFunctions::collapseSpace;
        };
    }

    /**
     * Removes Unicode white space at both ends: the 25 code points with the property White_Space, among them the
     * no-break and the ideographic space. A zero-width space or joiner and a byte order mark are not white space.
     */
    public static String trim(String text) {
        return WhiteSpace.trim(text);
    }

    /** Full lower case by Unicode's own rules, those of no language: {@code I} becomes {@code i}, {@code ΑΣ ας}. */
    public static String lower(String text) {
        return LowerCase.of(text);
    }

    /** Normalization form KC: full width becomes half width, ligatures come apart, accents join their letters. */
    public static String nfkc(String text) {
        String normal = NFKC.normalize(text);
        return normal.equals(text) ? text : normal;
    }

    /**
     * Leaves of HTML what a reader would see. Tags of inline elements vanish, all others become a line feed; comments,
     * scripts and styles go with what is in them; character references become characters. A construct that never ends
     * is no HTML and stays as text, and so does a {@code <} or {@code &} that begins none: nothing is lost.
     */
    public static String stripHtml(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : new HtmlStripper(text).strip();
    }

    /** Makes one plain space of every run of white space, wherever it stands; white space is what it is to trim. */
    public static String collapseSpace(String text) {
        return WhiteSpace.collapse(text);
    }
}
