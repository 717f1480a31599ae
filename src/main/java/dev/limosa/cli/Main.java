package dev.limosa.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code limosa}: moves a live database to another one without stopping it. */
@Command(
        name = "limosa",
        description = "Moves a live, text-heavy database to another one without stopping it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, ready, no difference",
            "1:failed unexpectedly: a lost connection, a bug",
            "2:wrong usage, or a configuration that can't be used",
            "3:what was compared is not the same",
            "4:not ready; the reasons are printed",
            "5:a check failed",
            "6:not done in time; nothing was changed",
            "7:refused: it would destroy something, change what may not change, or lacks something"
        })
public final class Main implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            InitCommand.class,
            CheckCommand.class,
            RunCommand.class,
            StatusCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            ThrottleCommand.class,
            VerifyCommand.class,
            TransformCommand.class,
            OpenCommand.class,
            TableCommand.class,
            TopicsCommand.class,
            CleanCommand.class,
            SchemaCommand.class);

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private boolean verbose;

    public static void main(String[] args) {
        System.exit(commandLine(called(args)).execute(args));
    }

    /** Only the command that the first word calls, if it does: to read what all are made of takes a quarter second. */
    private static List<Class<?>> called(String[] args) {
        return COMMANDS.stream()
                .filter(type -> args.length > 0
                        && type.getAnnotation(Command.class).name().equals(args[0]))
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS);
    }

    public static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine all = new CommandLine(new Main());
        commands.forEach(all::addSubcommand);
        return all.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrorPrinter())
                .setExecutionExceptionHandler(new ErrorPrinter());
    }

    /** Options are read before any class that logs is loaded, so the level is there in time. */
    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "log more, and print the stack trace of an error")
    void setVerbose(boolean verbose) {
        this.verbose = verbose;
        if (verbose) {
            System.setProperty("LIMOSA_LOG", "DEBUG");
        }
    }

    /** For commands that tell themselves what can't be reached: the clients would tell it again for each attempt. */
    static void quietClients(CommandSpec command) {
        if (!isVerbose(command)) {
            System.setProperty("LIMOSA_KAFKA_LOG", "ERROR");
        }
    }

    static boolean isVerbose(CommandSpec command) {
        return command.root().userObject() instanceof Main main && main.verbose;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
