package dev.limosa.text.output;

import com.ibm.icu.lang.UScript;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How languages are written, by groups of scripts: which of them a text is in can be counted, and for most of the
 * groups that already says the language. Codes are ISO 639-1, or 639-3 where there is none of two letters.
 */
enum Writing {
    HAN("zh", UScript.HAN, UScript.BOPOMOFO),
    KANA("ja", UScript.HIRAGANA, UScript.KATAKANA),
    HANGUL("ko", UScript.HANGUL),
    LATIN(
            "af ast az br bs ca ceb cs cy da de en eo es et eu fi fo fr fy ga gl gsw hr hu id is it jv la lb li lt lv"
                    + " mg mi min ms mt nan nb nds nl nn oc pl pt ro sk sl so sq sr su sv sw tl tr uz vi vo war zu",
            UScript.LATIN),
    CYRILLIC("ba be bg kk ky mk mn ru sr tg tt uk uz", UScript.CYRILLIC),
    ARABIC("ar fa pnb ps ur", UScript.ARABIC),
    DEVANAGARI("hi mr ne sa", UScript.DEVANAGARI),
    GREEK("el", UScript.GREEK),
    HEBREW("he", UScript.HEBREW),
    ARMENIAN("hy", UScript.ARMENIAN),
    GEORGIAN("ka", UScript.GEORGIAN),
    THAI("th", UScript.THAI),
    LAO("lo", UScript.LAO),
    KHMER("km", UScript.KHMER),
    MYANMAR("my", UScript.MYANMAR),
    TIBETAN("bo", UScript.TIBETAN),
    BENGALI("bn", UScript.BENGALI),
    GURMUKHI("pa", UScript.GURMUKHI),
    GUJARATI("gu", UScript.GUJARATI),
    TAMIL("ta", UScript.TAMIL),
    TELUGU("te", UScript.TELUGU),
    KANNADA("kn", UScript.KANNADA),
    MALAYALAM("ml", UScript.MALAYALAM),
    SINHALA("si", UScript.SINHALA),
    ETHIOPIC("am", UScript.ETHIOPIC);

    /** The detector's codes of three letters, where they don't stand for themselves. */
    private static final Map<String, String> SHORT = shortCodes();

    private static final Writing[] BY_SCRIPT = byScript();

    private final List<String> languages;
    private final int[] scripts;

    Writing(String languages, int... scripts) {
        this.languages = List.of(languages.split(" "));
        this.scripts = scripts;
    }

    List<String> languages() {
        return languages;
    }

    /** The group's number, or -1 for what is in no script of ours: digits, punctuation, emoji. */
    static int of(int codePoint) {
        if (codePoint < 0x80) {
            return (codePoint | 0x20) >= 'a' && (codePoint | 0x20) <= 'z' ? LATIN.ordinal() : -1;
        }
        int script = UScript.getScript(codePoint);
        return script < BY_SCRIPT.length && BY_SCRIPT[script] != null ? BY_SCRIPT[script].ordinal() : -1;
    }

    static Set<String> allLanguages() {
        Set<String> all = new TreeSet<>();
        Arrays.stream(values()).forEach(writing -> all.addAll(writing.languages));
        return all;
    }

    /** A code of the detector as it stands here. */
    static String code(String detected) {
        return SHORT.getOrDefault(detected, detected);
    }

    private static Map<String, String> shortCodes() {
        Map<String, String> codes = new TreeMap<>();
        String pairs =
                "afr af ara ar aze az bak ba bel be ben bn bos bs bre br bul bg cat ca ces cs cmn zh cym cy dan da"
                        + " deu de ekk et ell el eng en epo eo est et eus eu fao fo fas fa fin fi fra fr fry fy gle ga glg gl"
                        + " guj gu heb he hin hi hrv hr hun hu hye hy ind id isl is ita it jav jv jpn ja kan kn kat ka kaz kk"
                        + " kir ky kor ko lat la lav lv lim li lit lt ltz lb lvs lv mal ml mar mr mkd mk mlt mt mon mn mri mi"
                        + " msa ms nep ne nld nl nno nn nob nb oci oc pan pa pes fa plt mg pol pl por pt pus ps ron ro rus ru"
                        + " san sa sin si slk sk slv sl som so spa es sqi sq srp sr sun su swa sw swe sv tam ta tat tt tel te"
                        + " tgk tg tgl tl tha th tur tr ukr uk urd ur uzb uz vie vi vol vo zul zu";
        String[] all = pairs.split(" ");
        for (int i = 0; i < all.length; i += 2) {
            codes.put(all[i], all[i + 1]);
        }
        return codes;
    }

    private static Writing[] byScript() {
        Writing[] writings = new Writing
                [Arrays.stream(values())
                                .flatMapToInt(writing -> Arrays.stream(writing.scripts))
                                .max()
                                .orElseThrow()
                        + 1];
        for (Writing writing : values()) {
            for (int script : writing.scripts) {
                writings[script] = writing;
            }
        }
        return writings;
    }
}
