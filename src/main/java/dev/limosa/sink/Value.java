package dev.limosa.sink;

/** The bytes of a row, which need not be in memory. For one thread. */
interface Value {

    /** @throws org.apache.kafka.connect.errors.ConnectException if they can't be read back */
    byte[] bytes();

    int length();

    /** Nobody will ask for them again. */
    default void release() {}

    static Value of(byte[] bytes) {
        return new InMemory(bytes);
    }

    record InMemory(byte[] bytes) implements Value {
        @Override
        public int length() {
            return bytes.length;
        }
    }
}
