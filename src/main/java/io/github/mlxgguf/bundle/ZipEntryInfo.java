package io.github.mlxgguf.bundle;

/**
 * One entry of a zip, as its directory describes it.
 *
 * @param packed bytes in the zip
 * @param bytes unpacked, as the zip says
 * @param unixMode file type and rights where the zip was made on such a system, else 0
 * @param span where it lies
 */
record ZipEntryInfo(
        String name, int method, boolean encrypted, long crc, long packed, long bytes, int unixMode, Span span) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    private static final int TYPE_MASK = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;

    /**
     * Where an entry lies in the zip.
     *
     * @param begin of its header
     * @param data where its bytes begin
     * @param end of everything that belongs to it
     */
    record Span(long begin, long data, long end) {}

    boolean isFolder() {
        return name.endsWith("/");
    }

    /** A link or a device: unpacking it makes something else than a file. */
    boolean isSpecial() {
        int type = unixMode & TYPE_MASK;
        return type != 0 && type != REGULAR && type != FOLDER;
    }
}
