package dev.limosa.text.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.limosa.config.Component;
import dev.limosa.config.TextConfig;
import dev.limosa.text.Tokens;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every factory on the class path is really made and put to work; what it needs, it has from here. */
class FactoriesTest {

    private static final String HYPHENATION =
            """
            <?xml version="1.0"?>
            <hyphenation-info><classes>aA bB</classes><patterns>a1b</patterns></hyphenation-info>
            """;

    /** What can't be made out of nothing: {@code kind name} → parameters. */
    private static final Map<String, String[]> NEEDS = Map.ofEntries(
            Map.entry("char filter patternReplace", new String[] {"pattern", "a"}),
            Map.entry("char filter zhConvert", new String[] {"to", "traditional"}),
            Map.entry("char filter mapping", new String[] {"mapping", "mapping"}),
            Map.entry("tokenizer pattern", new String[] {"pattern", " "}),
            Map.entry("tokenizer simplePattern", new String[] {"pattern", "[a-z]+"}),
            Map.entry("tokenizer simplePatternSplit", new String[] {"pattern", " "}),
            Map.entry("token filter Word2VecSynonym", new String[] {"model", "vectors"}),
            Map.entry("token filter codepointCount", new String[] {"min", "1", "max", "9"}),
            Map.entry("token filter delimitedPayload", new String[] {"encoder", "identity"}),
            Map.entry("token filter dictionaryCompoundWord", new String[] {"dictionary", "words"}),
            Map.entry("token filter edgeNGram", new String[] {"minGramSize", "1", "maxGramSize", "2"}),
            Map.entry("token filter hunspellStem", new String[] {"dictionary", "dic", "affix", "aff"}),
            Map.entry("token filter hyphenationCompoundWord", new String[] {"hyphenator", "hyphenation"}),
            Map.entry("token filter icuTransform", new String[] {"id", "Any-Latin"}),
            Map.entry("token filter length", new String[] {"min", "1", "max", "9"}),
            Map.entry("token filter limitTokenCount", new String[] {"maxTokenCount", "2"}),
            Map.entry("token filter limitTokenOffset", new String[] {"maxStartOffset", "2"}),
            Map.entry("token filter limitTokenPosition", new String[] {"maxTokenPosition", "2"}),
            Map.entry("token filter nGram", new String[] {"minGramSize", "1", "maxGramSize", "2"}),
            Map.entry("token filter numericPayload", new String[] {"payload", "1.5", "typeMatch", "word"}),
            Map.entry("token filter patternCaptureGroup", new String[] {"pattern", "(a)"}),
            Map.entry("token filter patternReplace", new String[] {"pattern", "a"}),
            Map.entry("token filter patternTyping", new String[] {"patternFile", "typing"}),
            Map.entry("token filter protectedTerm", new String[] {"protected", "words", "wrappedFilters", "lowercase"}),
            Map.entry("token filter synonym", new String[] {"synonyms", "synonyms"}),
            Map.entry("token filter synonymGraph", new String[] {"synonyms", "synonyms"}),
            Map.entry("token filter type", new String[] {"types", "words"}));

    /** What takes resources, with some. */
    private static final Map<String, String[]> MORE = Map.ofEntries(
            Map.entry("tokenizer hanlp", new String[] {"userDictionary", "words", "mode", "standard"}),
            Map.entry("token filter stop", new String[] {"words", "words,limosa-stop-zh", "ignoreCase", "true"}),
            Map.entry("token filter keepWord", new String[] {"words", "words"}),
            Map.entry("token filter keywordMarker", new String[] {"protected", "words"}),
            Map.entry("token filter stemmerOverride", new String[] {"dictionary", "override"}),
            Map.entry("token filter elision", new String[] {"articles", "words"}),
            Map.entry("token filter commonGrams", new String[] {"words", "words"}),
            Map.entry("token filter snowballPorter", new String[] {"language", "German", "protected", "words"}));

    /** Let through only what another filter has marked, or dates. */
    private static final List<String> MAY_FIND_NOTHING =
            List.of("keepWord", "type", "limitTokenOffset", "dateRecognizer");

    @TempDir
    private static Path folder;

