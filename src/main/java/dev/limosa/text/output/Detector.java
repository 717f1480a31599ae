package dev.limosa.text.output;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Tells languages of one script apart, by OpenNLP's model of 103 languages. The model is read when the first output
 * needs it and then shared by all: a second, and 35 MB of heap, for those who use it. For one thread.
 */
public final class Detector {

    /** More does not make it surer, only slower: it costs about half a microsecond a character. */
    private static final int LOOKED_AT = 400;

    private static final String MODEL = "/langdetect-183.bin";

    private final LanguageDetectorME detector;

    private static final class Loaded {
        static final LanguageDetectorModel MODEL = read();
    }

    private Detector(LanguageDetectorModel model) {
        this.detector = new LanguageDetectorME(model);
    }

    /** Where its model lies: in a jar of its own, which has no classes. */
    public static URL model() {
        URL model = LanguageDetectorModel.class.getResource(MODEL);
        if (model == null) {
            throw new IllegalStateException("cannot detect languages: expected " + MODEL.substring(1)
                    + " of opennlp-models-langdetect on the class path, found none");
        }
        return model;
    }

    static Detector load() {
        return new Detector(Loaded.MODEL);
    }

    private static LanguageDetectorModel read() {
        try (InputStream in = model().openStream()) {
            return new LanguageDetectorModel(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the language detector's model " + MODEL, e);
        }
    }

    /** @return the likeliest of the candidates, of two that are equally likely the first by their codes */
    String detect(String text, Collection<String> candidates) {
        String best = "";
        double likeliest = -1;
        for (Language language : detector.predictLanguages(beginning(text))) {
            String code = Writing.code(language.getLang());
            double likely = language.getConfidence();
            boolean better = likely > likeliest || likely == likeliest && code.compareTo(best) < 0;
            if (better && candidates.contains(code)) {
                best = code;
                likeliest = likely;
            }
        }
        return best;
    }

    private static String beginning(String text) {
        if (text.length() <= LOOKED_AT) {
            return text;
        }
        boolean cutsPair = Character.isHighSurrogate(text.charAt(LOOKED_AT - 1));
        return text.substring(0, cutsPair ? LOOKED_AT - 1 : LOOKED_AT);
    }
}
