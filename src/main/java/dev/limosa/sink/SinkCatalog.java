package dev.limosa.sink;

import dev.limosa.jdbc.SinkTables;
import dev.limosa.jdbc.SinkTables.Stored;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;

/** What {@code limosa.sink_table} says about one generation. */
final class SinkCatalog {

    private final SinkSettings settings;
    private final Map<String, Output> outputs = new HashMap<>();

    SinkCatalog(SinkSettings settings) {
        this.settings = settings;
    }

    /** Reads the generation's tables; those known already stay as they are. */
    void load(Connection target) throws SQLException {
        stored(target).stream()
                .collect(Collectors.groupingBy(stored -> stored.table().outputTopic()))
                .forEach((topic, stored) -> outputs.put(topic, output(topic, stored)));
    }

    private List<Stored> stored(Connection target) throws SQLException {
        try {
            return SinkTables.stored(target, settings.migration(), settings.generation());
        } catch (IllegalStateException e) {
            // Whoever runs the task stops it for good at this one only.
            throw new ConnectException(e.getMessage(), e);
        }
    }

    private static Output output(String topic, List<Stored> stored) {
        return new Output(
                topic,
                stored.stream().map(Stored::table).toList(),
                stored.stream().allMatch(Stored::constraintsMade));
    }

    /** The output topics that it knows. */
    Set<String> topics() {
        return outputs.keySet();
    }

    Output output(String topic) {
        Output output = outputs.get(topic);
        if (output == null) {
            throw new ConnectException("cannot write topic '" + topic + "': expected its tables in limosa.sink_table"
                    + " for migration '" + settings.migration() + "' generation " + settings.generation()
                    + ", found only topics " + outputs.keySet() + "; start the generation before its sink");
        }
        return output;
    }
}
