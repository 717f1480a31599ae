package dev.limosa.text.hanlp;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Traditional and simplified Chinese, with HanLP's tables: at each place the longest entry. Like HanLP's own
 * conversion, but it makes nothing of a text that stays as it is. Immutable.
 */
public final class ZhConversion {

    private final DoubleArrayTrie<String> entries = new DoubleArrayTrie<>(true);
    private final int root;

    /** Takes each entry that was found. */
    public interface Found {
        /** {@code value} stands for the chars from {@code start} to {@code end}. */
        void entry(int start, int end, String value);
    }

    private ZhConversion(String table) {
        TreeMap<String, String> sorted = new TreeMap<>();
        String path = "/data/dictionary/tc/" + table;
        try (InputStream in = Objects.requireNonNull(HanLP.class.getResourceAsStream(path), path);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split("=", 2)).forEach(pair -> sorted.put(pair[0], pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + " from HanLP's jar", e);
        }
        entries.build(sorted);
        root = entries.getBase()[0];
    }

    public static ZhConversion toSimplified() {
        return Simplified.TABLE;
    }

    /** This way many characters have several forms: the table has phrases, and is by far the longer one. */
    public static ZhConversion toTraditional() {
        return Traditional.TABLE;
    }

    private static final class Simplified {
        private static final ZhConversion TABLE = new ZhConversion("t2s.txt");
    }

    private static final class Traditional {
        private static final ZhConversion TABLE = new ZhConversion("s2t.txt");
    }

    /** @return the same object if nothing changes */
    public String convert(String text) {
        Copy copy = new Copy(text);
        find(text, copy);
        return copy.whole();
    }

    /** From the text's beginning to its end; no entry lies in another. */
    public void find(CharSequence text, Found found) {
        int start = 0;
        while (start < text.length()) {
            int end = start;
            String value = null;
            int state = root;
            for (int at = start; at < text.length(); at++) {
                state = entries.transition(text.charAt(at), state);
                if (state < 0) {
                    break;
                }
                String longer = entries.output(state);
                if (longer != null) {
                    value = longer;
                    end = at + 1;
                }
            }
            if (value != null) {
                found.entry(start, end, value);
            }
            start = Math.max(end, start + 1);
        }
    }

    /** A copy that begins with the first entry that changes something. */
    private static final class Copy implements Found {
        private final String text;
        private @Nullable StringBuilder out;
        private int copied;

        Copy(String text) {
            this.text = text;
        }

        @Override
        public void entry(int start, int end, String value) {
            if (value.length() == end - start && text.startsWith(value, start)) {
                return;
            }
            if (out == null) {
                out = new StringBuilder(text.length() + 16);
            }
            out.append(text, copied, start).append(value);
            copied = end;
        }

        String whole() {
            return out == null ? text : out.append(text, copied, text.length()).toString();
        }
    }
}
