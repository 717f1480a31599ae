package dev.limosa.bench;

import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.icu.segmentation.ICUTokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** A text's words with a blank between, by the libraries' own API and nothing of ours. Each belongs to one thread. */
final class BareChain {

    private BareChain() {}

    /** As HanLP's guide has it: a segment's terms, those left out that are in a set. */
    static UnaryOperator<String> hanlp(List<String> stopWords) {
        Segment segment = new ViterbiSegment()
                .enableNameRecognize(false)
                .enableTranslatedNameRecognize(false)
                .enablePartOfSpeechTagging(false);
        segment.customDictionary = new DynamicCustomDictionary();
        Set<String> stop = Set.copyOf(stopWords);
        return text -> joined(segment.seg(text), stop);
    }

    static UnaryOperator<String> english(List<String> stopWords) {
        Tokenizer tokenizer = new StandardTokenizer();
        return lucene(tokenizer, new PorterStemFilter(lowerCaseAndStop(tokenizer, stopWords)));
    }

    static UnaryOperator<String> icu(List<String> stopWords) {
        Tokenizer tokenizer = new ICUTokenizer();
        return lucene(tokenizer, lowerCaseAndStop(tokenizer, stopWords));
    }

    static UnaryOperator<String> smartcn(List<String> stopWords) {
        Tokenizer tokenizer = new HMMChineseTokenizer();
        return lucene(tokenizer, lowerCaseAndStop(tokenizer, stopWords));
    }

    private static String joined(List<Term> terms, Set<String> stop) {
        StringBuilder words = new StringBuilder();
        for (Term term : terms) {
            // White space is a word to HanLP.
            if (!term.word.isBlank() && !stop.contains(term.word)) {
                words.append(words.isEmpty() ? "" : " ").append(term.word);
            }
        }
        return words.toString();
    }

    private static TokenStream lowerCaseAndStop(Tokenizer tokenizer, List<String> stopWords) {
        return new StopFilter(new LowerCaseFilter(tokenizer), new CharArraySet(stopWords, false));
    }

    private static UnaryOperator<String> lucene(Tokenizer tokenizer, TokenStream end) {
        CharTermAttribute term = end.addAttribute(CharTermAttribute.class);
        return text -> {
            tokenizer.setReader(new StringReader(text));
            try (end) {
                return joined(end, term);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read from a string", e);
            }
        };
    }

    private static String joined(TokenStream tokens, CharTermAttribute term) throws IOException {
        StringBuilder words = new StringBuilder();
        tokens.reset();
        while (tokens.incrementToken()) {
            words.append(words.isEmpty() ? "" : " ").append(term);
        }
        tokens.end();
        return words.toString();
    }
}
