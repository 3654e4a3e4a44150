package io.ringfence.support.platform;

import static java.util.stream.Collectors.toSet;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.slf4j.LoggerFactory;

/** What the authorizer of the brokers in this JVM says, from here on: who was refused, and which ACLs let others do what they did. */
public final class AuditLog implements AutoCloseable {
    private static final Pattern USED = Pattern.compile(
            ".* is Allowed operation = (\\w+) .* based on rule .*resourceType=(\\w+), resourceName='?([^,']+)'?,"
                    + " patternType=(\\w+), principal='?([^,']+)'?, host='?([^,']+)'?, operation=(\\w+), permissionType=ALLOW.*");
    private static final String DENIED = " is Denied operation";

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("kafka.authorizer.logger");
    private final Level level = logger.getLevel();
    private final boolean additive = logger.isAdditive();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    public AuditLog() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
    }

    /** Those that were needed for what they are of; whoever may write may also describe, and that alone needs no right to write. */
    public Set<AclBinding> used() {
        return lines.stream()
                .map(USED::matcher)
                .filter(line -> line.matches() && line.group(1).equals(line.group(7)))
                .map(line -> new AclBinding(
                        new ResourcePattern(
                                ResourceType.valueOf(line.group(2)), line.group(3), PatternType.valueOf(line.group(4))),
                        new AccessControlEntry(
                                line.group(5),
                                line.group(6),
                                AclOperation.valueOf(line.group(7)),
                                AclPermissionType.ALLOW)))
                .collect(toSet());
    }

    public Set<String> denied() {
        return lines.stream().filter(line -> line.contains(DENIED)).collect(toSet());
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(additive);
        logger.setLevel(level);
    }
}
