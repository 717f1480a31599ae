package dev.limosa.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Files of words are UTF-8. Chinese ones often are not, and a list that is read wrongly finds nothing and says nothing.
 */
final class Utf8 {

    private Utf8() {}

    /**
     * @return without a byte order mark
     * @throws IllegalArgumentException saying where it stops being UTF-8, and what it may be instead
     */
    static String decode(byte[] bytes) {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (result.isError()) {
            long line = text.chars().filter(c -> c == '\n').count() + 1;
            throw new IllegalArgumentException(String.format(
                            Locale.ROOT, "expected UTF-8, found byte 0x%02x in line %d", bytes[in.position()], line)
                    + guess(bytes));
        }
        String decoded = text.toString();
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    private static String guess(byte[] bytes) {
        if (bytes.length > 1 && (bytes[0] & 0xff) >= 0xfe && (bytes[1] & 0xff) >= 0xfe) {
            return "; it looks like UTF-16: convert it with 'iconv -f utf-16 -t utf-8'";
        }
        return isGb18030(bytes) ? "; it looks like GBK: convert it with 'iconv -f gb18030 -t utf-8'" : "";
    }

    private static boolean isGb18030(byte[] bytes) {
        try {
            Charset.forName("GB18030").newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
