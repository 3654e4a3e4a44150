package io.ringfence.packaging;

import static io.ringfence.support.kubernetes.Manifests.elements;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.support.kubernetes.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No cluster runs where this is built; that the manifests are right is checked by what Kubernetes says of its API. */
class KubernetesTest {
    private static final Path APPLICATION = Path.of("src", "main", "java", "io", "ringfence", "Application.java");

    private final JsonNode worker = Manifests.object("StatefulSet");
    private final JsonNode pod = worker.at("/spec/template/spec");
    private final JsonNode container = Manifests.container();

    @Test
    void everyObjectIsWhatTheApiTakes() {
        assertThat(Manifests.objects()).isNotEmpty().allSatisfy(KubernetesApi::check);
        KubernetesApi.check(Manifests.command());
    }

    /** No Service must find it. */
    @Test
    void commandHasWhatTheWorkersHaveAndIsNone() {
        JsonNode runs = Manifests.command().at("/spec/template/spec/containers/0");

        for (String same : List.of("image", "envFrom", "resources", "securityContext", "volumeMounts")) {
            assertThat(runs.path(same)).as(same).isEqualTo(container.path(same));
        }
        assertThat(texts(Manifests.command().at("/spec/template/metadata/labels")))
                .doesNotContainEntry("app.kubernetes.io/name", "ringfence");
    }

    /** What is misspelt, and what is of another type: a check that lets these pass is none. */
    @ParameterizedTest
    @CsvSource({
        "/spec, replica, 2",
        "/spec, replicas, '\"2\"'",
        "/spec/template/spec, enableServiceLinks, '\"false\"'",
        "/spec/template/spec/containers/0, readinessprobe, '{}'",
        "/spec/template/spec/containers/0, name, 1",
        "/spec/template/spec/containers/0/startupProbe, failureThreshold, '\"36\"'",
        "/spec/template/spec/containers/0/startupProbe/httpGet, port, null",
        "/spec/template/spec/containers/0/securityContext, readOnlyRootFileSystem, true",
        "/spec/template/spec/containers/0/securityContext/capabilities, drop, '\"ALL\"'",
        "/spec/template/metadata/annotations, prometheus.io/port, 8080",
        "/spec/volumeClaimTemplates/0/spec, accessMode, '[\"ReadWriteOnce\"]'",
    })
    void whatTheApiWouldRefuseIsSeen(String place, String field, String value) throws IOException {
        ObjectNode wrong = worker.deepCopy();
        ((ObjectNode) wrong.at(place)).set(field, new ObjectMapper().readTree(value));

        assertThatIllegalArgumentException().isThrownBy(() -> KubernetesApi.check(wrong));
    }

    @Test
    void kustomizationHasEveryFile() {
        JsonNode kustomization = Manifests.kustomization();

        assertThat(kustomization.fieldNames()).toIterable().containsExactly("apiVersion", "kind", "resources");
        assertThat(kustomization.path("apiVersion").asText()).isEqualTo("kustomize.config.k8s.io/v1beta1");
        assertThat(kustomization.path("kind").asText()).isEqualTo("Kustomization");
        assertThat(elements(kustomization.path("resources")).map(JsonNode::asText))
                .containsExactlyElementsOf(Manifests.files().keySet());
    }

    @Test
    void everySelectorFindsTheWorkers() {
        Map<String, String> labels = texts(worker.at("/spec/template/metadata/labels"));
        List<Map<String, String>> selectors = Stream.of(
                        Manifests.objects("Service").stream().map(service -> service.at("/spec/selector")),
                        Stream.of(worker, Manifests.object("PodDisruptionBudget"))
                                .map(object -> object.at("/spec/selector/matchLabels")),
                        elements(pod.path("topologySpreadConstraints"))
                                .map(constraint -> constraint.at("/labelSelector/matchLabels")))
                .flatMap(found -> found)
                .map(KubernetesTest::texts)
                .toList();

        assertThat(selectors).hasSize(6).containsOnly(labels);
    }

    @Test
    void everyPortIsTheContainers() {
        assertThat(elements(container.path("ports")))
                .extracting(port -> port.path("name").asText())
                .containsExactly("http");
        assertThat(Manifests.objects("Service"))
                .flatMap(service -> elements(service.at("/spec/ports")).toList())
                .extracting(port -> port.path("targetPort").asText())
                .containsExactly("http", "http");
        assertThat(List.of("startupProbe", "readinessProbe", "livenessProbe"))
                .extracting(probe -> container.path(probe).at("/httpGet/port").asText())
                .containsOnly("http");
    }

    @Test
    void imageIsTheOneThatIsBuilt() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = first(pom, "<artifactId>ringfence</artifactId>\\s*<version>([^<]+)</version>");
        String image = first(pom, "<image>(ringfence:[^<]+)</image>");

