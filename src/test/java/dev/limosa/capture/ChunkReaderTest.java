package dev.limosa.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.config.MigrationConfig.CaptureConfig;
import dev.limosa.config.MigrationConfig.DatabaseConfig;
import dev.limosa.flow.RateLimit;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChunkReaderTest {

    @Test
    void theReaderDiedOfTooLittleMemoryAndTheSnapshotWentOnForEver() throws SQLException, InterruptedException {
        Driver full = new FullDriver();
        DriverManager.registerDriver(full);
        try {
            ChunkReader chunks = new ChunkReader(
                    new DatabaseConfig(FullDriver.URL, "u", "p"),
                    new CaptureConfig("s", "p", 1, 1, 1000, Map.of()),
                    new Watermarks("shop", "owner"),
                    List.of(),
                    new RereadQueue(List.of()),
                    new RateLimit());
            Thread thread = new Thread(chunks);
            thread.start();
            thread.join();
            assertInstanceOf(OutOfMemoryError.class, chunks.failure());
        } finally {
            DriverManager.deregisterDriver(full);
        }
    }

    @Test
    void whatDoesNotFitIntoMemoryWasTriedAgainForEver() throws InterruptedException, ExecutionException {
        CompletableFuture<Throwable> failed = new CompletableFuture<>();
        CaptureFlow flow = new CaptureFlow();
        CaptureRun run = new CaptureRun(
                () -> {
                    throw new IllegalStateException("cannot read chunks", new OutOfMemoryError("heap"));
                },
                flow,
                0,
                failed::complete);
        run.start();
        run.join(5_000);
        assertTrue(failed.isDone() && !run.isAlive());
        assertEquals(
                "cannot capture: java.lang.OutOfMemoryError: heap", failed.get().getMessage());
        assertEquals(CaptureStatus.State.FAILED, flow.status().state());
        assertEquals(failed.get().getMessage(), flow.status().because());
    }

    private static final class FullDriver implements Driver {

        static final String URL = "jdbc:full";

        @Override
        public @Nullable Connection connect(String url, Properties properties) {
            if (!acceptsURL(url)) {
                return null;
            }
            throw new OutOfMemoryError("heap");
        }

        @Override
        public boolean acceptsURL(String url) {
            return url.equals(URL);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return 1;
        }

        @Override
        public int getMinorVersion() {
            return 0;
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getGlobal();
        }
    }
}
