package dev.limosa.config;

import dev.limosa.config.OutputConfig.ChainChoice;
import dev.limosa.config.OutputConfig.Format;
import dev.limosa.config.OutputConfig.Method;
import dev.limosa.config.OutputConfig.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part {@code outputs} of a table: each key is an output's name. */
final class OutputReader {

    private static final List<String> KINDS = List.of("cleaned", "tokens", "keywords", "language", "simhash", "count");

    private final YamlNode node;
    private final String name;

    private final References references;

    private OutputReader(YamlNode node, String name, References references) {
        this.node = node;
        this.name = name;
        this.references = references;
    }

    static List<OutputConfig> read(YamlNode table, References references) {
        YamlNode outputs = table.map("outputs");
        List<OutputConfig> all = new ArrayList<>();
        for (String name : outputs.keys()) {
            YamlNode node = outputs.map(name);
            if (name.isEmpty()) {
                node.problem("expected a name for the output, found an empty one");
            }
            OutputConfig output = new OutputReader(node, name, references).output();
            if (output != null) {
                all.add(output);
            }
        }
        return all;
    }

    /** Null if it can't be told what is meant. */
    private @Nullable OutputConfig output() {
        String kind = node.text("emit");
        if (!KINDS.contains(kind)) {
            if (!kind.isEmpty()) {
                node.problemAt("emit", "unknown output '" + kind + "'; " + Suggestion.among(kind, KINDS));
            }
            return null;
        }
        List<String> from = node.texts("from");
        if (from.isEmpty() || from.contains("")) {
            node.problemAt("from", "expected a column or an output under '" + node.pathOf("from") + "', found none");
        }
        boolean column = node.flag("column", true);
        OutputConfig.Emit emit = emit(kind);
        node.refuseUnknownKeys();
        return new OutputConfig(name, from, emit, column, node.place());
    }

    private OutputConfig.Emit emit(String kind) {
        return switch (kind) {
            case "cleaned" -> new OutputConfig.Cleaned(
                    TextStepReader.list(node, "steps", references), node.anyText("separator", "\n"));
            case "tokens" -> tokens();
            case "keywords" -> keywords();
            case "language" -> new OutputConfig.Language(node.texts("allowed"), node.text("otherwise", "und"));
            case "simhash" -> new OutputConfig.Simhash(chain(), bands());
            default -> new OutputConfig.Count(chain(), node.label("what", Unit.CHARACTERS));
        };
    }

    private OutputConfig.Tokens tokens() {
        ChainChoice chain = chain();
        if (chain == null) {
            node.problem("expected '" + node.pathOf("chain") + "', found nothing; name a chain, such as zh or en");
            chain = new ChainChoice(null, Map.of(), null);
        }
        Format format = node.label("format", Format.JOINED);
        if (format != Format.JOINED && node.has("separator")) {
            node.problemAt("separator", "expected no separator, found one: only joined tokens have one");
        }
        return new OutputConfig.Tokens(chain, format, node.anyText("separator", " "));
    }

    private OutputConfig.Keywords keywords() {
        Method method = node.label("method", Method.TEXTRANK);
        if (method == Method.TF_IDF) {
            node.text("idf");
        } else if (node.has("idf")) {
            node.problemAt("idf", "expected no table of document frequencies, found one: only method tf-idf reads it");
        }
        return new OutputConfig.Keywords(chain(), method, node.number("top", 5, 1, 100), node.textOrNull("idf"));
    }

    private int bands() {
        int bands = node.number("bands", 0, 0, 4);
        if (bands != 0 && bands != 4) {
            node.problemAt(
                    "bands", "expected 4 bands, or 0 for none, under '" + node.pathOf("bands") + "', found " + bands);
        }
        return bands;
    }

    private @Nullable ChainChoice chain() {
        if (!node.has("chain")) {
            return null;
        }
        if (!node.holdsMap("chain")) {
            return new ChainChoice(null, Map.of(), node.text("chain"));
        }
        YamlNode choice = node.map("chain");
        Map<String, String> byLanguage = new TreeMap<>(choice.entries());
        byLanguage.remove("by");
        byLanguage.remove("otherwise");
        if (byLanguage.isEmpty() || byLanguage.containsValue("")) {
            choice.problem("expected a chain for each language, such as {by: lang, zh: zh, otherwise: en}");
        }
        return new ChainChoice(choice.text("by"), byLanguage, choice.textOrNull("otherwise"));
    }
}
