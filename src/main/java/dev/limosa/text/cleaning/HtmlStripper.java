package dev.limosa.text.cleaning;

import java.util.Locale;
import java.util.Set;

/**
 * Takes the HTML out of one text in one pass.
 *
 * <p>Lucene's {@code HTMLStripCharFilter} is not used for this: its scanner starts over at every {@code <} that turns
 * out to begin nothing, and a few kilobytes of {@code <a b='' c='} or {@code <?} keep it busy for seconds. Here a tag's
 * quotes are followed only once over any stretch of the text: where that leads nowhere, {@link #unquotedUntil} makes
 * the tags inside that stretch end at their next {@code >}.
 */
final class HtmlStripper {

    /** Elements that don't break a line. */
    private static final Set<String> INLINE = Set.of(
            "a",
            "abbr",
            "acronym",
            "b",
            "basefont",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "img",
            "input",
            "ins",
            "kbd",
            "label",
            "mark",
            "nobr",
            "q",
            "rp",
            "rt",
            "ruby",
            "s",
            "samp",
            "select",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "textarea",
            "time",
            "tt",
            "u",
            "var",
            "wbr");

    private final String text;
    private final StringBuilder out;
    private int at;
    private int unquotedUntil;
    /** Ends that were looked for in vain are not looked for again: it would be in vain from any later place too. */
    private boolean noCommentEnd;

    private boolean noCdataEnd;
    private boolean noScriptEnd;
    private boolean noStyleEnd;

    private HtmlStripper(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /**
     * Leaves of HTML what a reader would see. Tags of inline elements vanish, all others become a line feed; comments,
     * scripts and styles go with what is in them; character references become characters. A construct that never ends
     * is no HTML and stays as text, and so does a {@code <} or {@code &} that begins none: nothing is lost.
     */
    static String strip(String text) {
        return text.indexOf('<') < 0 && text.indexOf('&') < 0 ? text : new HtmlStripper(text).strip();
    }

    private String strip() {
        while (at < text.length()) {
            int next = nextMark(at);
            out.append(text, at, next);
            at = next;
            if (at < text.length() && !(text.charAt(at) == '<' ? markup() : reference())) {
                out.append(text.charAt(at++));
            }
        }
        return out.length() == text.length() && text.contentEquals(out) ? text : out.toString();
    }

    private int nextMark(int from) {
        int next = from;
        while (next < text.length() && text.charAt(next) != '<' && text.charAt(next) != '&') {
            next++;
        }
        return next;
    }

    /** Steps over what begins with the {@code <} here; false if it is only a character. */
    private boolean markup() {
        if (text.startsWith("<!--", at)) {
            return comment();
        }
        if (text.startsWith("<![CDATA[", at)) {
            return cdata();
        }
        return switch (charAt(at + 1)) {
            case '!', '?' -> jumpTo(unquotedEnd(at + 2));
            case '/' -> isLetter(charAt(at + 2)) && tag(at + 2);
            default -> isLetter(charAt(at + 1)) && tag(at + 1);
        };
    }

    private boolean comment() {
        int end = noCommentEnd ? -1 : text.indexOf("-->", at + 2);
        noCommentEnd = end < 0;
        return end >= 0 && jumpTo(end + 3);
    }

    private boolean cdata() {
        int end = noCdataEnd ? -1 : text.indexOf("]]>", at + 9);
        noCdataEnd = end < 0;
        if (end < 0) {
            return false;
        }
        out.append(text, at + 9, end);
        return jumpTo(end + 3);
    }

    private boolean tag(int nameStart) {
        int nameEnd = nameEnd(nameStart);
        char after = charAt(nameEnd);
        if (after != '>' && after != '/' && !WhiteSpace.is(after)) {
            return false;
        }
        boolean opens = nameStart == at + 1;
        if (!jumpTo(tagEnd(nameEnd))) {
            return false;
        }
        String name = text.substring(nameStart, nameEnd).toLowerCase(Locale.ROOT);
        if (!INLINE.contains(name)) {
            out.append('\n');
        }
        if (opens) {
            stepOverContent(name);
        }
        return true;
    }

    /** The first place behind the tag, or -1 if it never ends. */
    private int tagEnd(int from) {
        return from < unquotedUntil ? unquotedEnd(from) : quotedEnd(from);
    }

    private int unquotedEnd(int from) {
        for (int i = from; i < text.length() && text.charAt(i) != '<'; i++) {
            if (text.charAt(i) == '>') {
                return i + 1;
            }
        }
        return -1;
    }

    private int quotedEnd(int from) {
        char quote = 0;
        boolean value = false;
        int i = from;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '>') {
                return i + 1;
            } else if (c == '<') {
                break;
            } else if (value && (c == '"' || c == '\'')) {
                quote = c;
            }
            value = c == '=' || value && WhiteSpace.is(c);
        }
        unquotedUntil = i;
        return unquotedEnd(from);
    }

    private void stepOverContent(String name) {
        if (name.equals("script") && !noScriptEnd) {
            noScriptEnd = !stepTo("</script");
        } else if (name.equals("style") && !noStyleEnd) {
            noStyleEnd = !stepTo("</style");
        }
    }

    private boolean stepTo(String endTag) {
        for (int i = text.indexOf("</", at); i >= 0; i = text.indexOf("</", i + 2)) {
            if (text.regionMatches(true, i, endTag, 0, endTag.length())) {
                return jumpTo(i);
            }
        }
        return false;
    }

    private boolean reference() {
        int end = at + 1;
        while (end < text.length() && end - at <= CharacterReference.LONGEST && isReferenceChar(text.charAt(end))) {
            end++;
        }
        String character = charAt(end) == ';' ? CharacterReference.resolve(text.substring(at + 1, end)) : "";
        out.append(character);
        return !character.isEmpty() && jumpTo(end + 1);
    }

    private boolean jumpTo(int to) {
        if (to < 0) {
            return false;
        }
        at = to;
        return true;
    }

    private int nameEnd(int from) {
        int end = from;
        while (isLetter(charAt(end)) || isDigit(charAt(end)) || charAt(end) == '-' || charAt(end) == ':') {
            end++;
        }
        return end;
    }

    private char charAt(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static boolean isReferenceChar(char c) {
        return c == '#' || isLetter(c) || isDigit(c);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
