package io.ringfence.embedded;

import java.util.Locale;

/** A setting of the embedded mode as messages name it, with the environment variable that sets it as well. */
record Setting(String name) {

    static final Setting BROKER_PORT = new Setting("ringfence.embedded.broker-port");
    static final Setting REGISTRY_PORT = new Setting("ringfence.embedded.registry-port");
    static final Setting REGISTRY_HOME = new Setting("ringfence.embedded.registry-home");
    static final Setting DATA_DIRECTORY = new Setting("ringfence.embedded.data-directory");

    @Override
    public String toString() {
        return "%s (%s)"
                .formatted(name, name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
