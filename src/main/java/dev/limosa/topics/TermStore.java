package dev.limosa.topics;

import java.util.Locale;

/** What a store of a table's term statistics holds. */
public enum TermStore {
    ROWS,
    TERMS,
    UPSTREAM,
    TOTALS;

    /** As the store's name begins, and its changelog's: fixed, because what is stored is found by it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
