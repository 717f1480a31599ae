package dev.limosa.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface that the operating system says are free. */
public final class FreePorts {

    private FreePorts() {}

    /** Two different ones: both are held until both are known. */
    static int[] two() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket one = new ServerSocket(0, 1, loopback);
                ServerSocket other = new ServerSocket(0, 1, loopback)) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find two free ports on 127.0.0.1", e);
        }
    }

    public static int one() {
        return two()[0];
    }
}
