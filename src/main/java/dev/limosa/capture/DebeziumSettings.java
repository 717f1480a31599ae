package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.OwnTables;
import java.util.Collection;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** How Debezium is configured: to stream changes of these tables from one log position, and nothing else. */
final class DebeziumSettings {

    private DebeziumSettings() {}

    static Properties of(MigrationConfig config, Collection<TableId> tables, long startLsn, String owner) {
        Properties p = new Properties();
        p.setProperty("name", "limosa-" + config.migration());
        p.setProperty("connector.class", TextConnector.class.getName());
        // Names Debezium's JMX beans too, and two engines of one name in a process wait for each other.
        p.setProperty("topic.prefix", "limosa-" + owner);
        database(config, p);
        stream(config, tables, p);
        batches(p);
        p.setProperty("offset.storage", SessionOffsetStore.class.getName());
        p.setProperty("offset.flush.interval.ms", "0");
        p.setProperty(SessionOffsetStore.START_LSN, Long.toString(startLsn));
        p.putAll(config.capture().properties());
        rows(p);
        return p;
    }

    /** Beyond the user's word: a filter would lose blocks of rows unseen, another form could not be read. */
    private static void rows(Properties p) {
        p.setProperty("message.prefix.include.list", RowStream.PREFIX);
        p.remove("message.prefix.exclude.list");
        p.setProperty("binary.handling.mode", "bytes");
    }

    private static void database(MigrationConfig config, Properties p) {
        Properties url = Driver.parseURL(config.source().url(), new Properties());
        if (url == null) {
            throw new IllegalArgumentException("cannot read source.url: expected jdbc:postgresql://host:port/database");
        }
        p.setProperty("database.hostname", url.getProperty("PGHOST"));
        p.setProperty("database.port", url.getProperty("PGPORT"));
        p.setProperty("database.dbname", url.getProperty("PGDBNAME"));
        p.setProperty("database.user", config.source().user());
        p.setProperty("database.password", config.source().password());
        p.setProperty("database.connection.factory.class", SourceConnections.class.getName());
        p.setProperty("database." + SourceConnections.URL, config.source().url());
    }

    private static void stream(MigrationConfig config, Collection<TableId> tables, Properties p) {
        p.setProperty("plugin.name", "pgoutput");
        p.setProperty("slot.name", config.capture().slot());
        p.setProperty("publication.name", config.capture().publication());
        p.setProperty("publication.autocreate.mode", "disabled");
        p.setProperty("snapshot.mode", "no_data");
        p.setProperty("lsn.flush.mode", "connector");
        p.setProperty("skipped.operations", "none");
        p.setProperty("tombstones.on.delete", "false");
        p.setProperty("errors.max.retries", "0");
        p.setProperty("xmin.fetch.interval.ms", "0");
        p.setProperty(
                "table.include.list",
                OwnTables.with(tables).stream().map(DebeziumSettings::pattern).collect(Collectors.joining(",")));
    }

    private static void batches(Properties p) {
        p.setProperty("max.batch.size", "8192");
        p.setProperty("max.queue.size", "16384");
        p.setProperty("max.queue.size.in.bytes", Long.toString(64L << 20));
        // Debezium waits that long for more whenever its queue is not full, which at a rate of some hundreds is always.
        // Less costs a service that has nothing to do: at 4 ms it was an eighth of a processor.
        p.setProperty("poll.interval.ms", "10");
    }

    /** A regular expression that matches this one table, without the commas that would end a list's entry. */
    private static String pattern(TableId table) {
        return Stream.of(table.schema(), table.name())
                .map(name -> name.codePoints()
                        .mapToObj(c -> Character.isLetterOrDigit(c) || c == '_'
                                ? Character.toString(c)
                                : String.format(Locale.ROOT, "\\x{%x}", c))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\\."));
    }
}
