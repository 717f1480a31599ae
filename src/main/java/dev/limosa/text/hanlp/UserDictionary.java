package dev.limosa.text.hanlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary.Attribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Words of the user's own, one a line: {@code word [tag [frequency]]}, as HanLP has it, {@code word [frequency [tag]]},
 * as jieba has it, or the word alone, as IK has it. A word is found where the words that were found without it add up
 * to it; tag and frequency matter to the recognition of names only. Immutable.
 */
public final class UserDictionary {

    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern TAG = Pattern.compile("[a-z][A-Za-z0-9]{0,9}");
    private static final String DEFAULT = "nz 1000";

    private final DoubleArrayTrie<Attribute> words = new DoubleArrayTrie<>(true);

    private UserDictionary() {}

    /**
     * @param lines without blank ones
     * @throws IllegalArgumentException naming the line that is none of a dictionary
     */
    public static UserDictionary parse(List<String> lines) {
        HanLp.load();
        Map<String, Attribute> attributes = new HashMap<>();
        TreeMap<String, Attribute> sorted = new TreeMap<>();
        for (String line : lines) {
            String[] columns = BLANKS.split(line.strip());
            sorted.put(columns[0], attributes.computeIfAbsent(kind(line, columns), UserDictionary::attribute));
        }
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("expected at least one word, found none");
        }
        UserDictionary dictionary = new UserDictionary();
        dictionary.words.build(sorted);
        return dictionary;
    }

    /** Tags and frequencies in HanLP's order; words without either share one object, as do all that are alike. */
    private static String kind(String line, String[] columns) {
        List<String> tags = new ArrayList<>();
        List<String> frequencies = new ArrayList<>();
        for (int i = 1; i < columns.length; i++) {
            boolean number = NUMBER.matcher(columns[i]).matches();
            if (!number && !TAG.matcher(columns[i]).matches()) {
                throw new IllegalArgumentException("expected 'word [tag [frequency]]', found '" + line + "'");
            }
            (number ? frequencies : tags).add(columns[i]);
        }
        return kind(tags, frequencies);
    }

    private static String kind(List<String> tags, List<String> frequencies) {
        if (tags.isEmpty()) {
            return frequencies.isEmpty() ? DEFAULT : "nz " + frequencies.get(0);
        }
        StringBuilder kind = new StringBuilder();
        for (int i = 0; i < tags.size(); i++) {
            kind.append(i == 0 ? "" : " ").append(tags.get(i)).append(' ');
            kind.append(i < frequencies.size() ? frequencies.get(i) : "1000");
        }
        return kind.toString();
    }

    /** A tag that HanLP does not know is not made known to it: that would be to the whole process. */
    private static Attribute attribute(String kind) {
        String[] columns = kind.split(" ", -1);
        Attribute attribute = new Attribute(columns.length / 2);
        for (int i = 0; i < attribute.nature.length; i++) {
            Nature nature = Nature.fromString(columns[2 * i]);
            attribute.nature[i] = nature == null ? Nature.nz : nature;
            attribute.frequency[i] = Integer.parseInt(columns[2 * i + 1]);
            attribute.totalFrequency += attribute.frequency[i];
        }
        return attribute;
    }

    public int size() {
        return words.size();
    }

    DoubleArrayTrie<Attribute> words() {
        return words;
    }
}
