package io.github.mlxgguf.monitor.macos;

import com.sun.jna.Pointer;
import com.sun.jna.platform.mac.CoreFoundation.CFDictionaryRef;
import com.sun.jna.platform.mac.CoreFoundation.CFNumberRef;
import com.sun.jna.platform.mac.CoreFoundation.CFStringRef;
import com.sun.jna.platform.mac.CoreFoundation.CFTypeRef;
import com.sun.jna.platform.mac.IOKit.IOIterator;
import com.sun.jna.platform.mac.IOKit.IORegistryEntry;
import com.sun.jna.platform.mac.IOKitUtil;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of the GPU's driver in IOKit's registry. The service is looked up once; each reading copies one property and not
 * the whole table, which has a legend of some 45 KB.
 */
final class NativeGpu implements GpuSource {
    /** The class that all GPU drivers derive from, those of Apple Silicon too. */
    private static final String SERVICE = "IOAccelerator";

    private final CFStringRef property = CFStringRef.createCFString(GpuStatistics.PROPERTY);
    private final Map<String, CFStringRef> keys = new LinkedHashMap<>();
    private final IORegistryEntry driver;
    private boolean closed;

    /** Looks for the first driver that has statistics; fails if there is none. */
    NativeGpu() {
        for (String key : GpuStatistics.KEYS) {
            keys.put(key, CFStringRef.createCFString(key));
        }
        IORegistryEntry found = find();
        if (found == null) {
            release();
            throw new IllegalStateException("no " + SERVICE + " with " + GpuStatistics.PROPERTY);
        }
        driver = found;
    }

    @Override
    public synchronized Map<String, Long> read() throws IOException {
        CFTypeRef statistics = closed ? null : driver.createCFProperty(property);
        if (statistics == null) {
            throw new IOException("the driver has no " + GpuStatistics.PROPERTY + " any more");
        }
        try {
            return numbers(new CFDictionaryRef(statistics.getPointer()));
        } finally {
            statistics.release();
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            driver.release();
            release();
        }
    }

    private @Nullable IORegistryEntry find() {
        IOIterator services = IOKitUtil.getMatchingServices(SERVICE);
        if (services == null) {
            return null;
        }
        try {
            for (IORegistryEntry each = services.next(); each != null; each = services.next()) {
                CFTypeRef statistics = each.createCFProperty(property);
                if (statistics != null) {
                    statistics.release();
                    return each;
                }
                each.release();
            }
            return null;
        } finally {
            services.release();
        }
    }

    /** The values belong to the dictionary and are not released. */
    private Map<String, Long> numbers(CFDictionaryRef statistics) {
        Map<String, Long> numbers = new HashMap<>();
        keys.forEach((name, key) -> {
            Pointer value = statistics.getValue(key);
            if (value != null) {
                numbers.put(name, new CFNumberRef(value).longValue());
            }
        });
        return numbers;
    }

    private void release() {
        property.release();
        keys.values().forEach(CFTypeRef::release);
    }
}
