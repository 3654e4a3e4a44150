package io.ringfence.support.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger and those below it log, from here on. */
public final class Logged implements AutoCloseable {
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger;
    private final Level before;
    private final boolean wasAdditive;

    public Logged(String name, Level from) {
        logger = (Logger) LoggerFactory.getLogger(name);
        before = logger.getLevel();
        wasAdditive = logger.isAdditive();
        logger.setLevel(from);
        logger.setAdditive(false);
        events.start();
        logger.addAppender(events);
    }

    public List<ILoggingEvent> events() {
        return List.copyOf(events.list);
    }

    @Override
    public void close() {
        logger.detachAppender(events);
        logger.setAdditive(wasAdditive);
        logger.setLevel(before);
    }
}
