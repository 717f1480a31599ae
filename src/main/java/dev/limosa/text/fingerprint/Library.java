package dev.limosa.text.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A jar that code or data of the text engine came from. Its bytes count, not only the version it calls itself: models
 * and dictionaries lie in jars.
 *
 * @param version and the jar's SHA-256
 */
record Library(String name, String version) {

    private static final Pattern JAR = Pattern.compile("(.+?)-((?:portable-)?\\d.*)\\.jar");
    private static final Map<Path, Library> KNOWN = new ConcurrentHashMap<>();

    /** The jar of the class, or null if the class is the JDK's or lies in a folder, as our own do during a build. */
    static @Nullable Library of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return null;
        }
        try {
            Path jar = Path.of(source.getLocation().toURI());
            return Files.isRegularFile(jar) ? KNOWN.computeIfAbsent(jar, Library::read) : null;
        } catch (URISyntaxException e) {
            throw new IllegalStateException("BUG: the place of " + type + " is no URI", e);
        }
    }

    private static Library read(Path jar) {
        String file = String.valueOf(jar.getFileName());
        Matcher parts = JAR.matcher(file);
        boolean named = parts.matches();
        return new Library(
                named ? parts.group(1) : file, (named ? parts.group(2) : "?") + ", SHA-256 of its jar " + sha256(jar));
    }

    private static String sha256(Path file) {
        MessageDigest digest = Canonical.digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read library '" + file + "'", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
