package io.ringfence.query;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A phone number, or a part of one, as people write it: {@code 020 7946 0060}, {@code +44 (0)20 7946-0060}, {@code 7946 0060}.
 */
final class WrittenNumber {
    /** Numbers are pasted with no-break spaces and dashes of all kinds too. */
    private static final Pattern PUNCTUATION = Pattern.compile("[\\p{Z}\\s()./\\p{Pd}]+");

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]+|\\+");
    private static final String NOT_DIALLED_FROM_ABROAD = "(0)";
    private static final String DIALLED_FOR_ABROAD = "00";

    /** Shorter, what begins with a trunk prefix would be looked for in every number. */
    private static final int SHORTEST_NATIONAL = 3;

    private final String digits;

    private WrittenNumber(String digits) {
        this.digits = digits;
    }

    /** What the text says; empty where it is no number. */
    static Optional<WrittenNumber> of(String text) {
        String digits =
                PUNCTUATION.matcher(text.replace(NOT_DIALLED_FROM_ABROAD, "")).replaceAll("");
        return NUMBER.matcher(digits).matches() ? Optional.of(new WrittenNumber(digits)) : Optional.empty();
    }

    /**
     * Whether the number has it.
     *
     * @param phoneNumber canonical E.164
     */
    boolean isIn(String phoneNumber) {
        return phoneNumber.contains(digits) || isInternational(phoneNumber) || isNational(phoneNumber);
    }

    private boolean isInternational(String phoneNumber) {
        return digits.startsWith(DIALLED_FOR_ABROAD)
                && phoneNumber.startsWith(digits.substring(DIALLED_FOR_ABROAD.length()), 1);
    }

    /** What stands before the number in its own country is a digit or two; the rest is in both forms. */
    private boolean isNational(String phoneNumber) {
        return digits.length() >= SHORTEST_NATIONAL
                && phoneNumber.contains(digits.substring(2))
                && PUNCTUATION
                        .matcher(NationalFormat.of(phoneNumber))
                        .replaceAll("")
                        .contains(digits);
    }
}
