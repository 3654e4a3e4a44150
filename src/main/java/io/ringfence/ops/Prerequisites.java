package io.ringfence.ops;

import jakarta.inject.Singleton;

/** What must be there before the first record is touched. */
@Singleton
final class Prerequisites {
    private final WorkerSettings settings;
    private final TopicCreation creation;
    private final TopicCheck topics;
    private final ChangelogCheck changelogs;
    private final SchemaRegistration schemas;
    private final MemoryCheck memory;

    Prerequisites(
            WorkerSettings settings,
            TopicCreation creation,
            TopicCheck topics,
            ChangelogCheck changelogs,
            SchemaRegistration schemas,
            MemoryCheck memory) {
        this.settings = settings;
        this.creation = creation;
        this.topics = topics;
        this.changelogs = changelogs;
        this.schemas = schemas;
        this.memory = memory;
    }

    /** Throws a {@link io.ringfence.StartupException} that says what is not there or not as it must be. */
    void ensure() {
        memory.check();
        if (settings.createTopics()) {
            creation.createMissing();
        }
        topics.check();
        changelogs.check();
        schemas.registerAll();
    }
}
