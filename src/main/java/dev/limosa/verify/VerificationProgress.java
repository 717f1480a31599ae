package dev.limosa.verify;

import dev.limosa.change.TableId;

/** Told now and then how far verifying has come. */
public interface VerificationProgress {

    void compared(TableId table, long rows);

    /** Rows that differ are looked at again behind the next barriers. */
    void lookingAgain(TableId table, int rows);
}
