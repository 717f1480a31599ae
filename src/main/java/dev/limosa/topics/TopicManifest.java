package dev.limosa.topics;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One class of topic, as a file of the {@code topics} folder describes it: a Strimzi {@code KafkaTopic} whose
 * {@code topicName} has placeholders ({@code <migration>.<schema>.<table>}).
 *
 * @param file where it was read, for messages
 * @param type the class's name: {@code metadata.name} without {@code limosa-}
 */
public record TopicManifest(
        String file,
        String type,
        String topicName,
        int replicas,
        Map<String, String> labels,
        Map<String, String> config) {

    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z]+)>");

    public TopicManifest {
        labels = Map.copyOf(labels);
        config = Map.copyOf(config);
    }

    /** Whether that topic of that migration is of this class. */
    boolean describes(String topic, String migration) {
        return pattern(migration).matcher(topic).matches();
    }

    private Pattern pattern(String migration) {
        StringBuilder regex = new StringBuilder();
        Matcher placeholders = PLACEHOLDER.matcher(topicName);
        int at = 0;
        while (placeholders.find()) {
            regex.append(Pattern.quote(topicName.substring(at, placeholders.start())));
            regex.append(
                    switch (placeholders.group(1)) {
                        case "migration" -> Pattern.quote(migration);
                        case "generation" -> "\\d+";
                            // An ordered group's topic has one part more, which no schema can be called.
                        case "schema" -> "(?:-ordered\\.)?[^.]+";
                        default -> "[^.]+";
                    });
            at = placeholders.end();
        }
        return Pattern.compile(regex + Pattern.quote(topicName.substring(at)));
    }
}
