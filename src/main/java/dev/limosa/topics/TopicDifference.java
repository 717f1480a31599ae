package dev.limosa.topics;

/**
 * Where a topic is not as its manifest wants it.
 *
 * @param what the setting, or {@code topic} if there is none at all
 * @param found and {@code wanted}: values of it
 * @param why for what is not simply done: what is in the way, and what to do
 */
public record TopicDifference(String topic, String what, String found, String wanted, Action action, String why) {

    public enum Action {
        CREATE,
        ALTER,
        /** Something only an administrator of the cluster can do. */
        MANUAL,
        /** It would move rows to other partitions, or delete them. */
        REFUSED
    }
}
