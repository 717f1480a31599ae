/**
 * ① Source database → history topics. Debezium reads the change stream, a chunk reader reads the rows that were there
 * before, and one transactional producer publishes both in one order together with the position they were read at.
 *
 * <p>Follow a change: {@link dev.limosa.capture.CaptureReplica} (does this replica capture?) →
 * {@link dev.limosa.capture.CaptureSession} (one incarnation, from fence to failure) →
 * {@link dev.limosa.capture.ChangeStream} (what Debezium hands over) → {@link dev.limosa.capture.HistoryWriter}
 * (Kafka).
 */
@NullMarked
package dev.limosa.capture;

import org.jspecify.annotations.NullMarked;
