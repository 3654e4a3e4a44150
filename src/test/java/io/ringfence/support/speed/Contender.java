package io.ringfence.support.speed;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/** What is measured beside others. */
sealed interface Contender permits OnTopics, PostgresByOne {
    /** Topics that have to be there before it starts. */
    List<NewTopic> topics();

    /** Returns when it takes requests, with the state that it had at its end before. */
    Running start(Surroundings surroundings) throws Exception;

    /** One that takes requests. */
    interface Running extends AutoCloseable {
        /** Has all of them decided, and returns how long it took; throws where something came out otherwise than it must. */
        Duration decide(SpeedLoad.Batch batch) throws Exception;
    }
}
