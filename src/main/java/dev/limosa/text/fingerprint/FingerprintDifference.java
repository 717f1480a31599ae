package dev.limosa.text.fingerprint;

import dev.limosa.config.OutputConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two fingerprints, for people. */
final class FingerprintDifference {

    private final List<String> differences = new ArrayList<>();

    private FingerprintDifference() {}

    static List<String> between(Fingerprint then, Fingerprint now) {
        FingerprintDifference difference = new FingerprintDifference();
        difference.add("text engine", then.engine(), now.engine());
        difference.add("transforms", steps(then), steps(now));
        difference.add("where", shown(then.where(), Canonical::json), shown(now.where(), Canonical::json));
        difference.outputs(then.outputs(), now.outputs());
        difference.each("chain", then.chains(), now.chains(), Canonical::json);
        difference.each("resource", then.resources(), now.resources(), hash -> "SHA-256 " + hash);
        difference.each("library", then.libraries(), now.libraries(), version -> version);
        return difference.differences;
    }

    /** One by one: as a list of its own Jackson would write them without their kinds. */
    private static List<String> steps(Fingerprint fingerprint) {
        return fingerprint.transforms().stream().map(Canonical::json).toList();
    }

    /** Their order is that of the target's columns. */
    private void outputs(List<OutputConfig> then, List<OutputConfig> now) {
        int before = differences.size();
        each("output", byName(then), byName(now), Canonical::json);
        if (differences.size() == before) {
            add("the order of outputs", names(then), names(now));
        }
    }

    private static Map<String, OutputConfig> byName(List<OutputConfig> outputs) {
        return outputs.stream().collect(Collectors.toMap(OutputConfig::name, Function.identity(), (a, b) -> a));
    }

    private static List<String> names(List<OutputConfig> outputs) {
        return outputs.stream().map(OutputConfig::name).toList();
    }

    private <T> void each(String kind, Map<String, T> then, Map<String, T> now, Function<T, String> text) {
        TreeSet<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            add(kind + " '" + name + "'", shown(then.get(name), text), shown(now.get(name), text));
        }
    }

    private static <T> String shown(@Nullable T value, Function<T, String> text) {
        return value == null ? "none" : text.apply(value);
    }

    private void add(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            differences.add("expected " + what + " " + expected + ", found " + found);
        }
    }
}
