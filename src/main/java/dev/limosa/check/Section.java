package dev.limosa.check;

/** What is looked at, in the order it is shown. */
public enum Section {
    CONFIG,
    SOURCE,
    TABLES,
    KAFKA,
    TOPICS,
    TARGET,
    NOT_MIGRATED
}
