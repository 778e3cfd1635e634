package io.github.mlxgguf.embedded.script;

/**
 * How a worker's memory grows with the generations it has made.
 *
 * @param bytesPerRequest growth of each generation, for {@code bounded} and {@code linear}
 * @param requests the generation after which {@code bounded} stops to grow, or at which {@code step} comes
 * @param stepBytes growth of the one step
 */
public record Leak(Kind kind, long bytesPerRequest, int requests, long stepBytes) {
    /** No growth. */
    public static final Leak NONE = new Leak(Kind.NONE, 0, 0, 0);

    /** The shape of the growth. */
    public enum Kind {
        NONE,
        /** A cache that fills, then flat. */
        BOUNDED,
        LINEAR,
        /** Once, and then flat. */
        STEP
    }

    /** Growth in bytes, from the load on, when so many generations have been made. */
    public long bytesAfter(int generations) {
        return switch (kind) {
            case NONE -> 0;
            case BOUNDED -> bytesPerRequest * Math.min(generations, requests);
            case LINEAR -> bytesPerRequest * generations;
            case STEP -> generations >= requests ? stepBytes : 0;
        };
    }
}
