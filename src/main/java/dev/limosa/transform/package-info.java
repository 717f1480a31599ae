/**
 * ② History topics become output topics: one pure function per row, in Kafka Streams with exactly_once_v2. One output
 * record for one history record, in place, in the partition of the same number; what cannot be transformed stays open.
 */
@NullMarked
package dev.limosa.transform;

import org.jspecify.annotations.NullMarked;
