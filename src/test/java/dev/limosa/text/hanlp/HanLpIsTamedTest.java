package dev.limosa.text.hanlp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HanLP looks into many places that are none of its business. What it would find there must not count. */
class HanLpIsTamedTest {

    private static final String TEXT = "王小明說自然语言处理很有意思，頭髮乾淨";

    @TempDir
    private Path folder;

    /** In a process of its own, as HanLP looks around only once. */
    public static final class Elsewhere {
        private Elsewhere() {}

        public static void main(String[] args) {
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8).print(answer());
        }
    }

    private static String answer() {
        return Stream.of(Mode.values())
                        .map(mode -> Bare.words(new Model(mode, null).newSegmenter(), TEXT)
                                .toString())
                        .reduce("", String::concat)
                + ZhConversion.toSimplified().convert(TEXT);
    }

    @Test
    void propertiesRootsAndFoldersOfOthersAreNotRead() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/dictionary/custom"));
        Files.writeString(data.resolve("CustomDictionary.txt"), "很有意思 nz 1000\n");
        Files.writeString(folder.resolve("data/dictionary/CoreNatureDictionary.tr.txt"), "broken");
        Files.writeString(
                folder.resolve("hanlp.properties"),
                "root=" + folder + "\nNormalization=true\nIOAdapter=com.hankcs.hanlp.corpus.io.FileIOAdapter\n");
        List<String> before = files();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.language=tr",
                        "-Dfile.encoding=ISO-8859-1",
                        "-DHANLP_ROOT=" + folder,
                        "-cp",
                        folder + System.getProperty("path.separator") + System.getProperty("java.class.path"),
                        Elsewhere.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(true, process.waitFor(2, TimeUnit.MINUTES));
        assertEquals(answer(), output, "nothing is logged either");
        assertEquals(before, files(), "no caches are written");
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
