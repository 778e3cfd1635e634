package io.github.mlxgguf.lmstudio;

import java.io.IOException;

/** A server compressed its answer although it was asked not to; events inside would come late and together. */
final class CompressedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String encoding;

    CompressedAnswerException(String encoding) {
        super("compressed with " + encoding);
        this.encoding = encoding;
    }

    String encoding() {
        return encoding;
    }
}
