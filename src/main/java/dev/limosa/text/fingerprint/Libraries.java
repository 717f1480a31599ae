package dev.limosa.text.fingerprint;

import com.hankcs.hanlp.HanLP;
import com.ibm.icu.lang.UCharacter;
import dev.limosa.config.Component;
import dev.limosa.config.OutputConfig;
import dev.limosa.config.OutputConfig.Language;
import dev.limosa.config.TextConfig.Chain;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.apache.lucene.analysis.CharFilterFactory;
import org.apache.lucene.analysis.TokenFilterFactory;
import org.apache.lucene.analysis.TokenizerFactory;
import org.apache.lucene.analysis.core.WhitespaceTokenizerFactory;
import org.apache.lucene.util.Version;

/** The libraries whose code or data a table's rows go through, and which Unicode they speak. */
final class Libraries {

    private final Map<String, String> found = new TreeMap<>();

    private Libraries() {}

    /** @param chains those that are used */
    static Map<String, String> behind(Used used, Collection<Chain> chains) {
        Libraries libraries = new Libraries();
        if (!used.functions().isEmpty() || !used.outputs().isEmpty() || !chains.isEmpty()) {
            libraries.unicode();
        }
        if (!used.functions().isEmpty()) {
            libraries.add(HanLP.class);
        }
        used.outputs().forEach(libraries::output);
        if (!chains.isEmpty()) {
            libraries.lucene();
        }
        chains.forEach(libraries::chain);
        return libraries.found;
    }

    private void output(OutputConfig output) {
        if (output.emit() instanceof Language) {
            add(LanguageDetectorModel.class);
        }
    }

    private void unicode() {
        add(UCharacter.class);
        found.put("Unicode", UCharacter.getUnicodeVersion().toString());
    }

    private void lucene() {
        add(Version.class);
        add(WhitespaceTokenizerFactory.class);
        found.put("Lucene match version", Version.LATEST.toString());
        found.put("Java's characters", "SHA-256 " + JavaCharacters.sha256());
    }

    private void chain(Chain chain) {
        chain.charFilters().forEach(filter -> component(CharFilterFactory.lookupClass(filter.type())));
        Component tokenizer = chain.tokenizer();
        if (tokenizer != null) {
            component(TokenizerFactory.lookupClass(tokenizer.type()));
        }
        chain.filters().forEach(filter -> component(TokenFilterFactory.lookupClass(filter.type())));
    }

    /** Behind those of our own stands HanLP. */
    private void component(Class<?> factory) {
        add(factory.getName().startsWith("dev.limosa.") ? HanLP.class : factory);
    }

    private void add(Class<?> type) {
        Library library = Library.of(type);
        if (library != null) {
            found.put(library.name(), library.version());
        }
    }
}