        assertThat(container.path("image").asText()).isEqualTo(image.replace("${project.version}", version));
        assertThat(pod.at("/securityContext/runAsUser").asText() + ":"
                        + pod.at("/securityContext/runAsGroup").asText())
                .isEqualTo(first(pom, "<user>([^<]+)</user>"));
    }

    /** By name, and at an address that stays, which the headless Service gives. */
    @Test
    void instancesAreKnownByNamesThatStay() {
        JsonNode instances = Manifests.objects("Service").stream()
                .filter(service -> service.at("/spec/clusterIP").asText().equals("None"))
                .findAny()
                .orElseThrow();
        String service = instances.at("/metadata/name").asText();

        assertThat(worker.at("/spec/serviceName").asText()).isEqualTo(service);
        assertThat(instances.at("/spec/publishNotReadyAddresses").asBoolean()).isTrue();
        assertThat(elements(container.path("env")).findFirst().orElseThrow())
                .hasToString(
                        "{\"name\":\"RINGFENCE_INSTANCE_ID\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.name\"}}}");
        assertThat(Manifests.variables())
                .containsEntry("RINGFENCE_ADVERTISED_HOST", "$(RINGFENCE_INSTANCE_ID)." + service)
                .containsEntry("MICRONAUT_SERVER_HOST", "0.0.0.0");
    }

    @Test
    void aStopIsWaitedFor() throws IOException {
        String longestStop = first(Files.readString(APPLICATION), "LONGEST_STOP = Duration.ofSeconds\\((\\d+)\\)");
        int before = container.at("/lifecycle/preStop/sleep/seconds").asInt();

        assertThat(pod.path("terminationGracePeriodSeconds").asInt())
                .isGreaterThan(before + Integer.parseInt(longestStop));
    }

    /** Nobody is killed for restoring: only readiness waits for that. */
    @Test
    void probesAskForHealth() {
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/liveness");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/liveness");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/readiness");
    }

    @Test
    void callersShowWhoTheyAre() {
        assertThat(Manifests.variables())
                .containsEntry("RINGFENCE_SECURITY_ENABLED", "true")
                .containsKeys("RINGFENCE_SECURITY_JWKS", "RINGFENCE_SECURITY_ISSUER", "RINGFENCE_SECURITY_AUDIENCE")
                .doesNotContainKey("RINGFENCE_SECURITY_OPEN");
    }

    /** They come from a Secret that is not here. */
    @Test
    void nothingSecretIsHere() {
        assertThat(Manifests.objects("Secret")).isEmpty();
        assertThat(Manifests.variables().keySet())
                .noneMatch(Pattern.compile("SECRET|PASSWORD|JAAS|USER_INFO").asPredicate());
        assertThat(elements(container.path("envFrom")).map(Object::toString))
                .containsExactly(
                        "{\"configMapRef\":{\"name\":\"ringfence\"}}", "{\"secretRef\":{\"name\":\"ringfence\"}}");
        assertThat(Manifests.object("ConfigMap").at("/metadata/name").asText()).isEqualTo("ringfence");
    }

    /** As the restricted Pod Security Standard asks for, and the root file system read-only beyond that. */
    @Test
    void theWorkerMayDoNothingButItsWork() {
        assertThat(pod.path("automountServiceAccountToken")).hasToString("false");
        assertThat(pod.at("/securityContext/runAsNonRoot")).hasToString("true");
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.path("securityContext"))
                .hasToString("{\"allowPrivilegeEscalation\":false,\"readOnlyRootFilesystem\":true,"
                        + "\"capabilities\":{\"drop\":[\"ALL\"]}}");
    }

    @Test
    void whatIsWrittenIsOnAVolume() {
        List<String> volumes = Stream.concat(
                        elements(pod.path("volumes")).map(volume -> volume.path("name")),
                        elements(worker.at("/spec/volumeClaimTemplates")).map(claim -> claim.at("/metadata/name")))
                .map(JsonNode::asText)
                .toList();
        Map<String, String> mounts = elements(container.path("volumeMounts"))
                .collect(Collectors.toMap(mount -> mount.path("mountPath").asText(), mount -> mount.path("name")
                        .asText()));

        assertThat(mounts.values()).containsExactlyInAnyOrderElementsOf(volumes);
        assertThat(mounts).containsKey("/tmp");
        assertThat(Path.of(Manifests.variables().get("RINGFENCE_STATE_DIRECTORY"))
                        .getParent()
                        .toString())
                .isIn(mounts.keySet());
    }

    @Test
    void memoryThatIsTakenIsRequested() {
        assertThat(container.at("/resources/requests/memory").asText())
                .isNotEmpty()
                .isEqualTo(container.at("/resources/limits/memory").asText());
    }

    private static Map<String, String> texts(JsonNode object) {
        return object.properties().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .asText()));
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }
}
