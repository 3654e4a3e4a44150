package io.ringfence.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderRejectionCode;
import io.ringfence.domain.RejectionCode;
import io.ringfence.support.streams.Topologies;
import io.ringfence.topology.Topics;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README, and what other pages show of the code, say what is so. */
class ReadmeTest {
    private final Page readme = Page.readme();

    @Test
    void beginsWithTheTwoCommands() {
        assertThat(readme.blocks("sh").limit(2)).containsExactly("mvn -q compile exec:java\n", "mvn verify\n");
        assertThat(Page.read(Path.of(".ci/run"))).endsWith("exec mvn -B -ntp verify\n");
    }

    @Test
    void showsTheJavaScriptThatTheTestsRun() {
        assertThat(shown("js")).containsExactly(Page.read(Path.of("src/test/js/client/client.mjs")));
    }

    @Test
    void showsTheJavaThatTheTestsRun() {
        String source = Page.read(Path.of("src/test/java/io/ringfence/readme/JavaClient.java"));
        String example = source.substring(
                source.indexOf('\n', source.indexOf("// example begins")) + 1, source.lastIndexOf("// example ends"));

        assertThat(shown("java")).containsExactly(example.stripIndent().stripTrailing() + "\n");
    }

    @Test
    void drawsTheTopologyAsItIs() {
        String diagram = shown("mermaid")
                .filter(block -> block.startsWith("flowchart"))
                .findFirst()
                .orElseThrow();

        Drawing drawn = Drawing.of(diagram);
        Drawing built = Drawing.of(topology().describe());
        assertThat(drawn.parts()).containsExactlyElementsOf(built.parts());
        assertThat(drawn.lines()).containsExactlyElementsOf(built.lines());
    }

    @ParameterizedTest
    @EnumSource(value = Action.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void explainsTheAction(Action action) {
        assertThat(readme.text()).containsPattern("\\b" + action + "\\b");
    }

    @ParameterizedTest
    @EnumSource(value = RejectionCode.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void explainsTheCode(RejectionCode code) {
        assertThat(readme.text()).contains("`" + code + "`");
    }

    @ParameterizedTest
    @EnumSource(value = OrderRejectionCode.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void explainsTheCodeOfAnOrder(OrderRejectionCode code) {
        assertThat(readme.text()).contains("`" + code + "`");
    }

    @Test
    void namesEveryTopic() {
        assertThat(Topics.all()).extracting(topic -> "`" + topic.name() + "`").allMatch(readme.text()::contains);
    }

    private static Topology topology() {
        return Topologies.of(1);
    }

    /** On any page. */
    private static Stream<String> shown(String language) {
        return Page.all().stream().flatMap(page -> page.blocks(language));
    }
}
