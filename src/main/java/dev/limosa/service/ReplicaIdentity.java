package dev.limosa.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which process this is, for people: {@code name} is unique, the rest helps to find it. */
record ReplicaIdentity(String name, String host, long pid, String version, Instant startedAt) {

    static ReplicaIdentity ofThisProcess() {
        ProcessHandle process = ProcessHandle.current();
        String host = hostName();
        // In a container every process has the same number.
        String unique = UUID.randomUUID().toString().substring(0, 4);
        String version = ReplicaIdentity.class.getPackage().getImplementationVersion();
        return new ReplicaIdentity(
                host + "-" + process.pid() + "-" + unique,
                host,
                process.pid(),
                version == null ? "development" : version,
                process.info().startInstant().orElse(Instant.EPOCH));
    }

    private static String hostName() {
        return Optional.ofNullable(System.getenv("HOSTNAME"))
                .filter(name -> !name.isBlank())
                .orElseGet(ReplicaIdentity::hostByAddress);
    }

    private static String hostByAddress() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
