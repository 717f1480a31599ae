package dev.limosa.openrow;

import dev.limosa.change.TableId;

/**
 * A row that is not in the target as it should be, as {@code limosa.open_row} tells it.
 *
 * @param table in the source
 * @param key as records have it: a JSON object
 * @param stage which stage could not carry it on: capture, transform or sink
 * @param error what was in the way; holds no value of the row
 * @param since when it was opened, by the target's clock, as PostgreSQL prints it
 * @param sequence the number of the event that left it open
 * @param barrier nothing behind this one is proven while the row is open
 */
public record OpenRow(
        TableId table,
        String historyTopic,
        String key,
        String stage,
        String error,
        String since,
        long sequence,
        long barrier) {}
