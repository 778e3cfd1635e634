package io.github.mlxgguf.lmstudio;

import io.github.mlxgguf.server.ServerFailure;
import io.github.mlxgguf.server.ServerKind;

/** What was found at an address. */
public sealed interface Identification {
    /** A server that lists its models as LM Studio does; one of ours says so itself. */
    record Found(ServerKind kind) implements Identification {}

    /** Nothing listens there. */
    record Nothing(ServerFailure.Unreachable failure) implements Identification {}

    /** Something listens there that cannot be used as it is: another program, an old version, or a token is missing. */
    record Unusable(ServerFailure failure) implements Identification {}
}
