package io.github.mlxgguf.lmstudio;

import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Source;

/**
 * A stream that never ends with a carriage return: it gets the line feed that it lacks. Okhttp-sse 5.5.1 waits for the byte after
 * a carriage return and, where none comes, spins for ever. Found by the fuzz test.
 */
final class LastLineEnd extends ForwardingSource {
    private boolean open;

    LastLineEnd(Source stream) {
        super(stream);
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
        long count = super.read(sink, byteCount);
        if (count > 0) {
            open = sink.getByte(sink.size() - 1) == '\r';
        } else if (count < 0 && open) {
            open = false;
            sink.writeByte('\n');
            return 1;
        }
        return count;
    }
}
