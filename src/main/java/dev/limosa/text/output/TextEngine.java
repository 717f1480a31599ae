package dev.limosa.text.output;

import dev.limosa.config.InvalidConfigurationException;
import dev.limosa.config.TextConfig;
import dev.limosa.text.Resources;
import dev.limosa.text.analysis.Chains;
import java.util.ArrayList;
import java.util.List;

/**
 * What the outputs of all tables are made with. Made once for a configuration: dictionaries are large. Immutable; for
 * any number of threads.
 */
public record TextEngine(Resources resources, Chains chains, TextConfig.Limits limits) {

    /** @throws InvalidConfigurationException holding everything that is wrong with resources and chains */
    public static TextEngine of(TextConfig config) {
        List<String> problems = new ArrayList<>();
        Resources resources = Resources.read(config, problems);
        Chains chains = Chains.compile(config, resources, problems);
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
        return new TextEngine(resources, chains, config.limits());
    }
}
