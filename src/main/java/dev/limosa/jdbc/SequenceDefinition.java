package dev.limosa.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * A sequence that a column's default takes numbers from.
 *
 * @param name quoted, with its schema
 * @param options as {@code CREATE SEQUENCE} takes them
 * @param ownedBy the column of the table that it goes with, null if it belongs to none
 */
public record SequenceDefinition(String schema, String name, String options, @Nullable String ownedBy) {}
