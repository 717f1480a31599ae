/**
 * What a migration does right now, for any machine that has its configuration: what the replicas say of themselves in
 * the status topic, and what source, Kafka and target tell about it, put together into one answer.
 */
@NullMarked
package dev.limosa.status;

import org.jspecify.annotations.NullMarked;
