package dev.limosa.sink;

import java.util.List;

/**
 * What a partition wants of the next transaction.
 *
 * @param rows to be put together with those of other partitions; the partition's own list, until it is committed
 * @param operations that keep their order, after all rows
 */
record Step(HeldPartition partition, Advance advance, List<Row> rows, List<Operation> operations) {

    /** @see HeldPartition#relaxed */
    Step relaxed(OpenRows openRows) {
        return partition.relaxed(this, openRows);
    }

    /** The transaction is in the target. */
    void committed() {
        partition.committed(advance.to());
    }
}
