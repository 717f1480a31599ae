package dev.limosa.status;

/** What a migration is in, as a whole. */
public enum Phase {
    /** It has never run. */
    NOT_STARTED,
    /** No replica runs. */
    STOPPED,
    /** Someone has paused a stage. */
    PAUSED,
    /** Nothing comes through although it should; the reasons say why. */
    STALLED,
    /** Tables are being read; changes flow beside them. */
    SNAPSHOT,
    /** All rows are there, and changes follow. */
    STREAMING
}
