package dev.limosa.text.output;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Which script most of a text is written in. For one thread. */
final class ScriptCount {

    /** The beginning says it: a longer text is not counted to its end. */
    private static final int LOOKED_AT = 4096;
    /** A word of an alphabet takes about three times as many letters as one of these has characters. */
    private static final int IDEOGRAPH = 3;
    /** Chinese borrows a kana now and then; Japanese has far more of them than one in ten. */
    private static final int KANA_SHARE = 10;

    private final int[] counts = new int[Writing.values().length];

    /** @return null if no letter of the text is in a script that is known */
    @Nullable
    Writing of(String text) {
        count(text);
        int kana = counts[Writing.KANA.ordinal()];
        int han = counts[Writing.HAN.ordinal()];
        boolean japanese = kana * KANA_SHARE >= kana + han && kana > 0;
        counts[Writing.KANA.ordinal()] = japanese ? (kana + han) * IDEOGRAPH : 0;
        counts[Writing.HAN.ordinal()] = japanese ? 0 : (kana + han) * IDEOGRAPH;
        counts[Writing.HANGUL.ordinal()] *= IDEOGRAPH;
        int most = 0;
        for (int i = 1; i < counts.length; i++) {
            most = counts[i] > counts[most] ? i : most;
        }
        return counts[most] == 0 ? null : Writing.values()[most];
    }

    private void count(String text) {
        Arrays.fill(counts, 0);
        int end = Math.min(text.length(), LOOKED_AT);
        int at = 0;
        while (at < end) {
            int c = text.codePointAt(at);
            int writing = Writing.of(c);
            if (writing >= 0) {
                counts[writing]++;
            }
            at += Character.charCount(c);
        }
    }
}
