package dev.limosa.cli;

import dev.limosa.service.ConfigDraft;
import dev.limosa.service.ConfigDraft.Login;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a first configuration from what is in the source. */
@Command(
        name = "init",
        description = "Write a commented migration.yaml from the source's tables.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--source-url",
            required = true,
            paramLabel = "URL",
            description = "jdbc:postgresql://host:port/database")
    private String sourceUrl = "";

    @Option(
            names = "--source-user",
            required = true,
            paramLabel = "ROLE",
            description = "the role that reads the source")
    private String sourceUser = "";

    @Option(
            names = "--source-password-env",
            paramLabel = "NAME",
            defaultValue = "SOURCE_PASSWORD",
            description = "the environment's variable that holds its password (default: ${DEFAULT-VALUE})")
    private String sourcePassword = "";

    @Option(names = "--target-url", paramLabel = "URL", description = "the target; can be written into the file later")
    private @Nullable String targetUrl;

    @Option(
            names = "--target-user",
            paramLabel = "ROLE",
            description = "the role that writes the target (default: the source's)")
    private @Nullable String targetUser;

    @Option(
            names = "--target-password-env",
            paramLabel = "NAME",
            defaultValue = "TARGET_PASSWORD",
            description = "the environment's variable that holds its password (default: ${DEFAULT-VALUE})")
    private String targetPassword = "";

    @Option(
            names = {"--kafka", "--bootstrap-server"},
            paramLabel = "HOST:PORT",
            defaultValue = "localhost:9092",
            description = "Kafka's address (default: ${DEFAULT-VALUE})")
    private String kafka = "";

    @Option(
            names = "--migration",
            paramLabel = "NAME",
            description = "the migration's name (default: the source database's)")
    private @Nullable String migration;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            defaultValue = "migration.yaml",
            description = "where to write it (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("migration.yaml");

    @Option(names = "--force", description = "write over a file that exists")
    private boolean force;

    @Override
    public Integer call() throws Exception {
        if (Files.exists(file) && !force) {
            spec.commandLine()
                    .getErr()
                    .println("limosa: cannot write '" + file + "': it exists; --force writes over it");
            return ExitCode.REFUSED;
        }
        Login target = targetUrl == null
                ? Login.unknown(targetUser == null ? sourceUser : targetUser, targetPassword)
                : Login.to(targetUrl, targetUser == null ? sourceUser : targetUser, targetPassword, System.getenv());
        Login source = Login.to(sourceUrl, sourceUser, sourcePassword, System.getenv());
        ConfigDraft draft = ConfigDraft.of(migration, source, target, kafka);
        write(draft.text());
        spec.commandLine()
                .getOut()
                .println("wrote " + file + ": " + draft.listed() + " tables, and " + draft.leftOut()
                        + " commented out with the reason");
        return ExitCode.OK;
    }

    private void write(String text) throws Exception {
        if (force) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } else {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
        }
    }
}
