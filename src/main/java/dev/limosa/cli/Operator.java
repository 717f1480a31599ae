package dev.limosa.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who gives a command. */
final class Operator {

    private Operator() {}

    /** {@code user@host}, as far as this machine knows. */
    static String name() {
        return System.getProperty("user.name", "unknown") + "@" + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine whose own name does not resolve still has a user.
            return "unknown";
        }
    }
}
