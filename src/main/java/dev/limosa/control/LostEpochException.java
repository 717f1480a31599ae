package dev.limosa.control;

/** Another replica carries out commands by now; this one must not go on. */
public final class LostEpochException extends RuntimeException {

    LostEpochException(String migration, long epoch) {
        super("cannot go on carrying out commands of migration '" + migration + "': expected control epoch " + epoch
                + " in limosa.control, found a newer one; the replica that took it goes on");
    }
}
