package dev.limosa.text.analysis;

import dev.limosa.text.Resources;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.apache.lucene.util.ResourceLoader;

/**
 * What Lucene's factories read: declared and built-in resources, by their names. No file and no class path, so that a
 * chain's output hangs on nothing that its fingerprint does not know.
 */
final class DeclaredResources implements ResourceLoader {

    private final Resources resources;
    private final Set<String> opened = new TreeSet<>();

    DeclaredResources(Resources resources) {
        this.resources = resources;
    }

    @Override
    public InputStream openResource(String name) {
        byte[] bytes = resources.bytes(name);
        opened.add(name);
        return new ByteArrayInputStream(bytes);
    }

    /** Stemmers, encoders and the like: Lucene's and ours, no others. */
    @Override
    public <T> Class<? extends T> findClass(String name, Class<T> expected) {
        if (!name.startsWith("org.apache.lucene.") && !name.startsWith("org.tartarus.snowball.")) {
            throw new IllegalArgumentException("expected the name of a class of Lucene's, found '" + name + "'");
        }
        try {
            return Class.forName(name).asSubclass(expected);
        } catch (ClassNotFoundException | ClassCastException e) {
            throw new IllegalArgumentException("expected a " + expected.getSimpleName() + ", found '" + name + "'", e);
        }
    }

    /** @throws IllegalArgumentException naming the resource that is not UTF-8, and what it may be */
    void requireUtf8() {
        opened.forEach(resources::lines);
    }

    Set<String> opened() {
        return opened;
    }
}
