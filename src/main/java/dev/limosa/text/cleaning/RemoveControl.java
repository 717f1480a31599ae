package dev.limosa.text.cleaning;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import dev.limosa.config.TextStep;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes out what no reader sees: control characters, spaces and joiners without width, marks of the direction of
 * writing, soft hyphens, byte order marks, tags.
 *
 * <p>A joiner (U+200D) or non-joiner (U+200C) stays where it changes what is seen: behind a letter of a script that
 * joins its letters (Arabic, Syriac, Mongolian, …) or of an Indic one, the joiner also between two pictures of an
 * emoji. Tags stay behind the black flag, of which they make the flags of England, Scotland and Wales. Variation
 * selectors stay, and so does white space that is no control character.
 */
final class RemoveControl implements UnaryOperator<String> {

    private static final int NON_JOINER = 0x200C;
    private static final int JOINER = 0x200D;
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int FIRST_TAG = 0xE0020;
    private static final int END_OF_TAGS = 0xE007F;
    private static final char TAGS_HIGH_SURROGATE = '\uDB40';
    /** Marks behind a letter that are looked over for it; more, and nobody can read it anyway. */
    private static final int MOST_MARKS = 32;

    private final boolean keepTab;
    private final boolean keepNewline;

    private RemoveControl(boolean keepTab, boolean keepNewline) {
        this.keepTab = keepTab;
        this.keepNewline = keepNewline;
    }

    static RemoveControl of(TextStep step) {
        List<String> keep = step.texts("keep");
        return new RemoveControl(keep.contains("tab"), keep.contains("newline"));
    }

    @Override
    public String apply(String text) {
        int at = 0;
        while (at < text.length() && !isSuspect(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? text : without(text, at);
    }

    private String without(String text, int from) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (!isSuspect(c)) {
                out.append(c);
                at++;
            } else {
                int code = text.codePointAt(at);
                at += Character.charCount(code);
                if (stays(code, out, text, at) || keepsHalvesApart(out, text, at)) {
                    out.appendCodePoint(code);
                }
            }
        }
        return out.length() == text.length() ? text : out.toString();
    }

    /** Whether this may be the beginning of a character to take out. */
    private boolean isSuspect(char c) {
        if (c < 0x7F) {
            return c < ' ' && !(keepNewline && c >= '\n' && c <= '\r') && !(keepTab && c == '\t');
        }
        return c <= 0x9F ? !(keepNewline && c == 0x85) : c == 0xAD || c >= 0x61C && isInvisible(c);
    }

    private static boolean isInvisible(char c) {
        return c == 0x61C
                || c >= 0x200B && c <= 0x200F
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2060 && c <= 0x206F
                || c == 0xFEFF
                || c >= 0xFFF9 && c <= 0xFFFB
                || c == TAGS_HIGH_SURROGATE;
    }

    private static boolean stays(int code, StringBuilder before, String text, int next) {
        if (code == JOINER || code == NON_JOINER) {
            return joins(code, before, text, next);
        }
        return Character.charCount(code) == 2 ? !isTag(code) || belongsToFlag(before) : code == TAGS_HIGH_SURROGATE;
    }

    /** Two halves that belong to no character would become one that was never there. */
    private static boolean keepsHalvesApart(StringBuilder before, String text, int next) {
        return before.length() > 0
                && Character.isHighSurrogate(before.charAt(before.length() - 1))
                && next < text.length()
                && Character.isLowSurrogate(text.charAt(next));
    }

    private static boolean isTag(int code) {
        return code == 0xE0001 || code >= FIRST_TAG && code <= END_OF_TAGS;
    }

    private static boolean belongsToFlag(StringBuilder before) {
        if (before.length() == 0) {
            return false;
        }
        int last = before.codePointBefore(before.length());
        return last == BLACK_FLAG || last >= FIRST_TAG && last < END_OF_TAGS;
    }

    private static boolean joins(int code, StringBuilder before, String text, int next) {
        if (before.length() == 0 || isJoiner(before.charAt(before.length() - 1))) {
            return false;
        }
        int letter = letterBefore(before);
        return isJoiningLetter(letter)
                || code == JOINER && isPicture(letter) && next < text.length() && isPicture(text.codePointAt(next));
    }

    private static boolean isJoiner(int code) {
        return code == JOINER || code == NON_JOINER;
    }

    private static int letterBefore(StringBuilder before) {
        int at = before.length();
        int code = 0;
        for (int marks = 0; at > 0 && marks < MOST_MARKS; marks++) {
            code = before.codePointBefore(at);
            if (!isMark(code)) {
                return code;
            }
            at -= Character.charCount(code);
        }
        return code;
    }

    private static boolean isMark(int code) {
        int type = UCharacter.getType(code);
        return type == ECharacterCategory.NON_SPACING_MARK
                || type == ECharacterCategory.COMBINING_SPACING_MARK
                || type == ECharacterCategory.ENCLOSING_MARK
                || isJoiner(code)
                || UCharacter.hasBinaryProperty(code, UProperty.EMOJI_MODIFIER);
    }

    private static boolean isJoiningLetter(int code) {
        int joining = UCharacter.getIntPropertyValue(code, UProperty.JOINING_TYPE);
        return joining != UCharacter.JoiningType.NON_JOINING && joining != UCharacter.JoiningType.TRANSPARENT
                || UCharacter.isLetter(code)
                        && UCharacter.getIntPropertyValue(code, UProperty.INDIC_SYLLABIC_CATEGORY)
                                != UCharacter.IndicSyllabicCategory.OTHER;
    }

    private static boolean isPicture(int code) {
        return UCharacter.hasBinaryProperty(code, UProperty.EXTENDED_PICTOGRAPHIC);
    }
}
