package io.ringfence.topology;

/**
 * A setting of a topic: its value at creation, and how another value is judged later.
 *
 * @param name as Kafka calls it
 */
public record TopicSetting(String name, String value, Rule rule) {
    /** Kafka's word for "no limit" in its limits of retention. */
    static final String WITHOUT_LIMIT = "-1";

    /** How what a topic has is held against what is declared. */
    public enum Rule {
        /** From the first record on: what was written under another value stays wrong when that is corrected. */
        ALWAYS,
        /** The same, from now on. */
        EQUAL,
        /** That much or more. */
        AT_LEAST,
        /** That much or less. */
        AT_MOST,
        /** That much or more is advice; who runs the cluster may know better. */
        ADVISED_AT_LEAST,
        /** The business of whoever runs the cluster. */
        AT_CREATION
    }

    /** What a value that was found comes to. */
    public enum Verdict {
        /** As it should be. */
        FINE,
        /** Works, and loses something that one may want. */
        UNWISE,
        /** Would make the worker fail or decide wrong; can be corrected. */
        WRONG,
        /** Has made wrong what is already there. */
        SPOILT
    }

    /** Judges the value that a topic has. */
    public Verdict judge(String found) {
        return switch (rule) {
            case ALWAYS -> found.equals(value) ? Verdict.FINE : Verdict.SPOILT;
            case EQUAL -> found.equals(value) ? Verdict.FINE : Verdict.WRONG;
            case AT_LEAST -> amount(found) >= amount(value) ? Verdict.FINE : Verdict.WRONG;
            case AT_MOST -> amount(found) <= amount(value) ? Verdict.FINE : Verdict.WRONG;
            case ADVISED_AT_LEAST -> amount(found) >= amount(value) ? Verdict.FINE : Verdict.UNWISE;
            case AT_CREATION -> Verdict.FINE;
        };
    }

    private static long amount(String value) {
        return value.equals(WITHOUT_LIMIT) ? Long.MAX_VALUE : Long.parseLong(value);
    }
}
