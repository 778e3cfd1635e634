package io.github.mlxgguf.embedded.http;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Events with text leave in bunches, each in one chunk. */
final class BunchedFrames implements FrameSink {
    /** As many text events share a chunk. */
    static final int BUNCH = 4;

    private final FrameSink next;
    private final List<Frame> held = new ArrayList<>();

    BunchedFrames(FrameSink next) {
        this.next = next;
    }

    @Override
    public void frame(Frame frame) {
        if (!frame.answer()) {
            flush();
            next.frame(frame);
            return;
        }
        held.add(frame);
        if (held.size() == BUNCH) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (!held.isEmpty()) {
            List<Frame> bunch = List.copyOf(held);
            held.clear();
            String text = bunch.stream().map(Frame::text).collect(Collectors.joining());
            next.frame(new Frame(
                    text, true, moment -> bunch.forEach(frame -> frame.sentNs().accept(moment))));
        }
        next.flush();
    }
}
