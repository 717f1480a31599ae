/**
 * ③ Output topics to target database: a plain Connect {@code SinkTask} that writes rows and offsets in one transaction,
 * and our own loop to host it.
 *
 * <p>The protocol is apart from the conversion: {@link dev.limosa.sink.OffsetFence}, {@link dev.limosa.sink.Upstream},
 * {@link dev.limosa.sink.HeldPartition} and {@link dev.limosa.sink.AlignedBarriers} know offsets and barriers and no
 * column; {@link dev.limosa.sink.TableWriter} and what it uses know columns and no offset; an
 * {@link dev.limosa.sink.Operation} is all that passes between them.
 */
@NullMarked
package dev.limosa.sink;

import org.jspecify.annotations.NullMarked;
