package io.ringfence.support.property;

import java.util.ArrayList;
import java.util.List;

/** What happened in a try, so that one that fails can be followed by reading it. */
public final class Story {
    private final List<String> lines = new ArrayList<>();

    public void tell(String line) {
        lines.add(line);
    }

    /** Makes the try; where it fails, it fails with its story. */
    public void of(Runnable attempt) {
        try {
            attempt.run();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + "\nWhat happened:\n" + String.join("\n", lines), e);
        }
    }
}
