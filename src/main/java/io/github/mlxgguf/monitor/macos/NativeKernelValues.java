package io.github.mlxgguf.monitor.macos;

import com.sun.jna.Memory;
import com.sun.jna.platform.mac.SystemB;
import com.sun.jna.platform.unix.LibCAPI.size_t;
import org.jspecify.annotations.Nullable;

/** {@code sysctlbyname}: a system call of about a microsecond, which the kernel does not limit in its rate. */
final class NativeKernelValues implements KernelValues {
    /** The largest value that is asked for has 32 bytes. */
    private static final int ROOM = 64;

    private final SystemB system = SystemB.INSTANCE;
    private final Memory buffer = new Memory(ROOM);

    @Override
    public synchronized byte @Nullable [] read(String name) {
        size_t.ByReference size = new size_t.ByReference(ROOM);
        return system.sysctlbyname(name, buffer, size, null, size_t.ZERO) == 0
                ? buffer.getByteArray(0, size.getValue().intValue())
                : null;
    }
}
