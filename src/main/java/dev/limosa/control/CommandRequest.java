package dev.limosa.control;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A command to be issued.
 *
 * @param kind {@link CommandKind#name()}
 * @param config the configuration it speaks of, without secrets, for the kinds that change it
 * @param issuedBy whom to name in the table, such as {@code anna@laptop}
 * @param idempotencyKey a second request of the same key is the first one's, not another command
 */
public record CommandRequest(
        String kind, Map<String, String> arguments, @Nullable String config, String issuedBy, String idempotencyKey) {

    public CommandRequest {
        arguments = Map.copyOf(arguments);
    }

    public static CommandRequest of(String kind, Map<String, String> arguments, String issuedBy) {
        return new CommandRequest(
                kind, arguments, null, issuedBy, UUID.randomUUID().toString());
    }
}
