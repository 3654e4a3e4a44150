package io.ringfence.query;

import java.util.List;
import java.util.Optional;

/**
 * Which instances have the stores of a partition.
 *
 * @param here whether this instance is the one that decides
 * @param elsewhere the instance that decides, where it is another; with {@code here} false and none elsewhere it is not
 *     known at present
 * @param standbys other instances that keep a copy
 */
public record Location(boolean here, Optional<Instance> elsewhere, List<Instance> standbys) {
    /** With this instance, and nowhere else. */
    public static final Location HERE = new Location(true, Optional.empty(), List.of());

    /** Not known at present: partitions are being assigned. */
    public static final Location UNKNOWN = new Location(false, Optional.empty(), List.of());
}
