package io.ringfence.readme;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record Page(Path file, String text) {
    /**
     * Where one page refers to another, or to a place in itself.
     *
     * @param target the file or directory
     * @param anchor of a heading there; null where the link has none
     */
    record Link(Path target, String anchor) {
        boolean resolves() {
            return Files.exists(target)
                    && (anchor == null || of(target).anchors().contains(anchor));
        }
    }

    private static final List<Path> DIRECTORIES = List.of(Path.of(".github"), Path.of("src/site/markdown"));

    private static final Pattern BLOCK =
            Pattern.compile("^( *)```(\\w+)\\n(.*?)^ *```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`[^`]*`");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]*)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    static Page readme() {
        return of(Path.of("README.md"));
    }

    /** All of them. */
    static List<Page> all() {
        return Stream.concat(Stream.of(readme()), DIRECTORIES.stream().flatMap(Page::under))
                .toList();
    }

    static Page of(Path file) {
        return new Page(file, read(file));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The blocks in a language, without the indent that they have in a list. */
    Stream<String> blocks(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(2).equals(language))
                .map(block -> block.group(3).replaceAll("(?m)^" + block.group(1), ""));
    }

    /** The rows of the tables whose first column has that title, cell by cell. */
    Stream<List<String>> table(String firstColumn) {
        List<List<String>> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            inside = line.startsWith("|") && (inside || line.startsWith("| " + firstColumn + " |"));
            if (inside) {
                rows.add(Stream.of(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList());
            }
        }
        return rows.stream()
                .filter(row -> !row.get(0).equals(firstColumn) && !row.get(0).startsWith("---"));
    }

    /** Those within the repository. */
    Stream<Link> links() {
        return LINK.matcher(CODE.matcher(prose()).replaceAll(""))
                .results()
                .map(link -> link.group(1))
                .filter(link -> !link.matches("https?:.*"))
                .map(this::link);
    }

    private Link link(String written) {
        String[] parts = written.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
        return new Link(target, parts.length == 1 ? null : parts[1]);
    }

    private List<String> anchors() {
        return HEADING.matcher(prose()).results().map(Page::anchor).toList();
    }

    /** As GitHub makes it. */
    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private String prose() {
        return BLOCK.matcher(text).replaceAll("");
    }

    private static Stream<Page> under(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().map(Page::of).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
