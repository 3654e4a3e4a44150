package io.ringfence.support.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What an instance answers to many questions, to be held against what another does. */
public final class Answered {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Answered() {}

    /** Status and body of each, by path. */
    public static Map<String, String> at(URI instance, Collection<String> paths)
            throws IOException, InterruptedException {
        Map<String, String> answers = new TreeMap<>();
        for (String path : paths) {
            var answer =
                    HTTP.send(HttpRequest.newBuilder(instance.resolve(path)).build(), BodyHandlers.ofString());
            answers.put(path, answer.statusCode() + " " + answer.body());
        }
        return answers;
    }

    /** As a part of a path. */
    public static String encoded(String part) {
        return URLEncoder.encode(part, UTF_8);
    }
}
