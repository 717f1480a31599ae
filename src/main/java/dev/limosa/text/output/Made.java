package dev.limosa.text.output;

import java.util.List;

/**
 * What an output has become in the graph.
 *
 * @param node what other outputs take
 * @param columns what goes into the target, more than one if it has columns beside its own
 */
record Made(Kind kind, int node, List<Target> columns) {

    enum Kind {
        TEXT("text"),
        TOKENS("tokens"),
        NUMBER("a number");

        final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** @param suffix behind the output's name */
    record Target(String suffix, String type, int node) {}

    Made {
        columns = List.copyOf(columns);
    }

    static Made text(int node) {
        return of(Kind.TEXT, node, "text", node);
    }

    static Made of(Kind kind, int node, String type, int column) {
        return new Made(kind, node, List.of(new Target("", type, column)));
    }
}
