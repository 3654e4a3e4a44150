package io.ringfence.readme;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The commands of kafka-acls.sh that a page shows: the arguments of each. The pages have a shell function for what is the same
 * in all of them.
 */
public final class AclCommands {
    private static final Path OPERATIONS = Path.of("src/site/markdown/operations.md");

    private AclCommands() {}

    /** Those of the README: what the main job needs. */
    public static List<List<String>> ofMainJob() {
        return on(Page.readme());
    }

    /** Those of the page for operators: what more there is, for more. */
    public static List<List<String>> ofMore() {
        return on(Page.of(OPERATIONS));
    }

    private static List<List<String>> on(Page page) {
        return page.blocks("sh")
                .flatMap(block -> Stream.of(block.replace("\\\n", " ").split("\n")))
                .filter(line -> line.startsWith("allow "))
                .map(line -> List.of(line.split(" +")))
                .map(words -> words.subList(1, words.size()))
                .toList();
    }
}
