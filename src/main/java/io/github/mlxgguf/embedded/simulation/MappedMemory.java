package io.github.mlxgguf.embedded.simulation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a file that this process has mapped and read, as an engine maps its weights. They are in memory, but not the process's
 * own: the system may drop them.
 *
 * <p>The file has a length and no content, so that no disk is written to while something is measured; its pages are as real as
 * others. It has no name, and is gone with the process. On a file system that lies in memory itself
 * (tmpfs) Linux counts the pages as shared memory.
 */
final class MappedMemory implements Memory {
    private final Path path;
    private final List<MappedByteBuffer> blocks = new ArrayList<>();
    private @Nullable FileChannel file;
    private long bytes;

    /**
     * Nothing yet.
     *
     * @param path where its file is made, for a moment; there must be none
     */
    MappedMemory(Path path) {
        this.path = path;
    }

    /** Maps more of the file, and reads a byte of every page. */
    @Override
    public void growTo(long target) throws IOException {
        FileChannel opened = open();
        while (bytes < target) {
            long size = Math.min(ResidentMemory.BLOCK_BYTES, target - bytes);
            opened.write(ByteBuffer.allocate(1), bytes + size - 1); // which makes the file so long
            blocks.add(opened.map(MapMode.READ_ONLY, bytes, size).load());
            bytes += size;
        }
    }

    private FileChannel open() throws IOException {
        if (file == null) {
            file = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(path);
        }
        return file;
    }

    @Override
    public long bytes() {
        return bytes;
    }
}
