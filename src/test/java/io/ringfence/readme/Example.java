package io.ringfence.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A call of curl on a page, and the answer that it shows. Dates, moments and ids differ from one try to the next; what is
 * shown as an ellipsis is left out.
 */
public record Example(List<String> words, String answer) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CALL =
            Pattern.compile("^\\$ curl ((?:.*\\\\\\n)*.*)\\n((?:(?!\\$ ).*\\n?)*)", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("(\\$?)'([^']*)'|(\\S+)");
    private static final List<Pattern> DIFFERENT_EACH_TIME = List.of(
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z"),
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d"),
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"));
    private static final String LEFT_OUT = "\u2026";

    /** Those of the README and of the page of the API, in their order: one asks for what the next shows. */
    public static List<Example> all() {
        return Stream.of(Page.readme(), Page.of(Path.of("src/site/markdown/query-api.md")))
                .flatMap(page -> page.blocks("console"))
                .flatMap(block -> CALL.matcher(block).results())
                .map(call -> new Example(
                        words(call.group(1).replace("\\\n", " ")), call.group(2).strip()))
                .toList();
    }

    private static List<String> words(String call) {
        return WORD.matcher(call).results().map(Example::word).toList();
    }

    /** A shell reads escapes in quotes that a dollar sign stands before. */
    private static String word(MatchResult word) {
        if (word.group(3) != null) {
            return word.group(3);
        }
        return word.group(1).isEmpty() ? word.group(2) : word.group(2).translateEscapes();
    }

    /** The call, to a worker elsewhere. */
    public HttpRequest request(URI worker) {
        HttpRequest.Builder request = HttpRequest.newBuilder();
        for (Iterator<String> left = words.iterator(); left.hasNext(); ) {
            String word = left.next();
            switch (word) {
                case "-s", "-N" -> {
                    // Of curl's own output.
                }
                case "-H" -> {
                    String[] header = left.next().split(": ", 2);
                    request.header(header[0], header[1]);
                }
                case "-d", "--data-binary" -> request.POST(HttpRequest.BodyPublishers.ofString(left.next()));
                default ->
                    request.uri(worker.resolve(URI.create(word).getRawPath()
                            + (URI.create(word).getRawQuery() == null
                                    ? ""
                                    : "?" + URI.create(word).getRawQuery())));
            }
        }
        return request.build();
    }

    /** Whether the answer goes on for ever. */
    public boolean isStream() {
        return words.contains("-N");
    }

    /** As much of a stream as the page shows. */
    public String beginning(Stream<String> lines) {
        return lines.limit(
                        answer.lines().takeWhile(line -> !line.equals(LEFT_OUT)).count())
                .collect(Collectors.joining("\n"));
    }

    /** Fails unless that is what the page shows. */
    public void check(String actual) throws JsonProcessingException {
        if (answer.startsWith("{")) {
            JsonNode shown = JSON.readTree(answer.replace("{" + LEFT_OUT + "}", "\"" + LEFT_OUT + "\"")
                    .replace("[" + LEFT_OUT + "]", "\"" + LEFT_OUT + "\""));
            assertThat(differences("", shown, JSON.readTree(actual)))
                    .as("%s answers %s", words, actual)
                    .isEmpty();
            return;
        }
        List<String> shown =
                answer.lines().takeWhile(line -> !line.equals(LEFT_OUT)).toList();
        List<String> lines = actual.lines().limit(shown.size()).toList();
        assertThat(lines.stream().map(Example::withoutWhatDiffers))
                .as("%s answers %s", words, actual)
                .isEqualTo(shown.stream().map(Example::withoutWhatDiffers).toList());
    }

    private static String withoutWhatDiffers(String text) {
        String same = text;
        for (Pattern pattern : DIFFERENT_EACH_TIME) {
            same = pattern.matcher(same).replaceAll(LEFT_OUT);
        }
        return same;
    }

    private static List<String> differences(String path, JsonNode shown, JsonNode actual) {
        if (shown.isTextual() && shown.asText().equals(LEFT_OUT)) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        if (shown.isObject() && actual.isObject()) {
            List<String> names = names(shown);
            if (!names.equals(names(actual))) {
                found.add(path + " has " + names(actual) + ", not " + names);
            }
            names.stream()
                    .filter(actual::has)
                    .forEach(name -> found.addAll(differences(path + "/" + name, shown.get(name), actual.get(name))));
        } else if (shown instanceof ArrayNode && actual instanceof ArrayNode && shown.size() == actual.size()) {
            for (int i = 0; i < shown.size(); i++) {
                found.addAll(differences(path + "/" + i, shown.get(i), actual.get(i)));
            }
        } else if (!withoutWhatDiffers(shown.toString()).equals(withoutWhatDiffers(actual.toString()))) {
            found.add(path + " is " + actual + ", not " + shown);
        }
        return found;
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
