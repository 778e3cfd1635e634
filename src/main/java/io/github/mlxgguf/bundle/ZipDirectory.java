package io.github.mlxgguf.bundle;

import io.github.mlxgguf.record.ResultsException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The directory of a zip, read byte by byte: the JDK's readers show neither links, nor entries that share bytes, nor a directory
 * that names other files than the entries themselves. Plain zips only, without comment and without the 64-bit extension; layout from
 * PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int MAX_DIRECTORY_BYTES = 16 << 20;
    private static final int ENCRYPTED = 1;
    /** Sizes and checksum follow the data, as a writer has it that does not know them before. */
    private static final int DESCRIPTOR_FOLLOWS = 1 << 3;

    private static final int DESCRIPTOR_SIGNATURE = 0x08074b50;
    private static final int DESCRIPTOR_BYTES = 16;
    private static final int UNIX = 3;
    private static final int MODE_SHIFT = 16;
    private static final long UNSIGNED_INT = 0xffffffffL;
    private static final int UNSIGNED_SHORT = 0xffff;

    private ZipDirectory() {}

    /**
     * Its entries, in the order of the directory.
     *
     * @throws ResultsException if it is no zip, is cut off, or is damaged so that its entries are not known
     */
    static List<ZipEntryInfo> read(Path zip) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(zip.toFile(), "r")) {
            return read(file, zip);
        }
    }

    private static List<ZipEntryInfo> read(RandomAccessFile file, Path zip) throws IOException {
        long length = file.length();
        if (length == END_BYTES && block(file, 0, 4).getInt(0) == END_SIGNATURE) {
            throw new ResultsException(zip.toAbsolutePath() + " is a zip without any file: it holds no bundle. `bundle`"
                    + " makes one from a results folder.");
        }
        if (length < END_BYTES || block(file, 0, 4).getInt(0) != LOCAL_SIGNATURE) {
            throw unusable(zip, "it does not begin as a zip with files in it does");
        }
        ByteBuffer end = block(file, length - END_BYTES, END_BYTES);
        if (end.getInt(0) != END_SIGNATURE) {
            throw unusable(zip, "its end is missing, as where it was cut off");
        }
        int count = end.getShort(10) & UNSIGNED_SHORT;
        long bytes = end.getInt(12) & UNSIGNED_INT;
        long offset = end.getInt(16) & UNSIGNED_INT;
        if (offset + bytes != length - END_BYTES || bytes > MAX_DIRECTORY_BYTES) {
            throw unusable(zip, "its directory is not where its end says");
        }
        ByteBuffer directory = block(file, offset, (int) bytes);
        List<ZipEntryInfo> entries = new ArrayList<>();
        while (directory.hasRemaining()) {
            entries.add(entry(file, directory, offset, zip));
        }
        requireSeamless(entries, offset, zip);
        if (entries.size() != count) {
            throw unusable(zip, "its directory has " + entries.size() + " entries where its end says " + count);
        }
        return entries;
    }

    private static ZipEntryInfo entry(RandomAccessFile file, ByteBuffer directory, long dataEnd, Path zip)
            throws IOException {
        int at = directory.position();
        if (directory.remaining() < ENTRY_BYTES || directory.getInt(at) != ENTRY_SIGNATURE) {
            throw unusable(zip, "its directory is damaged");
        }
        int nameBytes = directory.getShort(at + 28) & UNSIGNED_SHORT;
        int total = ENTRY_BYTES
                + nameBytes
                + (directory.getShort(at + 30) & UNSIGNED_SHORT)
                + (directory.getShort(at + 32) & UNSIGNED_SHORT);
        if (directory.remaining() < total) {
            throw unusable(zip, "its directory is damaged");
        }
        byte[] name = new byte[nameBytes];
        directory.get(at + ENTRY_BYTES, name);
        directory.position(at + total);
        int system = (directory.getShort(at + 4) & UNSIGNED_SHORT) >> 8;
        long packed = directory.getInt(at + 20) & UNSIGNED_INT;
        int flags = directory.getShort(at + 8);
        long local = directory.getInt(at + 42) & UNSIGNED_INT;
        ZipEntryInfo.Span span = span(file, local, directory.slice(at, ENTRY_BYTES), name, dataEnd, zip);
        return new ZipEntryInfo(
                new String(name, StandardCharsets.UTF_8),
                directory.getShort(at + 10) & UNSIGNED_SHORT,
                (flags & ENCRYPTED) != 0,
                directory.getInt(at + 16) & UNSIGNED_INT,
                packed,
                directory.getInt(at + 24) & UNSIGNED_INT,
                system == UNIX ? directory.getInt(at + 38) >>> MODE_SHIFT : 0,
                span);
    }

    /** Where an entry lies; its own header must say of it what the directory says. */
    private static ZipEntryInfo.Span span(
            RandomAccessFile file, long local, ByteBuffer listed, byte[] name, long dataEnd, Path zip)
            throws IOException {
        ByteBuffer entry = listed.order(ByteOrder.LITTLE_ENDIAN);
        if (local + LOCAL_BYTES + name.length > dataEnd) {
            throw unusable(zip, "an entry lies outside of it");
        }
        ByteBuffer header = block(file, local, LOCAL_BYTES + name.length);
        byte[] localName = new byte[name.length];
        header.get(LOCAL_BYTES, localName);
        if (header.getInt(0) != LOCAL_SIGNATURE
                || (header.getShort(26) & UNSIGNED_SHORT) != name.length
                || !Arrays.equals(name, localName)) {
            throw unusable(zip, "its directory names other files than there are");
        }
        long packed = entry.getInt(20) & UNSIGNED_INT;
        long data = local + LOCAL_BYTES + name.length + (header.getShort(28) & UNSIGNED_SHORT);
        boolean described = (entry.getShort(8) & DESCRIPTOR_FOLLOWS) != 0;
        long end = data + packed + (described ? DESCRIPTOR_BYTES : 0);
        if (end > dataEnd) {
            throw unusable(zip, "an entry lies outside of it");
        }
        boolean same = header.getShort(6) == entry.getShort(8) && header.getShort(8) == entry.getShort(10);
        if (described) {
            ByteBuffer descriptor = block(file, data + packed, DESCRIPTOR_BYTES);
            same &= isEmpty(header) || sameFigures(header, 14, entry);
            same &= descriptor.getInt(0) == DESCRIPTOR_SIGNATURE && sameFigures(descriptor, 4, entry);
        } else {
            same &= sameFigures(header, 14, entry);
        }
        if (!same) {
            throw unusable(
                    zip,
                    "its directory says something else of a file than the file itself, which no `bundle`" + " writes");
        }
        return new ZipEntryInfo.Span(local, data, end);
    }

    private static boolean isEmpty(ByteBuffer header) {
        return header.getInt(14) == 0 && header.getInt(18) == 0 && header.getInt(22) == 0;
    }

    /** Checksum and both sizes, which stand one after the other everywhere. */
    private static boolean sameFigures(ByteBuffer block, int at, ByteBuffer entry) {
        return block.getInt(at) == entry.getInt(16)
                && block.getInt(at + 4) == entry.getInt(20)
                && block.getInt(at + 8) == entry.getInt(24);
    }

    /** Bytes between entries, or before the directory, may be files that only another reader of zips shows. */
    private static void requireSeamless(List<ZipEntryInfo> entries, long directory, Path zip) {
        List<ZipEntryInfo.Span> spans = entries.stream()
                .map(ZipEntryInfo::span)
                .sorted(Comparator.comparingLong(ZipEntryInfo.Span::begin))
                .toList();
        long at = 0;
        for (ZipEntryInfo.Span span : spans) {
            if (span.begin() > at) {
                throw hidden(zip, span.begin() - at, at);
            }
            // What overlaps is told by name.
            at = Math.max(at, span.end());
        }
        if (directory > at) {
            throw hidden(zip, directory - at, at);
        }
    }

    private static ResultsException hidden(Path zip, long bytes, long at) {
        return unusable(
                zip,
                (bytes == 1 ? "1 byte" : bytes + " bytes") + " from byte " + at
                        + " on belong to no file that its directory lists, and `bundle` leaves no gap");
    }

    private static ByteBuffer block(RandomAccessFile file, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(offset);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ResultsException unusable(Path zip, String why) {
        return new ResultsException(zip.toAbsolutePath() + " is no whole zip: " + why
                + ". Get it again from whoever made it, and compare its SHA-256.");
    }
}
