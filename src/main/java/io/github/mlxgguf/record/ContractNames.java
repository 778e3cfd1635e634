package io.github.mlxgguf.record;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;

/** The spelling of our record components in files: snake_case, by one rule and one exception. */
final class ContractNames extends NamingBase {
    private static final long serialVersionUID = 1L;

    /** {@code e2eMs} becomes {@code e2e_ms} and {@code p50} stays, so digits start no word by themselves. */
    static String inFile(String componentName) {
        if (componentName.equals("load1m")) {
            return "load_1m";
        }
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < componentName.length(); i++) {
            char c = componentName.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                name.append('_').append((char) (c - 'A' + 'a'));
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    @Override
    public String translate(String propertyName) {
        return inFile(propertyName);
    }
}
