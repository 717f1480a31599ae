package dev.limosa.text;

import dev.limosa.config.Suggestion;
import dev.limosa.config.TextConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files that components read, by their names: those of the configuration, read once and known by their SHA-256, and
 * those that are built in. For any number of threads; keeps the bytes, so it is let go when everything is compiled.
 */
public final class Resources {

    private static final Content UNREADABLE = new Content("", new byte[0], "");

    private final Map<String, Content> declared = new TreeMap<>();
    private final Map<String, Content> builtIn = new ConcurrentHashMap<>();

    private record Content(String origin, byte[] bytes, String sha256) {}

    private Resources() {}

    /** @param problems takes, each with its place, what is wrong: a file that is missing, or another one */
    public static Resources read(TextConfig config, List<String> problems) {
        Resources resources = new Resources();
        for (TextConfig.Resource resource : config.resources().values()) {
            Content content = UNREADABLE;
            try {
                content = readFile(resource);
            } catch (IllegalArgumentException e) {
                problems.add(resource.place() + ": " + e.getMessage());
            }
            resources.declared.put(resource.name(), content);
        }
        return resources;
    }

    private static Content readFile(TextConfig.Resource resource) {
        String what = "cannot read resource '" + resource.name() + "' from '" + resource.file() + "': ";
        if (BuiltInResources.PATHS.containsKey(resource.name())) {
            throw new IllegalArgumentException(
                    "resource '" + resource.name() + "' is built in; give the file another name");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(resource.file());
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(what + "there is no such file", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(what + e, e);
        }
        String found = sha256(bytes);
        if (!found.equals(resource.sha256())) {
            throw new IllegalArgumentException(what + "expected sha256 " + resource.sha256() + ", found " + found
                    + "; if the file is right, put that into the configuration");
        }
        return new Content(resource.file().toString(), bytes, found);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether there is such a resource; one that could not be read counts. */
    public boolean has(String name) {
        return declared.containsKey(name) || BuiltInResources.PATHS.containsKey(name);
    }

    /** False for one whose problem was told already: it is empty. */
    public boolean isReadable(String name) {
        return content(name) != UNREADABLE;
    }

    /** All names, sorted. */
    public Set<String> names() {
        Set<String> names = new TreeSet<>(declared.keySet());
        names.addAll(BuiltInResources.PATHS.keySet());
        return Collections.unmodifiableSet(names);
    }

    /** As they are in the file. Only to be read. */
    public byte[] bytes(String name) {
        return content(name).bytes();
    }

    /**
     * Without blank lines, and without those that begin with {@code #}; each without white space around it.
     *
     * @throws IllegalArgumentException if the file is not UTF-8; the message says what it may be
     */
    public List<String> lines(String name) {
        Content content = content(name);
        try {
            return Utf8.decode(content.bytes())
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && line.charAt(0) != '#')
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "cannot read resource '" + name + "' from '" + content.origin() + "': " + e.getMessage(), e);
        }
    }

    /** 64 hexadecimal digits in lower case. */
    public String sha256(String name) {
        return content(name).sha256();
    }

    /** @throws IllegalArgumentException if there is no such resource; the message says which there are */
    private Content content(String name) {
        Content content = declared.get(name);
        if (content != null) {
            return content;
        }
        String path = BuiltInResources.PATHS.get(name);
        if (path == null) {
            throw new IllegalArgumentException("unknown resource '" + name + "'; " + Suggestion.among(name, names())
                    + " A file has to be declared under 'text.resources'");
        }
        return builtIn.computeIfAbsent(name, key -> fromClassPath(path));
    }

    private static Content fromClassPath(String path) {
        try (InputStream in = Resources.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("BUG: " + path + " is not on the class path");
            }
            byte[] bytes = in.readAllBytes();
            return new Content(path, bytes, sha256(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " from the class path", e);
        }
    }
}
