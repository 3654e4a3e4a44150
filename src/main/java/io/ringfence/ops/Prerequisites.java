package io.ringfence.ops;

import jakarta.inject.Singleton;

/** What must be there before the first record is touched. */
@Singleton
final class Prerequisites {
    private final WorkerSettings settings;
    private final TopicCreation creation;
    private final TopicCorrection correction;
    private final TopicCheck topics;
    private final ChangelogCheck changelogs;
    private final OffsetCheck offsets;
    private final LocalState localState;
    private final SchemaRegistration schemas;

    Prerequisites(
            WorkerSettings settings,
            TopicCreation creation,
            TopicCorrection correction,
            TopicCheck topics,
            ChangelogCheck changelogs,
            OffsetCheck offsets,
            LocalState localState,
            SchemaRegistration schemas) {
        this.settings = settings;
        this.creation = creation;
        this.correction = correction;
        this.topics = topics;
        this.changelogs = changelogs;
        this.offsets = offsets;
        this.localState = localState;
        this.schemas = schemas;
    }

    /** Throws a {@link io.ringfence.StartupException} that says what is not there or not as it must be. */
    void ensure() {
        if (settings.createTopics()) {
            creation.createMissing();
            correction.correct();
        }
        topics.check();
        changelogs.check();
        offsets.check();
        localState.giveUpIfTooOld();
        schemas.registerAll();
    }
}
