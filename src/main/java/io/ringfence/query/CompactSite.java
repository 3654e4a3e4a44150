package io.ringfence.query;

import io.ringfence.domain.NumberKind;
import io.ringfence.domain.Party;
import io.ringfence.domain.PartyType;
import io.ringfence.domain.PhoneNumber;
import io.ringfence.domain.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

/**
 * The numbers of a large site, as much of them as a listing filters by, in sixteen bytes each. Numbers that no filter tells
 * apart have one shape: a query looks at each shape once, and counts without looking at a number.
 */
final class CompactSite {
    /** Where more than this part of the site has changed, it is quicker to read all of it. */
    private static final int PART = 8;

    /** All that a filter looks at, the number itself and its extension aside. */
    private record Shape(
            Status status,
            PartyType partyType,
            String partyId,
            boolean mainNumber,
            boolean locked,
            boolean inProgress,
            NumberKind kind,
            String partyName,
            String rangeName) {
        static Shape of(PhoneNumber number) {
            Party party = number.allocatedTo();
            return new Shape(
                    number.status(),
                    party == null ? null : party.type(),
                    party == null ? null : party.id(),
                    number.mainNumber(),
                    number.locked(),
                    number.changeInProgress() != null,
                    number.details().kind(),
                    party == null ? null : party.name(),
                    number.details().rangeName());
        }
    }

    /** Numbers of one shape. */
    private static final class Alike {
        private final PhoneNumber example;
        private int count;

        Alike(PhoneNumber example) {
            this.example = example;
        }
    }

    /** Where the rows are. */
    interface Source {
        /** A row; null where it is not there. */
        PhoneNumber row(String phoneNumber);

        /** All rows, ordered by number. To be closed. */
        Closing all();
    }

    /** An iterator that holds something until it is closed. */
    interface Closing extends Iterator<PhoneNumber>, AutoCloseable {
        @Override
        void close();
    }

    /**
     * A page.
     *
     * @param matched numbers on all pages
     * @param phoneNumbers of the page, in order
     * @param more whether there is another page
     */
    record Page(long total, long matched, Map<Status, Long> statuses, List<String> phoneNumbers, boolean more) {}

    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Map<Shape, Integer> shapes = new HashMap<>();
    private final List<Alike> alike = new ArrayList<>();
    private final ExtensionCodes codes = new ExtensionCodes();

    private long[] numbers = {};
    private int[] shapeOf = {};
    private int[] extensions = {};
    private int size;
    private boolean read;

    /** A row is another than it was, or was not there, or is there no more. */
    void change(String phoneNumber) {
        changed.add(phoneNumber);
    }

    /** The page that the query asks for, of the rows as they are now. */
    synchronized Page page(ListingQuery query, Source source) {
        follow(source);
        boolean[] wanted = new boolean[alike.size()];
        long ofShape = 0;
        Map<Status, Long> statuses = new EnumMap<>(Status.class);
        for (int shape = 0; shape < wanted.length; shape++) {
            Alike one = alike.get(shape);
            wanted[shape] = one.count > 0 && query.matchesButForSearch(one.example);
            ofShape += wanted[shape] ? one.count : 0;
            if (one.count > 0) {
                statuses.merge(one.example.status(), (long) one.count, Long::sum);
            }
        }
        return query.search().isPresent()
                ? searched(query, query.search().get(), wanted, statuses)
                : page(query, wanted, ofShape, statuses);
    }

    private Page page(ListingQuery query, boolean[] wanted, long matched, Map<Status, Long> statuses) {
        List<String> page = new ArrayList<>();
        boolean more = false;
        for (int i = firstAfter(query); i < size && !more; i++) {
            if (wanted[shapeOf[i]]) {
                more = page.size() == query.limit();
                if (!more) {
                    page.add(NumberCode.phoneNumber(numbers[i]));
                }
            }
        }
        return new Page(size, matched, statuses, page, more);
    }

    /** What is looked for may be in any of them. */
    private Page searched(ListingQuery query, Search text, boolean[] wanted, Map<Status, Long> statuses) {
        boolean[] named = new boolean[wanted.length];
        for (int shape = 0; shape < named.length; shape++) {
            named[shape] = wanted[shape] && text.isInNames(alike.get(shape).example);
        }
        IntPredicate isExtension = codes.matching(text);
        List<String> page = new ArrayList<>();
        int first = firstAfter(query);
        long matched = 0;
        boolean more = false;
        for (int i = 0; i < size; i++) {
            if (wanted[shapeOf[i]]) {
                String phoneNumber = NumberCode.phoneNumber(numbers[i]);
                if (named[shapeOf[i]] || isExtension.test(extensions[i]) || text.isInNumber(phoneNumber)) {
                    matched++;
                    if (i >= first && page.size() < query.limit()) {
                        page.add(phoneNumber);
                    } else {
                        more |= i >= first;
                    }
                }
            }
        }
        return new Page(size, matched, statuses, page, more);
    }

    private int firstAfter(ListingQuery query) {
        return query.after()
                .map(last -> {
                    int index = index(NumberCode.of(last));
                    return index >= 0 ? index + 1 : -index - 1;
                })
                .orElse(0);
    }

    private int index(long number) {
        return Arrays.binarySearch(numbers, 0, size, number);
    }

    private void follow(Source source) {
        boolean reads = !read || changed.size() > size / PART;
        // Should the source fail on the way.
        read = false;
        if (reads) {
            // What changes while it is read is looked at again.
            changed.clear();
            read(source);
        }
        for (Iterator<String> each = changed.iterator(); each.hasNext(); ) {
            String phoneNumber = each.next();
            each.remove();
            put(NumberCode.of(phoneNumber), source.row(phoneNumber));
        }
        read = true;
    }

    private void read(Source source) {
        shapes.clear();
        alike.clear();
        size = 0;
        try (Closing all = source.all()) {
            while (all.hasNext()) {
                PhoneNumber number = all.next();
                insert(size, NumberCode.of(number.phoneNumber()), number);
            }
        }
    }

    private void put(long number, PhoneNumber row) {
        int index = index(number);
        if (index >= 0) {
            alike.get(shapeOf[index]).count--;
        }
        if (index >= 0 && row != null) {
            describe(index, row);
        } else if (row != null) {
            insert(-index - 1, number, row);
        } else if (index >= 0) {
            remove(index);
        }
    }

    private void describe(int index, PhoneNumber row) {
        shapeOf[index] = shape(row);
        extensions[index] = codes.of(row.details().extension());
    }

    private void insert(int index, long number, PhoneNumber row) {
        if (size == numbers.length) {
            int room = size + size / PART + PART;
            numbers = Arrays.copyOf(numbers, room);
            shapeOf = Arrays.copyOf(shapeOf, room);
            extensions = Arrays.copyOf(extensions, room);
        }
        System.arraycopy(numbers, index, numbers, index + 1, size - index);
        System.arraycopy(shapeOf, index, shapeOf, index + 1, size - index);
        System.arraycopy(extensions, index, extensions, index + 1, size - index);
        numbers[index] = number;
        describe(index, row);
        size++;
    }

    private void remove(int index) {
        size--;
        System.arraycopy(numbers, index + 1, numbers, index, size - index);
        System.arraycopy(shapeOf, index + 1, shapeOf, index, size - index);
        System.arraycopy(extensions, index + 1, extensions, index, size - index);
    }

    private int shape(PhoneNumber number) {
        int shape = shapes.computeIfAbsent(Shape.of(number), any -> {
            alike.add(new Alike(number));
            return alike.size() - 1;
        });
        alike.get(shape).count++;
        return shape;
    }
}
