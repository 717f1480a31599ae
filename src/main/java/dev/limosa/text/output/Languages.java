package dev.limosa.text.output;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which languages a text may be in, by its script. Where one is left, that is it; where several are, a detector has to
 * tell them apart, which costs as much as all the rest. Immutable.
 */
final class Languages {

    private final Map<Writing, List<String>> candidates = new EnumMap<>(Writing.class);
    private final String otherwise;

    /**
     * @param allowed none: all that are known
     * @param otherwise of a text in no language that is allowed
     */
    Languages(Collection<String> allowed, String otherwise) {
        this.otherwise = otherwise;
        for (Writing writing : Writing.values()) {
            List<String> here = new ArrayList<>(writing.languages());
            here.removeIf(language -> !allowed.isEmpty() && !allowed.contains(language));
            candidates.put(writing, here);
        }
        if (allowed.contains("ja") && !allowed.contains("zh")) {
            // A headline may well be without kana.
            candidates.put(Writing.HAN, List.of("ja"));
        }
    }

    Step step() {
        return context -> {
            ScriptCount scripts = new ScriptCount();
            Detector detector = needsDetector() ? Detector.load() : null;
            return (values, self, inputs) -> {
                String text = values.text(inputs[0]);
                values.text(self, text == null ? null : language(text, scripts.of(text), detector));
            };
        };
    }

    boolean needsDetector() {
        return candidates.values().stream().anyMatch(languages -> languages.size() > 1);
    }

    private String language(String text, @Nullable Writing writing, @Nullable Detector detector) {
        List<String> languages = writing == null ? List.of() : candidates.getOrDefault(writing, List.of());
        if (languages.isEmpty()) {
            return otherwise;
        }
        return languages.size() == 1 || detector == null ? languages.get(0) : detector.detect(text, languages);
    }
}
