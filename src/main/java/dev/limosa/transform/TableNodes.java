package dev.limosa.transform;

/**
 * The names of one table's operators. They follow the history topic's, so that they stay what they are when tables are
 * added, and are legal whatever the table is called.
 */
record TableNodes(String historyTopic) {

    String source() {
        return "source-" + historyTopic;
    }

    String transform() {
        return "transform-" + historyTopic;
    }

    String output() {
        return "output-" + historyTopic;
    }

    /** One for each table: sharing it would make one sub-topology of all, and one task of all their partitions n. */
    String deadLetters() {
        return "dead-letters-" + historyTopic;
    }
}
