package dev.limosa.bench;

import dev.limosa.demo.PostgresServer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * The same rows by one binary COPY from source to target, through one thread of this process. Done twice; the cheaper
 * one counts, since the first also pays for cold caches and for code that is not compiled yet.
 */
final class CopyYardstick {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Meter meter;
    private final int rows;

    CopyYardstick(Meter meter, int rows) {
        this.meter = meter;
        this.rows = rows;
    }

    Phase measure(PostgresServer source, PostgresServer target) throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            Phase first = copy(from, to);
            Phase second = copy(from, to);
            return first.cpu() < second.cpu() ? first : second;
        }
    }

    private Phase copy(Connection from, Connection to) throws SQLException {
        execute(to, "CREATE TABLE documents_copy" + SourceTable.COLUMNS);
        SourceTable.settle(to);
        Usage before = meter.usage();
        long threadBefore = THREADS.getCurrentThreadCpuTime();
        pipe(
                from.unwrap(PGConnection.class).getCopyAPI(),
                to.unwrap(PGConnection.class).getCopyAPI());
        double pipe = (THREADS.getCurrentThreadCpuTime() - threadBefore) / 1e9;
        Phase phase = withPipe(Phase.between("copy", rows, before, meter.usage(), before.at()), pipe);
        execute(to, "DROP TABLE documents_copy");
        SourceTable.settle(to);
        return phase;
    }

    private static Phase withPipe(Phase phase, double pipe) {
        Map<String, Double> cpu = new LinkedHashMap<>(phase.cpuSeconds());
        cpu.put("pipe", pipe);
        return new Phase(
                phase.name(),
                phase.rows(),
                phase.from(),
                phase.to(),
                phase.seconds(),
                cpu,
                phase.driver() - pipe,
                phase.otherLoad(),
                phase.stolen());
    }

    private static void pipe(CopyManager from, CopyManager to) throws SQLException {
        CopyOut out = from.copyOut("COPY documents TO STDOUT (FORMAT binary)");
        CopyIn in = to.copyIn("COPY documents_copy FROM STDIN (FORMAT binary)");
        for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
            in.writeToCopy(row, 0, row.length);
        }
        in.endCopy();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
