package dev.limosa.check;

/** How much a finding matters. */
public enum Level {
    OK,
    /** It runs, and there is something to know or to do first. */
    WARN,
    /** It can't run, or would not be exact. */
    FAIL
}
