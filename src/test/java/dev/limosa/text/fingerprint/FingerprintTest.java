package dev.limosa.text.fingerprint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.limosa.change.TableId;
import dev.limosa.config.MigrationConfig.TableConfig;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.TextConfig;
import dev.limosa.config.TextStep;
import dev.limosa.config.TransformStep;
import dev.limosa.config.TransformStep.TextFunction;
import dev.limosa.text.output.TextEngine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final TextEngine BUILT_IN = TextEngine.of(TextConfig.NONE);

    private static Fingerprint of(List<TransformStep> transforms, OutputConfig... outputs) {
        TableId id = new TableId("shop", "reviews");
        TableConfig table = new TableConfig(id, id, null, transforms, null, List.of(outputs));
        return Fingerprint.of(table, BUILT_IN.chains(), BUILT_IN.resources());
    }

    private static OutputConfig output(OutputConfig.Emit emit) {
        return new OutputConfig("o", List.of("body"), emit, true, "m.yaml:1:1");
    }

    /** Another version of the regular expressions, or another model of languages, went unnoticed. */
    @Test
    void everyJarWhoseCodeOrDataARowGoesThroughIsInIt() {
        Map<String, String> parameters = Map.of("pattern", "a", "replacement", "b");
        TextStep replace = new TextStep(TextFunction.REPLACE, parameters, "");
        Map<String, String> functions =
                of(List.of(new TransformStep.Text(replace, List.of("body")))).libraries();
        for (String library : List.of("re2j", "icu4j", "hanlp", "Unicode")) {
            assertTrue(functions.containsKey(library), library + " in " + functions.keySet());
        }
        Map<String, String> language = of(List.of(), output(new OutputConfig.Language(List.of(), "und")))
                .libraries();
        for (String library : List.of("opennlp-tools", "opennlp-models-langdetect")) {
            assertTrue(language.containsKey(library), library + " in " + language.keySet());
        }
        Map<String, String> chain =
                Fingerprint.of("en", BUILT_IN.chains(), BUILT_IN.resources()).libraries();
        for (String library : List.of("lucene-core", "lucene-analysis-common", "icu4j", "Java's characters")) {
            assertTrue(chain.containsKey(library), library + " in " + chain.keySet());
        }
        assertEquals(Map.of(), of(List.of()).libraries(), "a table that is only copied");
    }

    @Test
    void anotherVersionOfALibraryMakesAnotherAndIsNamed() {
        Fingerprint then = Fingerprint.of("en", BUILT_IN.chains(), BUILT_IN.resources());
        Map<String, String> libraries = new HashMap<>(then.libraries());
        libraries.put("lucene-core", "9.12.4, SHA-256 of its jar 00");
        Fingerprint now = new Fingerprint(
                then.engine(),
                then.transforms(),
                then.where(),
                then.outputs(),
                then.chains(),
                then.resources(),
                libraries);
        assertNotEquals(then.sha256(), now.sha256());
        assertEquals(
                List.of("expected library 'lucene-core' " + then.libraries().get("lucene-core")
                        + ", found 9.12.4, SHA-256 of its jar 00"),
                then.differences(now));
    }

    @Test
    void whatIsWrittenDownIsReadAsTheSame() {
        TextStep mask = new TextStep(TextFunction.MASK, Map.of("kinds", "phone,email"), "m.yaml:3:4");
        Fingerprint fingerprint = of(
                List.of(
                        new TransformStep.Text(mask, List.of("body")),
                        new TransformStep.Rename(Map.of("a", "b", "c", "d")),
                        new TransformStep.Copy(Map.of("b", "e")),
                        new TransformStep.Drop(List.of("d"))),
                output(new OutputConfig.Cleaned(List.of(mask), "\n")),
                output(new OutputConfig.Tokens(
                        new OutputConfig.ChainChoice("lang", Map.of("zh", "zh", "en", "en"), null),
                        OutputConfig.Format.ARRAY,
                        "")),
                output(new OutputConfig.Keywords(null, OutputConfig.Method.TEXTRANK, 5, null)),
                output(new OutputConfig.Language(List.of("zh"), "und")),
                output(new OutputConfig.Simhash(null, 4)),
                output(new OutputConfig.Count(null, OutputConfig.Unit.CHARACTERS)));
        Fingerprint read = Fingerprint.parse(fingerprint.json());
        assertEquals(fingerprint.json(), read.json());
        assertEquals(fingerprint.sha256(), read.sha256());
        assertEquals(List.of(), fingerprint.differences(read));
        assertEquals(fingerprint.sha256().substring(0, 16), fingerprint.shortForm());
    }
}
