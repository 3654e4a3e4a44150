package io.ringfence.api;

import java.util.regex.Pattern;

/** A phone number as it arrives in a URL. */
final class UrlNumber {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private UrlNumber() {}

    /**
     * The number in its canonical form; refused when it is none.
     *
     * @param parameter what the number is called where it stands
     * @param decoded may begin with the space that decoding makes of a plus that was not written as %2B
     */
    static String canonical(String parameter, String decoded) {
        String number = decoded.startsWith(" ") ? "+" + decoded.substring(1) : decoded;
        if (!E164.matcher(number).matches()) {
            throw Refusals.invalid(parameter, number, "E.164, a plus and 7 to 15 digits without spaces");
        }
        return number;
    }
}
