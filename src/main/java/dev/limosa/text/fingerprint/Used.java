package dev.limosa.text.fingerprint;

import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.ChainChoice;
import dev.limosa.config.OutputConfig.Cleaned;
import dev.limosa.config.OutputConfig.Count;
import dev.limosa.config.OutputConfig.Keywords;
import dev.limosa.config.OutputConfig.Simhash;
import dev.limosa.config.OutputConfig.Tokens;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Chains;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What of the text engine one table uses.
 *
 * @param chains their names
 * @param resources names of those that its chains, functions and outputs read
 */
record Used(List<TextStep> functions, List<OutputConfig> outputs, Set<String> chains, Set<String> resources) {

    static Used by(TableConfig table, Chains chains, Resources resources) {
        List<TextStep> functions = new ArrayList<>();
        for (TransformStep step : table.transforms()) {
            if (step instanceof TransformStep.Text text) {
                functions.add(text.step());
            }
        }
        Set<String> chainNames = new TreeSet<>();
        Set<String> read = new TreeSet<>();
        for (OutputConfig output : table.outputs()) {
            if (output.emit() instanceof Cleaned cleaned) {
                functions.addAll(cleaned.steps());
            }
            if (output.emit() instanceof Keywords keywords && keywords.idf() != null) {
                read.add(keywords.idf());
            }
            addChains(choice(output), chainNames);
        }
        chainNames.forEach(name -> read.addAll(chains.chain(name).resources()));
        functions.forEach(function -> addResources(function, resources, read));
        return new Used(functions, table.outputs(), chainNames, read);
    }

    static Used by(String chain, Chains chains) {
        return new Used(List.of(), List.of(), Set.of(chain), chains.chain(chain).resources());
    }

    private static @Nullable ChainChoice choice(OutputConfig output) {
        OutputConfig.Emit emit = output.emit();
        if (emit instanceof Tokens tokens) {
            return tokens.chain();
        }
        if (emit instanceof Keywords keywords) {
            return keywords.chain();
        }
        if (emit instanceof Simhash simhash) {
            return simhash.chain();
        }
        return emit instanceof Count count ? count.chain() : null;
    }

    private static void addChains(@Nullable ChainChoice choice, Set<String> names) {
        if (choice != null) {
            names.addAll(choice.byLanguage().values());
            if (choice.otherwise() != null) {
                names.add(choice.otherwise());
            }
        }
    }

    /** A parameter that happens to be called like a resource counts as one: too much does no harm. */
    private static void addResources(TextStep function, Resources resources, Set<String> read) {
        for (String parameter : function.parameters().values()) {
            for (String name : parameter.split(",")) {
                if (resources.has(name.strip())) {
                    read.add(name.strip());
                }
            }
        }
    }
}
