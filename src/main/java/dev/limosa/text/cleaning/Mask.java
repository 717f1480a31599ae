package dev.limosa.text.cleaning;

/**
 * What covers a stretch of text: one character is repeated for each of those that it covers, anything else stands once
 * for all of them.
 */
record Mask(String with) {

    void append(StringBuilder out, String text, int start, int end) {
        boolean each = with.codePointCount(0, with.length()) == 1;
        for (int i = each ? text.codePointCount(start, end) : 1; i > 0; i--) {
            out.append(with);
        }
    }
}
