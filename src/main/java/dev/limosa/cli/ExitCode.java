package dev.limosa.cli;

/** What the exit codes of all commands mean. 130 and 143 are the shell's, for a command that a signal ended. */
final class ExitCode {

    static final int OK = 0;
    /** Something unexpected: a lost connection, a bug. */
    static final int FAILED = 1;
    /** Wrong usage, or a configuration that can't be used. */
    static final int INVALID = 2;
    /** What was compared is not the same. */
    static final int DIFFERENT = 3;
    /** A gate is closed; the reasons are printed. */
    static final int NOT_READY = 4;
    /** {@code check} found something that keeps the migration from running. */
    static final int CHECK_FAILED = 5;
    /** What was waited for did not come in time; nothing was changed. */
    static final int TIMED_OUT = 6;
    /** It would destroy something, change what may not change, or lacks something; what to do is said. */
    static final int REFUSED = 7;

    private ExitCode() {}
}
