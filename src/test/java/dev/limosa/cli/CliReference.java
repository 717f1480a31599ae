package dev.limosa.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/cli.md: what every command's {@code --help} prints. */
final class CliReference {

    private static final int WIDTH = 100;

    private CliReference() {}

    static String text() {
        StringBuilder text = new StringBuilder(
                """
                # Commands

                Made from the commands' own `--help`. The answer goes to stdout, logs and progress to stderr.
                """);
        append(text, Main.commandLine());
        return text.toString();
    }

    private static void append(StringBuilder text, CommandLine command) {
        command.setUsageHelpWidth(WIDTH);
        text.append("\n## ").append(command.getCommandSpec().qualifiedName()).append("\n\n```\n");
        command.getUsageMessage(Ansi.OFF).lines().forEach(line -> text.append(line.stripTrailing())
                .append('\n'));
        text.append("```\n");
        // An alias stands for the same command again.
        Map<Object, CommandLine> once = new LinkedHashMap<>();
        command.getSubcommands().values().forEach(sub -> once.putIfAbsent(sub.getCommandSpec(), sub));
        once.values().forEach(sub -> append(text, sub));
    }
}
