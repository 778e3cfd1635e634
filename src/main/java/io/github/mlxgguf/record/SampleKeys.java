package io.github.mlxgguf.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mlxgguf.trace.Sample;
import java.util.Arrays;
import java.util.List;

/**
 * Which keys of a sample are always there. A day at 10 Hz is 864,000 lines: the values that only some machines tell, or only once a
 * second, are left out of a line where they were not read. Absent and null mean the same.
 */
final class SampleKeys {
    /** The last of the keys that every line has; those after it come and go. */
    private static final String LAST_CONSTANT = "thermal";

    private static final List<String> OPTIONAL = optional();

    private SampleKeys() {}

    static void leaveOutUnread(ObjectNode sample) {
        for (String key : OPTIONAL) {
            if (sample.path(key).isNull()) {
                sample.remove(key);
            }
        }
    }

    private static List<String> optional() {
        List<String> all = Arrays.stream(Sample.class.getRecordComponents())
                .map(component -> ContractNames.inFile(component.getName()))
                .toList();
        return all.subList(all.indexOf(LAST_CONSTANT) + 1, all.size());
    }
}
