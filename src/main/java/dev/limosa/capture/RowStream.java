package dev.limosa.capture;

import dev.limosa.change.TableId;
import dev.limosa.jdbc.OwnTables;
import io.debezium.connector.postgresql.connection.LogicalDecodingMessage;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Operation;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.relational.Tables.TableFilter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Debezium's stream of messages, with the rows of a transaction put together: it passes on one message, of the kind
 * whose bytes Debezium carries as they are, for all of them or for as many as fill a block. For each row by itself
 * Debezium would make three Structs, an offset and a record, several times the work of reading it from the wire.
 *
 * <p>All other messages pass in their place: the end of a transaction behind its rows, TRUNCATE between them, Limosa's
 * own tables as Debezium's events. Logical messages, which any session of the source may write, end here.
 */
final class RowStream implements ReplicationStream {

    /** What the messages are called that hold a block. */
    static final String PREFIX = "limosa.rows";

    private static final int FULL_BYTES = 64 * 1024;
    /** Then Debezium may look whether it is to stop. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final Duration REST = Duration.ofMillis(5);

    private final ReplicationStream stream;
    private final TableFilter captured;
    private final Arrivals arrivals;
    /** By the name as messages have it. Empty: not for a block. */
    private final Map<String, Optional<TableId>> tables = new HashMap<>();

    private final RowBlockWriter block;
    private @Nullable ReplicationMessage lastRow;
    private @Nullable Lsn lastRowLsn;
    private boolean sending;

    RowStream(ReplicationStream stream, TableFilter captured, RelationTypes types, Arrivals arrivals) {
        this.stream = stream;
        this.captured = captured;
        this.block = new RowBlockWriter(types);
        this.arrivals = arrivals;
    }

    @Override
    public void read(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        stream.read(message -> accept(message, processor));
    }

    /**
     * Reads all that has come, then lets more come: a reader that waits for each next message costs the server a
     * wake-up for every row it sends, and both sides the switch of threads. Debezium's own rounds do work of theirs
     * between two messages, too.
     */
    @Override
    public boolean readPending(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        ReplicationMessageProcessor rows = message -> accept(message, processor);
        int messages = 0;
        while (messages < MOST_AT_ONCE && stream.readPending(rows)) {
            messages++;
        }
        if (messages < MOST_AT_ONCE) {
            Thread.sleep(REST.toMillis());
        }
        return messages > 0;
    }

    private void accept(ReplicationMessage message, ReplicationMessageProcessor processor)
            throws SQLException, InterruptedException {
        Optional<TableId> table = tableOfRow(message);
        if (table.isPresent()) {
            add(table.get(), message);
        }
        if (table.isEmpty() || block.size() >= FULL_BYTES) {
            send(processor);
        }
        if (table.isEmpty() && message.getOperation() != Operation.MESSAGE) {
            processor.process(message);
            arrivals.arrived();
        }
    }

    private Optional<TableId> tableOfRow(ReplicationMessage message) {
        return switch (message.getOperation()) {
            case INSERT, UPDATE, DELETE -> message.isSkippedMessage()
                    ? Optional.empty()
                    : tables.computeIfAbsent(message.getTable(), this::table);
            default -> Optional.empty();
        };
    }

    private Optional<TableId> table(String name) {
        io.debezium.relational.TableId parsed = io.debezium.relational.TableId.parse(name, false);
        TableId id = new TableId(parsed.schema(), parsed.table());
        boolean own = id.equals(OwnTables.WATERMARKS) || id.equals(OwnTables.SIGNALS);
        return own || !captured.isIncluded(parsed) ? Optional.empty() : Optional.of(id);
    }

    private void add(TableId table, ReplicationMessage row) {
        Lsn lsn = stream.lastReceivedLsn();
        block.row(table, row, lsn.asLong());
        lastRow = row;
        lastRowLsn = lsn;
    }

    private void send(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
        ReplicationMessage row = lastRow;
        if (row != null) {
            lastRow = null;
            sending = true;
            processor.process(new LogicalDecodingMessage(
                    Operation.MESSAGE,
                    row.getCommitTime(),
                    row.getTransactionId().orElseThrow(),
                    true,
                    PREFIX,
                    block.take()));
            sending = false;
            arrivals.arrived();
        }
    }

    /** A block is where its last row is: what ended it, its transaction's COMMIT mostly, must not seem to have come. */
    @Override
    public Lsn lastReceivedLsn() {
        return sending && lastRowLsn != null ? lastRowLsn : stream.lastReceivedLsn();
    }

    @Override
    public void flushLsn(Lsn lsn) throws SQLException {
        stream.flushLsn(lsn);
    }

    @Override
    public Lsn startLsn() {
        return stream.startLsn();
    }

    @Override
    public void startKeepAlive(ExecutorService service) {
        stream.startKeepAlive(service);
    }

    @Override
    public void stopKeepAlive() {
        stream.stopKeepAlive();
    }

    @Override
    public void close() throws Exception {
        stream.close();
    }
}
