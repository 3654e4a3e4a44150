package io.ringfence.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.env.yaml.YamlPropertySourceLoader;
import io.ringfence.support.kubernetes.Manifests;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README's table of settings is what the worker takes, with the defaults that it takes them with. */
class SettingsOnPageTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private final Map<String, String> onPage = onPage();
    private final Map<String, String> shipped = shipped();

    @Test
    void namesEverySettingThatIsShipped() {
        assertThat(onPage.keySet()).containsAll(shipped.keySet());
    }

    /** One that is shipped without a value has its default worked out, and told in words. */
    @Test
    void tellsTheDefaults() {
        shipped.forEach((name, value) -> {
            if (!value.isEmpty()) {
                assertThat(onPage.get(name)).as(name).isEqualTo(value);
            }
        });
    }

    @Test
    void namesNoSettingThatNobodyReads() throws IOException {
        String sources;
        try (Stream<Path> files = Files.walk(MAIN)) {
            sources = files.filter(file -> file.toString().matches(".*\\.(java|yml)"))
                    .map(Page::read)
                    .collect(Collectors.joining());
        }

        assertThat(onPage.keySet())
                .filteredOn(name -> name.startsWith("ringfence.") && !name.contains("*") && !shipped.containsKey(name))
                .allMatch(sources::contains);
    }

    /** By their variables. */
    @Test
    void hasWhatTheManifestsSet() {
        Stream<String> variables = Stream.concat(
                        onPage.keySet().stream(),
                        Page.readme().table("setting").flatMap(cells -> code(cells.get(0)).stream()))
                .map(name ->
                        name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_").replace("*", ".*"));
        Pattern known = Pattern.compile(variables.collect(Collectors.joining("|")));

        assertThat(Manifests.variables().keySet()).hasSizeGreaterThan(10).allMatch(known.asMatchPredicate());
    }

    private static Map<String, String> onPage() {
        Map<String, String> found = new TreeMap<>();
        Page.readme().table("setting").forEach(cells -> {
            List<String> defaults = code(cells.get(1));
            List<String> names = names(cells.get(0));
            for (int i = 0; i < names.size(); i++) {
                found.put(names.get(i), i < defaults.size() ? defaults.get(i) : "");
            }
        });
        return found;
    }

    /** The second of a row may be written without what it has in common with the first. What is in brackets is a variable. */
    private static List<String> names(String cell) {
        List<String> names = new ArrayList<>();
        for (String name : code(cell.replaceAll("\\(.*?\\)", ""))) {
            String first = names.isEmpty() ? name : names.get(0);
            names.add(name.startsWith(".") ? first.substring(0, first.lastIndexOf('.')) + name : name);
        }
        return names;
    }

    private static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(code -> code.group(1)).toList();
    }

    private static Map<String, String> shipped() {
        try (java.io.InputStream yaml = Files.newInputStream(MAIN.resolve("resources/application.yml"))) {
            Map<String, String> found = new TreeMap<>();
            new YamlPropertySourceLoader().read("application", yaml).forEach((name, value) -> {
                if (name.startsWith("ringfence.")) {
                    found.put(name, String.valueOf(value).startsWith("${") ? "" : String.valueOf(value));
                }
            });
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
