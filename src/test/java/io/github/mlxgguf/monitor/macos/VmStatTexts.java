package io.github.mlxgguf.monitor.macos;

/** Texts in the shapes of {@code vm_stat}; the numbers are made up and keep the identity that real ones keep. */
final class VmStatTexts {
    static final long PAGE = 16_384;
    static final long COMMITTED = 730 * PAGE;
    static final long AVAILABLE = 1_370 * PAGE;

    /** As macOS 15 prints it. */
    static final String MACOS_15 = """
            Mach Virtual Memory Statistics: (page size of 16384 bytes)
            Pages free:                                1000.
            Pages active:                               400.
            Pages inactive:                             300.
            Pages speculative:                           50.
            Pages throttled:                              0.
            Pages wired down:                           200.
            Pages purgeable:                             20.
            "Translation faults":               98765432101.
            Pages copy-on-write:                      70707.
            Pages zero filled:                        80808.
            Pages reactivated:                         9090.
            Pages purged:                               101.
            File-backed pages:                          350.
            Anonymous pages:                            400.
            Pages stored in compressor:                 900.
            Pages occupied by compressor:               150.
            Decompressions:                            1111.
            Compressions:                              2222.
            Pageins:                                   3333.
            Pageouts:                                    44.
            Swapins:                                      5.
            Swapouts:                                     6.
            """;

    /** As macOS 27 prints it: wider, and with lines about memory tags. */
    static final String MACOS_27 = """
            Mach Virtual Memory Statistics: (page size of 16384 bytes)
            Pages free:                                     1000.
            Pages active:                                    400.
            Pages inactive:                                  300.
            Pages speculative:                                50.
            Pages throttled:                                   0.
            Pages wired down:                                200.
            Pages purgeable:                                  20.
            "Translation faults":                     8765432101.
            File-backed pages:                               350.
            Anonymous pages:                                 400.
            Pages stored in compressor:                      900.
            Pages occupied by compressor:                    150.
            Swapouts:                                          6.
            Pages tagged:                                    777.
            Pages tagged resident:                           666.
            Pages tag-storage:                              5555.
            Pages tag-storage free:                           44.
            Pages tag-storage non-tag pageable:              333.
            Pages tag-storage non-tag wired:                   2.
            Bytes of compressed tags:                      11111.
            """;

    private VmStatTexts() {}
}
