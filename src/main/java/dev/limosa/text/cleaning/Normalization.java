package dev.limosa.text.cleaning;

import com.ibm.icu.text.Normalizer2;
import java.util.function.UnaryOperator;

/** Unicode's normalization forms, by ICU: the JVM's change with its version. */
enum Normalization implements UnaryOperator<String> {
    /** Accents join their letters. */
    NFC(Normalizer2.getNFCInstance()),
    /** Also: full width becomes half width, ligatures come apart, circled numbers lose their circles. */
    NFKC(Normalizer2.getNFKCInstance());

    private final Normalizer2 form;

    Normalization(Normalizer2 form) {
        this.form = form;
    }

    @Override
    public String apply(String text) {
        if (form.spanQuickCheckYes(text) == text.length()) {
            return text;
        }
        String normal = form.normalize(text);
        return normal.equals(text) ? text : normal;
    }
}
