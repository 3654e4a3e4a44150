package io.ringfence.ops;

import jakarta.inject.Singleton;

/** What must be there before the first record is touched. */
@Singleton
final class Prerequisites {
    private final WorkerSettings settings;
    private final TopicCreation creation;
    private final RightsCheck rights;
    private final TopicCorrection correction;
    private final TopicCheck topics;
    private final ChangelogCheck changelogs;
    private final UnfinishedRebuild unfinished;
    private final OffsetCheck offsets;
    private final LocalState localState;
    private final SchemaRegistration schemas;
    private final MemoryCheck memory;

    Prerequisites(
            WorkerSettings settings,
            TopicCreation creation,
            RightsCheck rights,
            TopicCorrection correction,
            TopicCheck topics,
            ChangelogCheck changelogs,
            UnfinishedRebuild unfinished,
            OffsetCheck offsets,
            LocalState localState,
            SchemaRegistration schemas,
            MemoryCheck memory) {
        this.settings = settings;
        this.creation = creation;
        this.rights = rights;
        this.correction = correction;
        this.topics = topics;
        this.changelogs = changelogs;
        this.unfinished = unfinished;
        this.offsets = offsets;
        this.localState = localState;
        this.schemas = schemas;
        this.memory = memory;
    }

    /** Throws a {@link io.ringfence.StartupException} that says what is not there or not as it must be. */
    void ensure() {
        memory.check();
        ensureTopics();
        unfinished.check();
        changelogs.check();
        offsets.check();
        localState.giveUpIfTooOld();
    }

    /** The same, of topics and their schemas alone. */
    void ensureTopics() {
        if (settings.createTopics()) {
            creation.createMissing();
        }
        rights.check();
        if (settings.createTopics()) {
            correction.correct();
        }
        topics.check();
        schemas.registerAll();
    }
}
