package dev.limosa.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.limosa.change.SinkTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;

/** What {@code limosa.sink_table} says about one generation. */
final class SinkCatalog {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SELECT = "SELECT output_topic, definition, constraints_made FROM limosa.sink_table"
            + " WHERE migration = ? AND generation = ? ORDER BY history_topic";

    private final SinkSettings settings;
    private final Map<String, Output> outputs = new HashMap<>();

    SinkCatalog(SinkSettings settings) {
        this.settings = settings;
    }

    /** Reads the generation's tables; those known already stay as they are. */
    void load(Connection target) throws SQLException {
        Map<String, List<SinkTable>> tables = new HashMap<>();
        Set<String> unmade = new HashSet<>();
        try (PreparedStatement select = target.prepareStatement(SELECT)) {
            select.setString(1, settings.migration());
            select.setInt(2, settings.generation());
            ResultSet rows = select.executeQuery();
            while (rows.next()) {
                String topic = rows.getString(1);
                tables.computeIfAbsent(topic, t -> new ArrayList<>()).add(table(rows.getString(2), topic));
                if (!rows.getBoolean(3)) {
                    unmade.add(topic);
                }
            }
        }
        tables.forEach((topic, of) -> outputs.put(topic, new Output(topic, of, !unmade.contains(topic))));
    }

    private static SinkTable table(String definition, String topic) {
        try {
            return JSON.readValue(definition, SinkTable.class);
        } catch (JsonProcessingException e) {
            throw new ConnectException(
                    "cannot read definition of topic '" + topic + "' in limosa.sink_table: expected JSON of a table,"
                            + " found " + definition.length() + " characters that are none; was it written by another"
                            + " version?",
                    e);
        }
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
