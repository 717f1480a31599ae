package dev.limosa.text.output;

import dev.limosa.text.Tokens;
import dev.limosa.text.analysis.Chain;
import dev.limosa.text.analysis.ChainRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread's runs of all chains of a plan, made when a text first needs them, and what went through each. */
final class ChainRuns {

    private final List<Chain> chains;
    private final @Nullable ChainRun[] runs;
    private final long[] texts;
    private final long[] characters;

    ChainRuns(List<Chain> chains) {
        this.chains = chains;
        this.runs = new @Nullable ChainRun[chains.size()];
        this.texts = new long[chains.size()];
        this.characters = new long[chains.size()];
    }

    void analyze(int chain, String text, Tokens out) {
        ChainRun run = runs[chain];
        if (run == null) {
            run = chains.get(chain).newRun();
            runs[chain] = run;
        }
        texts[chain]++;
        characters[chain] += text.length();
        run.analyze(text, out);
    }

    void tell(ChainCounts counts) {
        for (int chain = 0; chain < texts.length; chain++) {
            if (texts[chain] > 0) {
                counts.add(chains.get(chain).name(), texts[chain], characters[chain]);
                texts[chain] = 0;
                characters[chain] = 0;
            }
        }
    }
}
