package dev.limosa.status;

import dev.limosa.lag.CapturedView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Kafka tells about a migration.
 *
 * @param captured null before anything was captured
 * @param alive the replicas heard just now
 * @param silent replicas that were there lately, did not say goodbye, and are not heard
 */
record KafkaView(@Nullable CapturedView captured, List<ReplicaState> alive, List<ReplicaState> silent) {

    KafkaView {
        alive = List.copyOf(alive);
        silent = List.copyOf(silent);
    }
}