    private static TextConfig.Resource text(String name, String content) {
        return Texts.resource(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static TextConfig.Resource[] resources() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("syn0.txt"));
            out.write("2 2\nB64:Zm94 0.1 0.2\nB64:ZG9n 0.1 0.3\n".getBytes(StandardCharsets.UTF_8));
        }
        return new TextConfig.Resource[] {
            text("words", "fox\ndog\n"),
            text("mapping", "\"a\" => \"b\"\n"),
            text("synonyms", "fox, reynard\n"),
            text("override", "foxes\tfox\n"),
            text("typing", "2 (fox) ::: word_$1\n"),
            text("dic", "1\nfox\n"),
            text("aff", "SET UTF-8\n"),
            text("hyphenation", HYPHENATION),
            Texts.resource(folder, "vectors", zip.toByteArray())
        };
    }

    @TestFactory
    Stream<DynamicTest> everyFactoryWorks() throws IOException {
        TextConfig.Resource[] resources = resources();
        List<DynamicTest> tests = new ArrayList<>();
        for (Catalogue.Entry entry : Catalogue.entries()) {
            String name = entry.kind() + " " + entry.name();
            for (Map<String, String[]> parameters : List.of(NEEDS, MORE)) {
                if (parameters == NEEDS || MORE.containsKey(name)) {
                    String[] given = parameters.getOrDefault(name, new String[0]);
                    tests.add(dynamicTest(name + " " + List.of(given), () -> works(entry, given, resources)));
                }
            }
        }
        assertTrue(tests.size() > 140, tests.size() + " factories");
        return tests.stream();
    }

    private static void works(Catalogue.Entry entry, String[] parameters, TextConfig.Resource[] resources) {
        Component component = Texts.component(entry.name(), parameters);
        TextConfig.Chain chain =
                switch (entry.kind()) {
                    case CHAR_FILTER -> Texts.chain(List.of(component), Texts.component("icu"));
                    case TOKENIZER -> Texts.chain(List.of(), component);
                    case TOKEN_FILTER -> Texts.chain(List.of(), Texts.component("icu"), component);
                };
        List<String> tokens = Texts.tokens(Texts.config(chain, resources), "a brown fox 在南方过冬 runs");
        assertTrue(!tokens.isEmpty() || MAY_FIND_NOTHING.contains(entry.name()), "no tokens of " + entry.name());
        // What the catalogue says of it is what it asks for when it is made for good.
        Parameters asked = new Parameters(component.parameters());
        entry.kind().create(entry.name(), asked);
        assertEquals(List.copyOf(asked.asked().values()), entry.parameters());
    }

    @Test
    void theCatalogueKnowsWhatLuceneDocuments() {
        Map<String, List<Parameter>> found = new TreeMap<>();
        Catalogue.entries().forEach(entry -> found.put(entry.kind() + " " + entry.name(), entry.parameters()));
        assertEquals(
                List.of(
                        new Parameter("words", Parameter.Type.TEXT, false),
                        new Parameter("format", Parameter.Type.TEXT, false),
                        new Parameter("ignoreCase", Parameter.Type.BOOLEAN, false)),
                found.get("token filter stop"));
        assertEquals(
                List.of(
                        new Parameter("min", Parameter.Type.INTEGER, true),
                        new Parameter("max", Parameter.Type.INTEGER, true)),
                found.get("token filter length"));
        assertEquals(
                List.of(
                        new Parameter("pattern", Parameter.Type.REGEX, true),
                        new Parameter("replacement", Parameter.Type.TEXT, false)),
                found.get("char filter patternReplace"));
        assertEquals(
                List.of("mode", "userDictionary", "punctuation"),
                found.get("tokenizer hanlp").stream().map(Parameter::name).toList());
    }

    /** A run that has failed is made anew. */
    @Test
    void aRunGoesOnAfterATextThatItCouldNotTake() {
        TextConfig.Chain chain = Texts.chain(
                List.of(Texts.component("patternReplace", "pattern", "(x|y)*z")), Texts.component("keyword"));
        ChainRun run =
                Texts.chains(Texts.config(chain), new ArrayList<>()).chain("c").newRun();
        Tokens tokens = new Tokens();
        run.analyze("before", tokens);
        IllegalArgumentException failed = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> run.analyze("xy".repeat(500_000), tokens));
        assertTrue(failed.getMessage().startsWith("cannot analyze 1000000 characters with chain 'c': "));
        assertEquals(0, tokens.size());
        run.analyze("after", tokens);
        assertEquals(List.of("after"), tokens.toList());
    }
}
