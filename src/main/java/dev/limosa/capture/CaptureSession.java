package dev.limosa.capture;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig;
import dev.limosa.jdbc.Databases;
import dev.limosa.jdbc.OwnTables;
import dev.limosa.jdbc.SourceCatalog;
import dev.limosa.topics.CapturePosition;
import dev.limosa.topics.TopicNames;
import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One incarnation of capture, from the fence to its end. The order is what makes it exact: {@link HistoryWriter#open}
 * ends the older incarnation and whatever it left open → the position is read to the end → the slot is checked against
 * it and taken over → Debezium starts → each batch is committed with its position → only then is it acknowledged, so
 * the slot never passes Kafka.
 */
final class CaptureSession implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CaptureSession.class);

    private final MigrationConfig config;
    private final TopicNames topics;
    private final CaptureClients clients;
    private final CaptureFlow flow;
    private final String owner = UUID.randomUUID().toString();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private boolean publicationSeen;
    private @Nullable DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private @Nullable Thread engineThread;
    private @Nullable Thread chunkThread;
    private @Nullable BarrierClock clock;
    private @Nullable HistoryWriter writer;

    CaptureSession(MigrationConfig config, CaptureClients clients, CaptureFlow flow) {
        this.config = config;
        this.topics = new TopicNames(config.migration());
        this.clients = clients;
        this.flow = flow;
    }

    /** Runs until {@link #stop} or the first failure, which it throws. */
    void run() throws SQLException, InterruptedException, ExecutionException {
        start();
        ended.get();
    }

    private void start() throws SQLException, InterruptedException, ExecutionException {
        Producer<byte[], byte[]> producer = clients.producer();
        flow.starts(producer);
        HistoryWriter history = new HistoryWriter(producer, topics);
        writer = history;
        long mark = history.open();
        PositionLog log;
        SchemaLog schemas;
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            log = PositionLog.read(consumer, topics, mark);
            schemas = SchemaLog.read(consumer, topics);
        }
        CapturePosition from = prepareSource(log.position());
        history.continueAfter(from.sequence());
        // Read before the tables are described: what changes in between differs from it, and is found.
        Map<TableId, TableFacts> found = facts();
        List<HistoryTable> tables = tables(from);
        SourceWatch watch = new SourceWatch(config.capture().publication(), tables, schemas);
        watch.begin(found, records -> history.schemas(records, from));
        history.schemas(
                schemas.missing(tables.stream().map(HistoryTable::schema).toList()), from);
        stream(from, tables, new RereadQueue(log.rereads()), history, watch);
    }

    private CapturePosition prepareSource(@Nullable CapturePosition stored) throws SQLException, InterruptedException {
        try (Connection source = Databases.connect(config.source(), "limosa capture")) {
            Databases.prepareSource(source);
            ReplicationSlot slot = new ReplicationSlot(source, config.capture());
            slot.publish(tableIds());
            CapturePosition from = stored != null ? stored : CapturePosition.beginning(slot.createIfMissing());
            slot.takeOver(from.slotLsn());
            LOG.info(
                    "capture starts migration={} sequence={} watermark={} owner={}",
                    config.migration(),
                    from.sequence(),
                    from.watermark(),
                    owner);
            return from;
        }
    }

    private void stream(
            CapturePosition from,
            List<HistoryTable> tables,
            RereadQueue rereads,
            HistoryWriter history,
            SourceWatch watch) {
        Watermarks watermarks = new Watermarks(config.migration(), owner);
        ChunkReader chunks =
                new ChunkReader(config.source(), config.capture(), watermarks, tables, rereads, flow.snapshotLimit());
        ChangeStream stream = new ChangeStream(
                tables, from, history, new WindowTracker(history, rereads), chunks, watermarks, watch, flow);
        engine = engine(
                stream,
                () -> {
                    failIf(chunks.failure());
                    requirePublication();
                    watch.settle(records -> history.schemas(records, stream.position()));
                },
                from.slotLsn());
        chunkThread = new Thread(chunks, "limosa-chunks");
        clock = new BarrierClock(config, watermarks, watch, ended::completeExceptionally);
        engineThread = new Thread(engine, "limosa-capture");
        engineThread.start();
    }

    private Map<TableId, TableFacts> facts() throws SQLException {
        try (Connection source = Databases.connect(config.source(), "limosa capture")) {
            return TableFacts.read(source, config.capture().publication(), OwnTables.with(tableIds()));
        }
    }

    private List<HistoryTable> tables(CapturePosition from) throws SQLException {
        List<HistoryTable> tables = new ArrayList<>();
        try (Connection source = Databases.connect(config.source(), "limosa capture")) {
            SourceCatalog catalog = new SourceCatalog(source);
            for (MigrationConfig.TableConfig table : config.tables()) {
                TableId id = table.table();
                String topic = topics.history(id);
                tables.add(new HistoryTable(
                        catalog.describe(id),
                        topic,
                        config.partitions(),
                        from.tallies().getOrDefault(topic, List.of()),
                        from.snapshots().getOrDefault(id.toString(), CapturePosition.TableSnapshot.NOT_BEGUN)));
            }
        }
        return tables;
    }

    private DebeziumEngine<RecordChangeEvent<SourceRecord>> engine(
            ChangeStream stream, Runnable beforeEach, long startLsn) {
        Pace pace = new Pace();
        return DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(DebeziumSettings.of(config, tableIds(), startLsn, owner))
                .using((success, message, error) -> end(success, message, error))
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        beginWriting();
                    }
                })
                .notifying((batch, committer) -> {
                    beforeEach.run();
                    Iterator<SourceRecord> records =
                            batch.stream().map(RecordChangeEvent::record).iterator();
                    long events = 0;
                    while (records.hasNext()) {
                        pace.begin();
                        events = stream.publish(records);
                    }
                    acknowledge(committer, batch.get(batch.size() - 1), stream.slotLsn());
                    // Only now: what comes in the meantime is waiting for us as one batch, and the slot may move on.
                    pace.rest(events);
                })
                .build();
    }

    /**
     * Lets the slot move to where we would begin again, and no further: Debezium's own idea of what is done is another
     * one, and a slot that has passed our position is a gap. Only after the commit.
     */
    private static void acknowledge(
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer,
            RecordChangeEvent<SourceRecord> last,
            long lsn)
            throws InterruptedException {
        DebeziumEngine.Offsets offsets = committer.buildOffsets();
        offsets.set("lsn", lsn);
        offsets.set("lsn_commit", lsn);
        committer.markProcessed(last, offsets);
        committer.markBatchFinished();
    }

    private List<TableId> tableIds() {
        return config.tables().stream().map(MigrationConfig.TableConfig::table).toList();
    }

    /** Before the first batch: which tables a transaction's events are counted of must not change behind our back. */
    private void requirePublication() {
        if (!publicationSeen) {
            try (Connection source = Databases.connect(config.source(), "limosa capture")) {
                new ReplicationSlot(source, config.capture()).requireStillPublished(tableIds());
            } catch (SQLException e) {
                throw new IllegalStateException("cannot look at the publication: " + e.getMessage(), e);
            }
            publicationSeen = true;
        }
    }

    /** Only once the stream flows: a watermark written earlier would be met all the same, but chunks would wait. */
    private void beginWriting() {
        requireNonNull(chunkThread).start();
        requireNonNull(clock).start();
    }

    private static void failIf(@Nullable Throwable failure) {
        if (failure != null) {
            throw new IllegalStateException("cannot read chunks: " + failure.getMessage(), failure);
        }
    }

    private void end(boolean success, @Nullable String message, @Nullable Throwable error) {
        if (error != null) {
            ended.completeExceptionally(error);
        } else if (success || stopping) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(new IllegalStateException("cannot capture: " + message));
        }
    }

    /** Makes {@link #run} return; from any thread, at any time. */
    void stop() {
        stopping = true;
        ended.complete(null);
    }

    /**
     * For the thread that runs, and after it: closed by another one, a session still starting would leave an engine
     * behind. What is in flight is neither acknowledged nor lost: the next incarnation sends it again.
     */
    @Override
    public void close() {
        stopping = true;
        if (clock != null) {
            clock.close();
        }
        if (chunkThread != null) {
            chunkThread.interrupt();
        }
        closeEngine();
        if (writer != null) {
            writer.close();
        }
    }

    private void closeEngine() {
        if (engine == null || engineThread == null || !engineThread.isAlive()) {
            return;
        }
        try {
            engine.close();
        } catch (IOException | IllegalStateException e) {
            LOG.info("the capture engine had ended already: {}", e.getMessage());
        }
    }
}
