package dev.limosa.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.limosa.config.RefusedException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code limosa.command}.
 *
 * @param acceptedBy the replica that carries it out, null while none has taken it
 * @param outcome null until it is finished
 * @param message how far it is, then what came of it
 */
public record Command(
        long id,
        String kind,
        Map<String, String> arguments,
        @Nullable String config,
        String issuedBy,
        @Nullable String acceptedBy,
        @Nullable Outcome outcome,
        @Nullable String message) {

    static final String COLUMNS = "id, kind, arguments, config, issued_by, accepted_by, outcome, message";

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public Command {
        arguments = Map.copyOf(arguments);
    }

    /** @throws RefusedException if it is missing */
    public String argument(String name) {
        String value = arguments.get(name);
        if (value == null) {
            throw new RefusedException("cannot carry out '" + kind + "': expected the argument '" + name + "', found "
                    + arguments.keySet());
        }
        return value;
    }

    /** @param row at {@link #COLUMNS} */
    static Command of(ResultSet row) throws SQLException {
        String outcome = row.getString(7);
        return new Command(
                row.getLong(1),
                row.getString(2),
                arguments(row.getString(3)),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                outcome == null ? null : Outcome.of(outcome),
                row.getString(8));
    }

    static String json(Map<String, String> arguments) {
        try {
            return JSON.writeValueAsString(arguments);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot write a command's arguments", e);
        }
    }

    /** What is no string is taken as its JSON, so that no row written by hand can stop the others. */
    private static Map<String, String> arguments(String json) {
        try {
            Map<String, String> arguments = new HashMap<>();
            JSON.readTree(json)
                    .properties()
                    .forEach(field -> arguments.put(
                            field.getKey(),
                            field.getValue().isTextual()
                                    ? field.getValue().textValue()
                                    : field.getValue().toString()));
            return arguments;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("BUG: cannot read the JSON of a jsonb column", e);
        }
    }
}
