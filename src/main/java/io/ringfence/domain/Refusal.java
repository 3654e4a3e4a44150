package io.ringfence.domain;

import java.util.function.Supplier;

/**
 * A rule that failed.
 *
 * @param sentence says how; made only where somebody is told, for what may be asked of a number is known by what every other
 *     action would be refused with
 * @param heldBy the phone number that is the party's main number already; null unless that is the rule
 */
record Refusal(RejectionCode code, Supplier<String> sentence, String heldBy) {
    Refusal(RejectionCode code, Supplier<String> sentence) {
        this(code, sentence, null);
    }

    String message() {
        return sentence.get();
    }
}
