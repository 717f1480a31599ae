package dev.limosa.service;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.SourceSignals;
import dev.limosa.verify.Repair;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Has rows that differ read again: the source's present row goes through the log, ordered like any change. */
public final class RereadRepair implements Repair, AutoCloseable {

    private final Connection source;
    private final SourceSignals signals;

    /** @param by who asks for it */
    public RereadRepair(MigrationConfig config, String by) throws SQLException {
        source = Databases.connect(config.source(), "limosa repair");
        signals = new SourceSignals(source, config.migration(), config.capture().publication(), by);
    }

    @Override
    public void repair(TableId table, List<byte[]> keys) throws SQLException {
        signals.reread(
                table,
                keys.stream()
                        .map(key -> new String(key, StandardCharsets.UTF_8))
                        .toList());
    }

    @Override
    public void close() {
        Databases.discard(source);
    }
}
