package dev.limosa.text.cleaning;

import dev.limosa.config.HashKey;
import dev.limosa.config.TextStep;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;

/**
 * HMAC-SHA-256 of a text's UTF-8: equal texts stay equal, over all columns with the same key, and without the key
 * nobody finds out which they were by trying.
 */
final class KeyedHash implements UnaryOperator<String> {

    /** One for each thread: making one takes longer than hashing a short text. */
    private final ThreadLocal<Mac> macs;

    private final boolean hex;
    private final int length;

    private KeyedHash(HashKey key, boolean hex, int length) {
        this.macs = ThreadLocal.withInitial(key::newMac);
        this.hex = hex;
        this.length = length;
    }

    static KeyedHash of(TextStep step) {
        HashKey key = step.key();
        if (key == null) {
            throw new IllegalArgumentException("expected a reference to a secret as 'key' of 'hash', found none;"
                    + " write ${env:NAME} or ${file:/path:key}");
        }
        return new KeyedHash(key, step.text("encoding").equals("hex"), step.number("length"));
    }

    @Override
    public String apply(String text) {
        byte[] hash = macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
        String encoded = hex
                ? HexFormat.of().formatHex(hash)
                : Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        return encoded.substring(0, Math.min(length, encoded.length()));
    }
}
