package dev.limosa.text.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.junit.jupiter.api.Test;

class LanguagesTest {

    private static Outputs language(String settings) {
        return Outputs.of("l: {emit: language, from: body" + settings + "}");
    }

    @Test
    void theScriptSaysItWhereOneLanguageIsLeft() {
        Outputs outputs = language(", allowed: [zh, en, ja, ko, ru], otherwise: zh");
        assertEquals("zh", outputs.body("我买了一台 ThinkPad X1 Carbon"));
        assertEquals("en", outputs.body("I live in 北京 and like it"));
        assertEquals("ja", outputs.body("東京に行きました"));
        assertEquals("zh", outputs.body("优の良品，味道很好，下次还会再来买的东西"), "one kana makes no Japanese");
        assertEquals("ko", outputs.body("안녕하세요 hello"));
        assertEquals("ru", outputs.body("Привет, мир"));
        assertEquals("zh", outputs.body("12345 !?"), "no letter at all");
        assertEquals("zh", outputs.body("שלום"), "in none of them");
        assertNull(outputs.body(null));
        assertEquals("ja", language(", allowed: [ja, en]").body("東京都"), "a headline without kana");
        assertEquals("und", language(", allowed: [ja]").body("hello"));
    }

    @Test
    void theDetectorTellsThoseOfOneScriptApartAndIsOnlyThereForThem() {
        assertFalse(new Languages(List.of("zh", "en", "ja"), "zh").needsDetector());
        assertTrue(new Languages(List.of("de", "en"), "en").needsDetector());
        Outputs outputs = language("");
        assertEquals("en", outputs.body("The weather in the mountains was so bad that nobody went outside all day."));
        assertEquals(
                "de",
                outputs.body("Das Wetter in den Bergen war so schlecht, dass den ganzen Tag niemand hinausging."));
        assertEquals("fr", outputs.body("Le temps était si mauvais dans les montagnes que personne n'est sorti."));
        assertEquals("uk", outputs.body("Погода в горах була такою поганою, що весь день ніхто не виходив надвір."));
        assertEquals("de", language(", allowed: [de, en]").body("Guten Morgen"), "only of those that are allowed");
    }

    /** Otherwise it could never be found. */
    @Test
    void theDetectorKnowsEveryLanguageThatSharesAScript() throws IOException {
        Set<String> known = Arrays.stream(
                        new LanguageDetectorME(new LanguageDetectorModel(Detector.model())).getSupportedLanguages())
                .map(Writing::code)
                .collect(Collectors.toSet());
        for (Writing writing : Writing.values()) {
            if (writing.languages().size() > 1) {
                assertTrue(known.containsAll(writing.languages()), writing.toString());
            }
        }
    }
}
