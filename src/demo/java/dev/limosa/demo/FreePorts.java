package dev.limosa.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports of the loopback interface, below those that systems give to outgoing connections: a client that tries to
 * reach a server while it restarts must not be given the server's own port.
 */
public final class FreePorts {

    private static final int FIRST = 20_000;
    private static final int BEHIND_LAST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private FreePorts() {}

    /** Two different ones: both are held until both are known. */
    static int[] two() {
        try (ServerSocket one = free();
                ServerSocket other = free()) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find two free ports on 127.0.0.1", e);
        }
    }

    public static int one() {
        return two()[0];
    }

    private static ServerSocket free() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, BEHIND_LAST);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                // Somebody has it; only when none of many is free is that worth telling.
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
