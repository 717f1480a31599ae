package dev.limosa.text.hanlp;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.corpus.io.IIOAdapter;
import com.hankcs.hanlp.dictionary.CoreBiGramTableDictionary;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.CustomDictionary;
import com.hankcs.hanlp.utility.Predefine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.logging.Level;

/**
 * HanLP as it has to be here: the same in every process. Left alone it looks for {@code hanlp.properties} on the class
 * path, for {@code HANLP_ROOT} in the environment and for a folder {@code data}, writes caches beside dictionaries, and
 * logs. Whoever uses a class of HanLP calls {@link #load} first.
 */
public final class HanLp {

    private static final String DATA = "data/dictionary/";

    static {
        // No such file: HanLP gives up looking for its properties. It reads this name once, when its Config is loaded.
        Predefine.HANLP_PROPERTIES_PATH = "";
        Predefine.logger.setLevel(Level.OFF);
        HanLP.Config.IOAdapter = new OwnJarOnly();
        // In this order: a dictionary's tags are numbers, which count what was loaded before it.
        requireWords("core", CoreDictionary.trie.size());
        requireWords("bigram", CoreBiGramTableDictionary.getBiFrequency("中国", "人民"));
        requireWords("custom", CustomDictionary.DEFAULT.dat.size());
    }

    private HanLp() {}

    /** Loads HanLP's dictionaries, once: about 0.3 s and 30 MB. */
    public static void load() {
        // The class is initialized by now.
    }

    /** A dictionary that it can't read HanLP only logs, and goes on without. */
    private static void requireWords(String dictionary, int words) {
        if (words <= 0) {
            throw new IllegalStateException("cannot read HanLP's " + dictionary + " dictionary from its jar");
        }
    }

    private static final class OwnJarOnly implements IIOAdapter {
        /** Whatever {@code HANLP_ROOT} has put in front of the path goes. */
        @Override
        public InputStream open(String path) throws IOException {
            int data = path.lastIndexOf(DATA);
            InputStream in = data < 0 ? null : HanLP.class.getResourceAsStream("/" + path.substring(data));
            if (in == null) {
                throw new FileNotFoundException(path);
            }
            return in;
        }

        @Override
        public OutputStream create(String path) throws IOException {
            throw new IOException("HanLP may not write '" + path + "'");
        }
    }
}
