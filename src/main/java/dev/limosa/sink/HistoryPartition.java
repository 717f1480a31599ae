package dev.limosa.sink;

/** Where a record of an output topic comes from. */
record HistoryPartition(String topic, int partition) {

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
