package io.github.mlxgguf.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Unpacks a zip that was found safe; never a byte more of an entry than the zip said. */
final class ZipUnpacker {
    private static final int BLOCK_BYTES = 1 << 16;

    private ZipUnpacker() {}

    /**
     * Unpacks its files into a folder.
     *
     * @param damaged told of each entry whose bytes are not what the zip says of them; what could be unpacked of it is not kept
     */
    static void unpack(Path zip, List<ZipEntryInfo> entries, Path folder, Consumer<String> damaged) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
            for (ZipEntryInfo entry : entries) {
                if (entry.isFolder()) {
                    continue;
                }
                Path target = folder.resolve(entry.name()).normalize();
                Path parent = target.getParent();
                if (!target.startsWith(folder) || parent == null) {
                    throw new IllegalStateException("an unsafe name was not refused");
                }
                Files.createDirectories(parent);
                if (!unpack(file, entry, target)) {
                    Files.delete(target);
                    damaged.accept(
                            Printable.of(entry.name()) + ": cannot be unpacked, its bytes in the zip are damaged");
                }
            }
        }
    }

    private static boolean unpack(RandomAccessFile file, ZipEntryInfo entry, Path target) throws IOException {
        Counted out = new Counted(entry.bytes());
        file.seek(entry.span().data());
        try (OutputStream stream = Files.newOutputStream(target)) {
            boolean whole = entry.method() == ZipEntryInfo.STORED
                    ? copy(file, entry.packed(), out, stream)
                    : inflate(file, entry.packed(), out, stream);
            return whole && out.left == 0 && out.crc.getValue() == entry.crc();
        }
    }

    /** Counts what comes out against what was said. */
    private static final class Counted {
        private final CRC32 crc = new CRC32();
        private long left;

        Counted(long said) {
            left = said;
        }

        boolean write(byte[] bytes, int length, OutputStream out) throws IOException {
            if (length > left) {
                return false;
            }
            left -= length;
            crc.update(bytes, 0, length);
            out.write(bytes, 0, length);
            return true;
        }
    }

    private static boolean copy(RandomAccessFile file, long packed, Counted counted, OutputStream out)
            throws IOException {
        byte[] block = new byte[BLOCK_BYTES];
        long left = packed;
        while (left > 0) {
            int length = (int) Math.min(block.length, left);
            file.readFully(block, 0, length);
            left -= length;
            if (!counted.write(block, length, out)) {
                return false;
            }
        }
        return true;
    }

    private static boolean inflate(RandomAccessFile file, long packed, Counted counted, OutputStream out)
            throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            byte[] in = new byte[BLOCK_BYTES];
            byte[] block = new byte[BLOCK_BYTES];
            long left = packed;
            while (!inflater.finished()) {
                if (inflater.needsInput()) {
                    int length = (int) Math.min(in.length, left);
                    if (length == 0) {
                        return false;
                    }
                    file.readFully(in, 0, length);
                    left -= length;
                    inflater.setInput(in, 0, length);
                }
                int length = inflater.inflate(block);
                if (inflater.needsDictionary() || !counted.write(block, length, out)) {
                    return false;
                }
            }
            // What is left over would be bytes that nobody ever sees.
            return left == 0 && inflater.getRemaining() == 0;
        } catch (DataFormatException damaged) {
            return false;
        } finally {
            inflater.end();
        }
    }
}
