package dev.limosa.transform;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;

/**
 * The distinct terms of one row.
 *
 * @param language what they are counted under, '' if the table has no language
 */
public record DocumentTerms(String language, Set<String> terms) {

    /** Stands between language and term, and between terms: no value of PostgreSQL holds it. */
    static final char SEPARATOR = '\0';

    static final DocumentTerms NONE = new DocumentTerms("", Set.of());

    /** What a term is counted under. */
    static Bytes key(String language, String term) {
        return Bytes.wrap((language + SEPARATOR + term).getBytes(StandardCharsets.UTF_8));
    }

    /** Each term with its language before it, as it is counted. */
    public Stream<String> keys() {
        return terms.stream().map(term -> language + SEPARATOR + term);
    }

    boolean isEmpty() {
        return terms.isEmpty();
    }

    boolean has(String ofLanguage, String term) {
        return language.equals(ofLanguage) && terms.contains(term);
    }
}
