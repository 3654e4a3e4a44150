package io.ringfence.support.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class warns of, from here on. */
public final class Warnings implements AutoCloseable {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger;
    private final Level level;

    public Warnings(String type) {
        logger = (Logger) LoggerFactory.getLogger(type);
        events.start();
        logger.addAppender(events);
        // Tests hear of errors only.
        level = logger.getLevel();
        logger.setLevel(Level.WARN);
    }

    public List<String> lines() {
        return List.copyOf(events.list).stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.setLevel(level);
        logger.detachAppender(events);
    }
}
