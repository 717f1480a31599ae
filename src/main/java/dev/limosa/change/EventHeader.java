package dev.limosa.change;

/**
 * What every event carries beside its key and value.
 *
 * @param sequence the event's number in the source's order: total over the migration, without gaps, from 1
 * @param ordinal the event's place in its history partition since the last barrier there, from 0: a stage that sees a
 *     jump knows at once that events were lost
 * @param schemaVersion the {@link TableSchema#version()} that names the value's columns
 */
public record EventHeader(long sequence, int ordinal, int schemaVersion, Kind kind) {

    /** The same place in the source's order, with another effect on the key. */
    public EventHeader as(Kind other) {
        return new EventHeader(sequence, ordinal, schemaVersion, other);
    }
}
