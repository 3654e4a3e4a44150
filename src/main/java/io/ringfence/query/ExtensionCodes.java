package io.ringfence.query;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Extensions in four bytes each. Those of a few digits are their own code; of the others each gets one when it is first seen. */
final class ExtensionCodes {
    private static final int NONE = 0;
    private static final Pattern SHORT = Pattern.compile("[0-9]{1,8}");

    private final Map<String, Integer> others = new HashMap<>();
    private final List<String> known = new ArrayList<>();

    /**
     * The code.
     *
     * @param extension may be null
     */
    int of(String extension) {
        if (extension == null) {
            return NONE;
        }
        return SHORT.matcher(extension).matches()
                ? ofDigits(extension)
                : -1 - others.computeIfAbsent(extension, this::next);
    }

    /** A digit before it keeps the zeros that it begins with. */
    private static int ofDigits(String digits) {
        return Integer.parseInt("1" + digits);
    }

    private int next(String extension) {
        known.add(extension);
        return known.size() - 1;
    }

    /** Whether a code is that of an extension that is looked for. */
    IntPredicate matching(Search search) {
        if (SHORT.matcher(search.text()).matches()) {
            int wanted = ofDigits(search.text());
            return code -> code == wanted;
        }
        int[] wanted = IntStream.range(0, known.size())
                .filter(index -> search.isExtension(known.get(index)))
                .map(index -> -1 - index)
                .toArray();
        return code -> IntStream.of(wanted).anyMatch(one -> one == code);
    }
}
