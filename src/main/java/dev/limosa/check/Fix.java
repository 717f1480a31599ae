package dev.limosa.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What mends a finding.
 *
 * @param command a command or a line of the configuration, to be copied
 * @param cost what it takes, if that is not nothing
 * @param action how Limosa does it by itself; null where a person has to
 * @param safe whether it may be done without being asked for by its code: it touches nothing but Limosa's own topics,
 *     deletes nothing and is taken back by one command
 */
public record Fix(String command, @Nullable String cost, @Nullable Action action, boolean safe) {

    /** What Limosa does for a fix. */
    public sealed interface Action {}

    /** Statements for the source; they give up rather than wait for a lock others queue behind. */
    record OnSource(List<String> statements) implements Action {}

    record TopicSetting(String topic, String key, String value) implements Action {}

    static Fix byHand(String command) {
        return new Fix(command, null, null, false);
    }

    /** Done only if its code is given. */
    static Fix ifAsked(String command, String cost, Action action) {
        return new Fix(command, cost, action, false);
    }

    static Fix safe(String command, Action action) {
        return new Fix(command, null, action, true);
    }
}
