package io.ringfence.api.parameter;

import io.ringfence.api.problem.Refusals;
import io.ringfence.domain.WellFormed;
import io.swagger.v3.oas.annotations.Parameter;

/** A phone number as it arrives in a URL. */
public final class UrlNumber {
    private UrlNumber() {}

    /** Describes one in a path. */
    @Parameter(description = "E.164, a plus and 7 to 15 digits.", example = "+442079460060")
    public @interface Described {}

    /**
     * The number in its canonical form; refused when it is none.
     *
     * @param parameter what the number is called where it stands
     * @param decoded may begin with the space that decoding makes of a plus that was not written as %2B
     */
    public static String canonical(String parameter, String decoded) {
        String number = decoded.startsWith(" ") ? "+" + decoded.substring(1) : decoded;
        if (!WellFormed.isPhoneNumber(number)) {
            throw Refusals.invalid(parameter, number, "E.164, a plus and 7 to 15 digits without spaces");
        }
        return number;
    }
}
