package io.ringfence.support.rights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The README's table of who may do what. */
public final class RightsTable {
    private static final String FIRST_COLUMN = "asks for";
    private static final String NO_TOKEN = "no token";
    private static final String NO_ROLE = "no role";

    /**
     * A cell.
     *
     * @param row what is asked for
     * @param who asks
     * @param ownSite status where it is asked of a site of the caller's
     * @param otherSite status where it is asked of another
     */
    public record Cell(String row, String who, int ownSite, int otherSite) {
        public boolean hasToken() {
            return !who.equals(NO_TOKEN);
        }

        public List<String> roles() {
            return who.equals(NO_ROLE) ? List.of() : List.of(who);
        }
    }

    private final List<List<String>> lines;

    private RightsTable(List<List<String>> lines) {
        this.lines = lines;
    }

    public static RightsTable ofReadme() throws IOException {
        List<List<String>> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            inside = line.startsWith("|") && (inside || line.startsWith("| " + FIRST_COLUMN + " |"));
            if (inside && !line.startsWith("|---")) {
                lines.add(Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return new RightsTable(lines);
    }

    /** All that is asked for. */
    public Set<String> rows() {
        return lines.stream().skip(1).map(line -> line.get(0)).collect(Collectors.toSet());
    }

    public Stream<Cell> cells() {
        return lines.stream().skip(1).flatMap(line -> IntStream.range(1, line.size())
                .mapToObj(column -> cell(
                        line.get(0), lines.get(0).get(column), line.get(column).split(", "))));
    }

    private static Cell cell(String row, String who, String... statuses) {
        return new Cell(row, who, Integer.parseInt(statuses[0]), Integer.parseInt(statuses[statuses.length - 1]));
    }
}
