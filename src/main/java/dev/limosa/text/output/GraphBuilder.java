package dev.limosa.text.output;

import dev.limosa.config.OutputConfig;
import dev.limosa.text.analysis.Chain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Gathers the nodes. What is the same of the same inputs is there once, whoever asks for it. */
final class GraphBuilder {

    static final String COLUMN = "column";

    private final Map<String, Integer> ids = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<Chain> chains = new ArrayList<>();
    private final Set<String> resources = new TreeSet<>();

    /** @param output the first one that needs it */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; an array is what a step reads.
    record Node(String kind, String detail, Step step, int[] inputs, OutputConfig output) {}

    /** A column of the row. */
    int column(OutputConfig output, String name) {
        return add(output, COLUMN, name, Step.of((values, self, inputs) -> {}));
    }

    int add(OutputConfig output, String kind, String detail, Step step, int... inputs) {
        String key = kind + " " + Arrays.toString(inputs) + " " + detail;
        return ids.computeIfAbsent(key, k -> {
            nodes.add(new Node(kind, detail, step, inputs, output));
            return nodes.size() - 1;
        });
    }

    /** The chain's number in {@link #chains}. */
    int chain(Chain chain) {
        for (int i = 0; i < chains.size(); i++) {
            if (chains.get(i).name().equals(chain.name())) {
                return i;
            }
        }
        chains.add(chain);
        return chains.size() - 1;
    }

    /** Notes that a resource decides on what comes out. */
    void uses(String resource) {
        resources.add(resource);
    }

    Set<String> resources() {
        return resources;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Chain> chains() {
        return chains;
    }
}
