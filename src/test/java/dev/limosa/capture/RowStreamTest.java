package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.debezium.connector.postgresql.connection.LogicalDecodingMessage;
import io.debezium.connector.postgresql.connection.Lsn;
import io.debezium.connector.postgresql.connection.ReplicationMessage;
import io.debezium.connector.postgresql.connection.ReplicationMessage.Operation;
import io.debezium.connector.postgresql.connection.ReplicationStream;
import io.debezium.relational.Tables.TableFilter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class RowStreamTest {

    private final Server server = new Server();
    private final RowStream stream =
            new RowStream(server, TableFilter.includeAll(), new RelationTypes(), new Arrivals());
    private final List<ReplicationMessage> passed = new ArrayList<>();

    @Test
    void allThatHasComeIsReadInOneRound() throws Exception {
        server.pending = 300;
        assertTrue(stream.readPending(passed::add));
        assertEquals(300, passed.size());
        assertFalse(stream.readPending(passed::add));
    }

    @Test
    void aStreamThatNeverRunsDryIsLeftNowAndThen() throws Exception {
        server.pending = Integer.MAX_VALUE;
        assertTrue(stream.readPending(passed::add));
        assertEquals(1_000, passed.size());
    }

    @Test
    void aReaderWaitedForEachNextMessage() throws Exception {
        server.pending = 1;
        long began = System.nanoTime();
        assertTrue(stream.readPending(passed::add));
        assertTrue(System.nanoTime() - began >= 4_000_000, "it did not rest");
        assertEquals(2, server.reads);
    }

    /** Has so many messages ready, ends of transactions. */
    private static final class Server implements ReplicationStream {

        private int pending;
        private int reads;

        @Override
        public boolean readPending(ReplicationMessageProcessor processor) throws SQLException, InterruptedException {
            reads++;
            if (pending == 0) {
                return false;
            }
            pending--;
            processor.process(new LogicalDecodingMessage(Operation.COMMIT, Instant.EPOCH, 1L, true, "", new byte[0]));
            return true;
        }

        @Override
        public void read(ReplicationMessageProcessor processor) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Lsn lastReceivedLsn() {
            return Lsn.valueOf(1L);
        }

        @Override
        public void flushLsn(Lsn lsn) {}

        @Override
        public Lsn startLsn() {
            return Lsn.valueOf(1L);
        }

        @Override
        public void startKeepAlive(ExecutorService service) {}

        @Override
        public void stopKeepAlive() {}

        @Override
        public void close() {}
    }
}
