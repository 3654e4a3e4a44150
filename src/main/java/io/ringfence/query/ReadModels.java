package io.ringfence.query;

/** What this instance has in stores of its own. */
public interface ReadModels {
    /** Answers for the partitions that this instance decides for. */
    ReadModel active();

    /**
     * Answers also for partitions that another instance decides for, or this one in a moment, as long as the copy is
     * not too far behind. To be opened for each question.
     */
    Standby standby();

    /** A copy that may be behind. */
    interface Standby {
        ReadModel readModel();

        /** Most records that it was behind when it was last read; 0 before. */
        long lag();
    }
}
