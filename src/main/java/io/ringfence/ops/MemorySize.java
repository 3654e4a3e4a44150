package io.ringfence.ops;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory, as people write it: {@code 512MB}. */
record MemorySize(long bytes) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([KMG])B");

    static MemorySize megabytes(long count) {
        return new MemorySize(count << 20);
    }

    static boolean isOne(String text) {
        return TEXT.matcher(text).matches();
    }

    static MemorySize parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(parts.group(1));
        return new MemorySize(
                switch (parts.group(2)) {
                    case "K" -> count << 10;
                    case "M" -> count << 20;
                    default -> count << 30;
                });
    }

    /** In the largest unit that leaves no doubt; rounded up, so that what is set as it reads is enough. */
    @Override
    public String toString() {
        return bytes < 10 << 20 ? roundedUp(1 << 10) + "KB" : roundedUp(1 << 20) + "MB";
    }

    private long roundedUp(long unit) {
        return (bytes + unit - 1) / unit;
    }
}
