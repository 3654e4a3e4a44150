package io.ringfence.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the pages refer to is there. */
class PagesTest {
    static final List<Page> PAGES = Page.all();

    /** With its package, or a test's name alone. */
    private static final Pattern CLASS =
            Pattern.compile("\\bio\\.ringfence(?:\\.\\w+)*\\.[A-Z]\\w*|\\b[A-Z]\\w*[a-z]\\w*(?:Test|IT)\\b");

    @ParameterizedTest
    @FieldSource("PAGES")
    void linksLeadSomewhere(Page page) {
        assertThat(page.links()).allMatch(Page.Link::resolves, "is there");
    }

    @Test
    void everyPageIsLinked() {
        Set<Path> linked =
                PAGES.stream().flatMap(Page::links).map(Page.Link::target).collect(Collectors.toSet());

        assertThat(PAGES).extracting(Page::file).isSubsetOf(linked);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void classesAreThere(Page page) throws IOException {
        Set<String> named =
                CLASS.matcher(page.text()).results().map(name -> name.group()).collect(Collectors.toSet());

        assertThat(classes()).containsAll(named);
    }

    /** Of each its name, and its name with its package. */
    private static Set<String> classes() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .map(file -> file.replaceAll("^.*java/(io/)|\\.java$", "$1").replace('/', '.'))
                    .flatMap(name -> Stream.of(name, name.substring(name.lastIndexOf('.') + 1)))
                    .collect(Collectors.toSet());
        }
    }
}
