package dev.limosa.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private Path file;

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(folder.resolve("db.properties"), "password=canary\nbroken\\u12=x\n");
        Files.writeString(folder.resolve("good.properties"), "password=from a file\n");
    }

    private String password(String reference, String... more) throws Exception {
        String yaml = ConfigErrorsTest.good().replace("x', user: me", "x', user: me, password: '" + reference + "'")
                + String.join("\n", more);
        Path config = Files.writeString(folder.resolve("m.yaml"), yaml);
        return ConfigFile.read(config, List.of(), Map.of("DB_PW", "from the environment", "MY_DB_PW", "x"))
                .source()
                .password();
    }

    private String refused(String reference, String... more) {
        InvalidConfigurationException e =
                assertThrows(InvalidConfigurationException.class, () -> password(reference, more));
        assertFalse(e.getMessage().contains("canary"), e.getMessage());
        return e.problems().get(0).replaceAll(".*cannot resolve ", "");
    }

    @Test
    void aReferenceIsReplacedByWhatItStandsFor() throws Exception {
        assertEquals("from the environment", password("${env:DB_PW}"));
        assertEquals("from a file", password("${file:" + folder.resolve("good.properties") + ":password}"));
    }

    @Test
    void whatAReferenceCannotFindIsTold() {
        assertEquals("${env:NONE}: the environment has no variable NONE; export it", refused("${env:NONE}"));
        assertEquals(
                "${env:X:-y}: a reference has no default value; write ${env:X} and set the variable",
                refused("${env:X:-y}"));
        assertEquals(
                "${file:db.properties:password}: expected ${file:/absolute/path:key}",
                refused("${file:db.properties:password}"));
        String missing = "${file:" + folder + "/none:password}";
        assertEquals(missing + ": there is no such file", refused(missing));
        String key = "${file:" + folder + "/good.properties:user}";
        assertEquals(key + ": the file has no line 'user=…'", refused(key));
        String broken = "${file:" + file + ":password}";
        assertEquals(
                broken + ": the file has no line 'password=…'", refused(broken), "a file that is no properties file");
    }

    /** As Kubernetes mounts secrets: links to links, all of them inside. */
    @Test
    void aLinkIsFollowedToWhereItLeads() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        Files.writeString(folder.resolve("data/s"), "password=inside\n");
        Files.createSymbolicLink(folder.resolve("..data"), folder.resolve("data"));
        Path inside = Files.createSymbolicLink(folder.resolve("inside"), folder.resolve("..data/s"));
        assertEquals("inside", password("${file:" + inside + ":password}"));
        Path secret = Files.writeString(elsewhere.resolve("s"), "password=canary\n");
        String outside = "${file:" + Files.createSymbolicLink(folder.resolve("outside"), secret) + ":password}";
        assertEquals(
                outside + ": it is a link to a place outside of 'secrets.allowed-paths', which allows only [" + folder
                        + ", /run/secrets, /var/run/secrets, /etc/limosa]",
                refused(outside));
        Path allowed = Files.createSymbolicLink(folder.resolve("allowed"), elsewhere);
        assertEquals(
                "canary",
                password("${file:" + allowed + "/s:password}", "secrets: {allowed-paths: ['" + allowed + "']}"));
    }

    @Test
    void onlyWhatIsAllowedIsRead() throws Exception {
        String secret = "${file:" + Files.writeString(elsewhere.resolve("p"), "password=canary") + ":password}";
        String allow = "secrets: {allowed-paths: ['" + elsewhere + "'], allowed-variables: 'DB_.*'}";
        assertEquals("canary", password(secret, allow));
        assertEquals("from the environment", password("${env:DB_PW}", allow));
        assertEquals(
                "${env:MY_DB_PW}: 'secrets.allowed-variables' does not allow it", refused("${env:MY_DB_PW}", allow));
        assertEquals(
                "${file:" + folder + "/good.properties:password}: 'secrets.allowed-paths' allows only [" + elsewhere
                        + "]",
                refused("${file:" + folder + "/good.properties:password}", allow));
        String up = "${file:" + elsewhere + "/../" + folder.getFileName() + "/good.properties:password}";
        assertEquals(up + ": 'secrets.allowed-paths' allows only [" + elsewhere + "]", refused(up, allow));
    }

    @Test
    void aReferenceMayStandInsideAProperty() {
        String jaas = "kafka.properties.sasl.jaas.config=Plain required username=\"u\" password=\"${env:PW}\";";
        MigrationConfig config =
                ConfigFile.parse("m.yaml", ConfigErrorsTest.good(), List.of(jaas), Map.of("PW", "canary"));
        assertEquals(
                "Plain required username=\"u\" password=\"canary\";",
                config.kafka().properties().get("sasl.jaas.config"));
        assertFalse(config.toString().contains("canary"));
    }
}
