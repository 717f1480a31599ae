package dev.limosa.demo;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Kafka and the two databases, started side by side. */
final class Servers implements AutoCloseable {

    private final CompletableFuture<EmbeddedKafka> kafka;
    private final CompletableFuture<PostgresServer> source;
    private final CompletableFuture<PostgresServer> target;

    private Servers() {
        kafka = CompletableFuture.supplyAsync(EmbeddedKafka::start, Servers::inThread);
        source = CompletableFuture.supplyAsync(PostgresServer::start, Servers::inThread);
        target = CompletableFuture.supplyAsync(PostgresServer::start, Servers::inThread);
    }

    /** Returns when all are up. If one cannot start, the others are stopped again. */
    static Servers start() {
        Servers servers = new Servers();
        try {
            CompletableFuture.allOf(servers.kafka, servers.source, servers.target)
                    .join();
            return servers;
        } catch (CompletionException e) {
            servers.close();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static void inThread(Runnable task) {
        new Thread(task, "start-server").start();
    }

    EmbeddedKafka kafka() {
        return kafka.join();
    }

    PostgresServer source() {
        return source.join();
    }

    PostgresServer target() {
        return target.join();
    }

    /** Stops those that are up; does nothing the second time. */
    @Override
    public void close() {
        closeIfUp(kafka);
        closeIfUp(source);
        closeIfUp(target);
    }

    private static void closeIfUp(CompletableFuture<? extends AutoCloseable> server) {
        server.handle((up, failure) -> up).thenAccept(Servers::closeQuietly).join();
    }

    private static void closeQuietly(@Nullable AutoCloseable server) {
        try (server) {
            // Nothing to do but to close it.
        } catch (Exception e) {
            throw new IllegalStateException("cannot stop a server of the demo", e);
        }
    }
}
