package dev.limosa.text.fingerprint;

import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.RowFilter;
import dev.limosa.config.TextConfig.Chain;
import dev.limosa.config.TransformStep;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Chains;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what becomes of a table's rows. Two processes with equal fingerprints make the same bytes of
 * the same row; {@link #sha256()} says so in one number. Where something stands in a file is no part of it, nor is the
 * order of a map, nor what this table does not use. Immutable.
 *
 * @param engine {@link #ENGINE} of the process that made it
 * @param chains by name, those that are built in as well
 * @param resources name → SHA-256
 * @param libraries name → version, and the SHA-256 of the jar
 */
public record Fingerprint(
        int engine,
        List<TransformStep> transforms,
        @Nullable RowFilter where,
        List<OutputConfig> outputs,
        Map<String, Chain> chains,
        Map<String, String> resources,
        Map<String, String> libraries) {

    /** Counts up whenever Limosa's own code makes other bytes of some text. */
    public static final int ENGINE = 1;

    /** Enough to tell a handful of fingerprints apart at a glance. */
    private static final int SHORT_BYTES = 8;

    public Fingerprint {
        transforms = List.copyOf(transforms);
        outputs = List.copyOf(outputs);
        chains = Collections.unmodifiableMap(new TreeMap<>(chains));
        resources = Collections.unmodifiableMap(new TreeMap<>(resources));
        libraries = Collections.unmodifiableMap(new TreeMap<>(libraries));
    }

    /** @param chains and {@code resources}: of one configuration, without a problem */
    public static Fingerprint of(TableConfig table, Chains chains, Resources resources) {
        Used used = Used.by(table, chains, resources);
        return of(table.transforms(), table.where(), table.outputs(), used, chains, resources);
    }

    /** Of one chain alone. */
    public static Fingerprint of(String chain, Chains chains, Resources resources) {
        return of(List.of(), null, List.of(), Used.by(chain, chains), chains, resources);
    }

    private static Fingerprint of(
            List<TransformStep> transforms,
            @Nullable RowFilter where,
            List<OutputConfig> outputs,
            Used used,
            Chains chains,
            Resources resources) {
        Map<String, Chain> definitions = new TreeMap<>();
        used.chains().forEach(name -> definitions.put(name, chains.definition(name)));
        Map<String, String> hashes = new TreeMap<>();
        used.resources().forEach(name -> hashes.put(name, resources.sha256(name)));
        return new Fingerprint(
                ENGINE, transforms, where, outputs, definitions, hashes, Libraries.behind(used, definitions.values()));
    }

    /** As {@link #json()} wrote it; places are empty. */
    public static Fingerprint parse(String json) {
        return Canonical.read(json, Fingerprint.class);
    }

    /** The same text for equal fingerprints, in every process. */
    public String json() {
        return Canonical.json(this);
    }

    /** 64 hexadecimal digits in lower case. */
    public String sha256() {
        return HexFormat.of().formatHex(hash());
    }

    /** The first 16 of them. */
    public String shortForm() {
        return HexFormat.of().formatHex(shortBytes());
    }

    /** The same as bytes, for records' headers. */
    public byte[] shortBytes() {
        return Arrays.copyOf(hash(), SHORT_BYTES);
    }

    private byte[] hash() {
        return Canonical.sha256(json());
    }

    /** What differs, for people: one entry a thing, with both values. */
    public List<String> differences(Fingerprint now) {
        return FingerprintDifference.between(this, now);
    }
}
