package io.ringfence.query;

/**
 * A phone number in a long, in the order of its text: its up to 15 digits, left-aligned, and how many they are.
 */
final class NumberCode {
    private static final int MOST_DIGITS = 15;
    private static final int LENGTH_BITS = 4;
    private static final long LENGTH = (1 << LENGTH_BITS) - 1;

    private NumberCode() {}

    /**
     * The code.
     *
     * @param phoneNumber canonical E.164
     */
    static long of(String phoneNumber) {
        int length = phoneNumber.length() - 1;
        long digits = Long.parseLong(phoneNumber, 1, phoneNumber.length(), 10);
        return digits * power(MOST_DIGITS - length) << LENGTH_BITS | length;
    }

    static String phoneNumber(long code) {
        int length = (int) (code & LENGTH);
        return "+" + (code >> LENGTH_BITS) / power(MOST_DIGITS - length);
    }

    private static long power(int of10) {
        long power = 1;
        for (int i = 0; i < of10; i++) {
            power *= 10;
        }
        return power;
    }
}
