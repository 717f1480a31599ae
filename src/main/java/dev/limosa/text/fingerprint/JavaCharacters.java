package dev.limosa.text.fingerprint;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What this JVM knows about characters. Lucene's filters and HanLP ask {@link Character}, whose tables change with the
 * version of Java; two versions with equal tables make the same tokens.
 */
final class JavaCharacters {

    private static final String SHA256 = compute();

    private JavaCharacters() {}

    static String sha256() {
        return SHA256;
    }

    private static String compute() {
        MessageDigest digest = Canonical.digest();
        ByteBuffer table = ByteBuffer.allocate(1 << 12);
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (table.remaining() < 16) {
                digest.update(table.flip());
                table.clear();
            }
            table.putInt(Character.getType(c) << 4 | (Character.isWhitespace(c) ? 1 : 0));
            table.putInt(Character.toLowerCase(c)).putInt(Character.toUpperCase(c));
        }
        digest.update(table.flip());
        return HexFormat.of().formatHex(digest.digest());
    }
}
