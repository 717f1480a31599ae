package dev.limosa.transform;

import dev.limosa.change.TableId;
import dev.limosa.topics.TermStore;
import dev.limosa.topics.TopicNames;

/**
 * The names of the operators and stores of one table's term statistics. Those of the stores name their changelog
 * topics.
 *
 * @param channelTopic between the two halves
 */
record TermNodes(TableId table, String channelTopic) {

    /** The upper half. */
    String counter() {
        return "count-" + channelTopic;
    }

    String channel() {
        return "channel-" + channelTopic;
    }

    String source() {
        return "source-" + channelTopic;
    }

    /** The lower half. */
    String totaller() {
        return "total-" + channelTopic;
    }

    String termsOutput() {
        return "output-" + channelTopic;
    }

    String rows() {
        return TopicNames.store(TermStore.ROWS, table);
    }

    String counts() {
        return TopicNames.store(TermStore.TERMS, table);
    }

    String upstream() {
        return TopicNames.store(TermStore.UPSTREAM, table);
    }

    String totals() {
        return TopicNames.store(TermStore.TOTALS, table);
    }
}
