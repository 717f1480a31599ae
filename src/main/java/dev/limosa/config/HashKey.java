package dev.limosa.config;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The key of a keyed hash: it can be worked with and compared, and neither printed nor written. Immutable. */
public final class HashKey {

    private static final int LEAST_BYTES = 16;
    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] CONSTANT = "limosa hash key".getBytes(StandardCharsets.UTF_8);

    private final SecretKeySpec key;

    /** @throws IllegalArgumentException if it is so short that it can be guessed; the message does not hold it */
    public HashKey(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < LEAST_BYTES) {
            throw new IllegalArgumentException("expected a key of at least " + LEAST_BYTES + " bytes, found "
                    + bytes.length + "; make one with 'openssl rand -hex 32'");
        }
        key = new SecretKeySpec(bytes, ALGORITHM);
    }

    /** HMAC-SHA-256 with this key; for one thread. */
    public Mac newMac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("BUG: every Java has " + ALGORITHM, e);
        }
    }

    /** What may be known of it: the hash of a constant, by which a process with another key is found out. */
    public String check() {
        return HexFormat.of().formatHex(newMac().doFinal(CONSTANT));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HashKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
