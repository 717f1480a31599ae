package dev.limosa.text.cleaning;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.limosa.config.TextStep;
import java.util.function.UnaryOperator;

/**
 * Puts something else in place of whatever a regular expression matches.
 *
 * <p>RE2J finds one match in time that is linear in the text it looks at. All matches together may still take quadratic
 * time: {@code a.*b|a} looks for the {@code b} again behind every {@code a}. So in a long text every character may be
 * looked at only so often on the average; beyond that {@link CleaningException} is thrown, the same for the same text
 * on any machine.
 */
final class Replace implements UnaryOperator<String> {

    private static final int LONGEST_PATTERN = 4000;
    /** Up to this length even the worst pattern is done in a fraction of a second. */
    private static final int SHORT_TEXT = 4096;
    /** Many times what a pattern needs that does not run on and on. */
    private static final long LOOKS_AT_EACH = 100;

    private final Pattern pattern;
    private final Replacement replacement;

    private Replace(Pattern pattern, Replacement replacement) {
        this.pattern = pattern;
        this.replacement = replacement;
    }

    static Replace of(TextStep step) {
        Pattern pattern = compile(step.text("pattern"));
        return new Replace(pattern, Replacement.parse(step.text("replacement"), pattern));
    }

    private static Pattern compile(String pattern) {
        if (pattern.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("cannot use a pattern of " + pattern.length()
                    + " characters: expected at most " + LONGEST_PATTERN + "; make several steps of it");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(message(pattern, e), e);
        }
    }

    /** RE2J shows the part that is wrong, but not where it stands. */
    private static String message(String pattern, PatternSyntaxException e) {
        String part = e.getPattern() == null ? "" : e.getPattern();
        int at = part.isEmpty() || part.equals(pattern) ? -1 : pattern.indexOf(part);
        return "cannot read pattern '" + pattern + "': " + e.getDescription()
                + (at < 0 ? "" : " at character " + (at + 1) + ", '" + part + "'")
                + "; the syntax is RE2's, which has no look-around and no back-references";
    }

    @Override
    public String apply(String text) {
        Matcher matcher = pattern.matcher(text.length() <= SHORT_TEXT ? text : new Counted(text));
        if (!matcher.find()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        int copied = 0;
        do {
            out.append(text, copied, matcher.start());
            replacement.append(out, text, matcher);
            copied = matcher.end();
        } while (matcher.find());
        out.append(text, copied, text.length());
        return text.contentEquals(out) ? text : out.toString();
    }

    /** Counts how often its characters are looked at. For one thread. */
    private static final class Counted implements CharSequence {
        private final String text;
        private long left;

        Counted(String text) {
            this.text = text;
            this.left = LOOKS_AT_EACH * text.length();
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new CleaningException("the pattern of a 'replace' looks at the " + text.length()
                        + " characters of a text more than " + LOOKS_AT_EACH
                        + " times each; rewrite it so that no alternative runs on to the end");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
