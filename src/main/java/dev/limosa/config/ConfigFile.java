package dev.limosa.config;

import static java.util.Objects.requireNonNull;

import dev.limosa.change.TableId;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * Reads {@code migration.yaml}. A flag ({@code --set path=value}) stands above the environment ({@code LIMOSA_…}), that
 * above the file, and that above the defaults.
 */
public final class ConfigFile {

    private static final Path NOWHERE = Path.of("/");

    private ConfigFile() {}

    /** The file and this process's environment. */
    public static MigrationConfig read(Path file) {
        return read(file, List.of(), System.getenv());
    }

    /**
     * @param flags each {@code path=value}; a later one stands above an earlier one
     * @throws InvalidConfigurationException naming everything that is wrong, with line and column
     */
    public static MigrationConfig read(Path file, List<String> flags, Map<String, String> environment) {
        Problems problems = new Problems(file.toString());
        String yaml = new YamlText(problems).decode(bytes(file));
        // It was read, so it lies in a folder.
        Path folder = requireNonNull(file.toAbsolutePath().getParent());
        return parse(problems, yaml, folder, flags, environment);
    }

    /** The entries of these tables as they stand in the file, for {@link TableEntries#read}. */
    public static String entries(
            Path file, List<String> flags, Map<String, String> environment, Collection<TableId> tables) {
        Problems problems = new Problems(file.toString());
        MappingNode root = new YamlText(problems).compose(new YamlText(problems).decode(bytes(file)));
        new Settings(problems).apply(root, environment, flags);
        problems.throwIfAny();
        return TableEntries.write(root, tables);
    }

    static MigrationConfig parse(String name, String yaml) {
        return parse(name, yaml, List.of(), Map.of());
    }

    static MigrationConfig parse(String name, String yaml, List<String> flags, Map<String, String> environment) {
        return parse(new Problems(name), yaml, NOWHERE, flags, environment);
    }

    private static MigrationConfig parse(
            Problems problems, String yaml, Path folder, List<String> flags, Map<String, String> environment) {
        MappingNode root = new YamlText(problems).compose(yaml);
        new Settings(problems).apply(root, environment, flags);
        MigrationConfig config = new MigrationReader(new YamlNode(root, "", problems), environment, folder).read();
        problems.throwIfAny();
        return config;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unreadable(file, "there is no such file; name it with -c, or make one with 'limosa init'");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "this user may not read it");
        } catch (IOException e) {
            throw unreadable(file, Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage()));
        }
    }

    private static InvalidConfigurationException unreadable(Path file, String reason) {
        return new InvalidConfigurationException(
                List.of("cannot read configuration file '" + file.toAbsolutePath() + "': " + reason));
    }
}
