package dev.limosa.topics;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.config.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * The name of every topic of one migration. Two different tables never share a name, not even after Kafka's own check,
 * which takes {@code .} and {@code _} for the same character.
 */
public record TopicNames(String migration) {

    private static final int LONGEST = 249;

    public TopicNames {
        if (!migration.matches(MigrationConfig.NAME)) {
            throw new IllegalArgumentException("cannot use migration name '" + migration
                    + "': expected 1 to 40 of a-z, 0-9 and -, beginning with a letter or digit");
        }
    }

    public String history(TableId table) {
        return checked(migration + "." + path(table));
    }

    public String output(int generation, TableId table) {
        return checked(migration + ".g" + generation + "." + path(table));
    }

    /**
     * The output topic of a group of tables that are applied in one order.
     *
     * @param first the table the group is named after
     */
    public String orderedOutput(int generation, TableId first) {
        return checked(migration + ".g" + generation + ".-ordered." + path(first));
    }

    /** Between the two halves of the term statistics of a table. */
    public String termsChannel(int generation, TableId table) {
        return checked(channels(generation) + path(table));
    }

    private String channels(int generation) {
        return migration + ".g" + generation + ".-terms.";
    }

    /** A store of a table's statistics. */
    public static String store(TermStore kind, TableId table) {
        return kind.label() + "." + path(table);
    }

    /**
     * What Kafka Streams calls the topics behind the stores of a table's term statistics.
     *
     * @param topic {@link #termsChannel} of the table; of any other topic there are none
     */
    public List<String> termsChangelogs(int generation, String topic) {
        String channels = channels(generation);
        if (!topic.startsWith(channels)) {
            return List.of();
        }
        String table = topic.substring(channels.length());
        return Stream.of(TermStore.values())
                .map(kind ->
                        checked(transformApplication(generation) + "-" + kind.label() + "." + table + "-changelog"))
                .toList();
    }

    public String position() {
        return migration + ".position";
    }

    public String schemas() {
        return migration + ".schemas";
    }

    public String deadLetters() {
        return migration + ".dlq";
    }

    /** What each replica says of itself. */
    public String status() {
        return migration + ".status";
    }

    public String captureGroup() {
        return migration + "-capture";
    }

    /** The Kafka Streams {@code application.id} of a generation. */
    public String transformApplication(int generation) {
        return migration + "-g" + generation + "-transform";
    }

    public String sinkGroup(int generation) {
        return migration + "-g" + generation + "-sink";
    }

    /** Fixed for ever: a new form of this id could not fence a producer that still uses the old one. */
    public String captureTransactionalId() {
        return migration + "-capture";
    }

    private static String path(TableId table) {
        String schema = encoded(table.schema(), true);
        // A schema called g1 would look like a generation.
        return (schema.matches("g\\d+") ? "-67" + schema.substring(1) : schema) + "." + encoded(table.name(), false);
    }

    /**
     * Letters and digits stay; {@code -} and two hex digits stand for any other byte. An underscore stays in the last
     * part of a name only, where it can't be taken for the dot before it.
     */
    private static String encoded(String identifier, boolean escapeUnderscore) {
        StringBuilder out = new StringBuilder(identifier.length() + 8);
        for (byte b : identifier.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (plain || c == '_' && !escapeUnderscore) {
                out.append(c);
            } else {
                out.append('-').append(hex(c >> 4)).append(hex(c & 15));
            }
        }
        return out.toString();
    }

    private static char hex(int digit) {
        return Character.forDigit(digit, 16);
    }

    private static String checked(String topic) {
        if (topic.length() > LONGEST) {
            throw new RefusedException("cannot name topic '" + topic + "': expected at most " + LONGEST
                    + " characters, found " + topic.length() + "; rename the table or shorten the migration's name");
        }
        return topic;
    }
}
