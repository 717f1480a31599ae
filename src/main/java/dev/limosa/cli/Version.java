package dev.limosa.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IVersionProvider;

/** What the jar's manifest says; classes that are not in a jar have no version. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        @Nullable String version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"limosa " + (version == null ? "(not packaged)" : version)};
    }
}
