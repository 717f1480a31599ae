package dev.limosa.text.cleaning;

/**
 * The two widths of what is printable in ASCII, of the blank and of seven signs such as {@code ￥}. Unlike NFKC, it
 * leaves everything else alone: kana, Hangul, ligatures, circled numbers, {@code ㎏}.
 */
final class Width {

    private static final char IDEOGRAPHIC_SPACE = '\u3000';
    private static final char FIRST_FULL = '\uFF01';
    private static final int APART = FIRST_FULL - '!';
    private static final String FULL_SIGNS = "￠￡￢￣￤￥￦";
    private static final String HALF_SIGNS = "¢£¬¯¦¥₩";

    private Width() {}

    static char half(char c) {
        if (c < IDEOGRAPHIC_SPACE) {
            return c;
        }
        if (c >= FIRST_FULL && c <= '～') {
            return (char) (c - APART);
        }
        int sign = c >= '￠' ? FULL_SIGNS.indexOf(c) : -1;
        return c == IDEOGRAPHIC_SPACE ? ' ' : sign < 0 ? c : HALF_SIGNS.charAt(sign);
    }

    static char full(char c) {
        if (c >= '!' && c <= '~') {
            return (char) (c + APART);
        }
        int sign = c >= '¢' && c <= '₩' ? HALF_SIGNS.indexOf(c) : -1;
        return c == ' ' ? IDEOGRAPHIC_SPACE : sign < 0 ? c : FULL_SIGNS.charAt(sign);
    }

    static String half(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (half(text.charAt(at)) != text.charAt(at)) {
                char[] chars = text.toCharArray();
                for (int i = at; i < chars.length; i++) {
                    chars[i] = half(chars[i]);
                }
                return new String(chars);
            }
        }
        return text;
    }

    static String full(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (full(text.charAt(at)) != text.charAt(at)) {
                char[] chars = text.toCharArray();
                for (int i = at; i < chars.length; i++) {
                    chars[i] = full(chars[i]);
                }
                return new String(chars);
            }
        }
        return text;
    }
}
