package io.ringfence.support.drill;

import io.ringfence.domain.ActionRequest;
import io.ringfence.domain.VoiceServiceOrder;
import io.ringfence.support.platform.Client;
import io.ringfence.support.platform.Deployment;
import io.ringfence.support.platform.NewerSender;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Several producers that publish at a steady rate, whatever fails, and note what the broker says it has. */
public final class SteadyLoad implements AutoCloseable {
    private static final int PRODUCERS = 4;
    private static final int BEAT_MS = 50;
    private static final int BEATS_PER_ORDER = 25;

    /** What is sent twice is so within one of these: seconds apart, and over a fault or two. */
    private static final int BATCH = 400;

    /** One producer; at each beat it sends something. */
    private final class Producer implements Runnable {
        private final RandomLoad load;
        private final Client client = deployment.client();
        private final Deque<ActionRequest> requests = new ArrayDeque<>();
        private final Deque<VoiceServiceOrder> orders = new ArrayDeque<>();
        private int beats;

        Producer(RandomLoad load) {
            this.load = load;
        }

        /** The registry may be away from its first beat on. */
        void meetRegistry() {
            refill();
            requests.forEach(client::encoded);
            orders.forEach(client::encoded);
        }

        private void refill() {
            requests.addAll(load.requests(BATCH));
            orders.addAll(load.orders(BATCH / BEATS_PER_ORDER));
        }

        @Override
        public void run() {
            if (requests.isEmpty()) {
                refill();
            }
            ActionRequest request = requests.remove();
            published.add(request, client.publishSoon(request));
            if (++beats % BEATS_PER_ORDER == 0 && !orders.isEmpty()) {
                VoiceServiceOrder order = orders.remove();
                published.add(order, client.publishSoon(order));
            }
        }
    }

    private final Deployment deployment;
    private final Published published = new Published();
    private final List<Producer> producers = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(PRODUCERS);
    private final List<ScheduledFuture<?>> beating = new ArrayList<>();
    private final RandomLoad.Estate estate;
    private final RandomLoad unusual;

    public SteadyLoad(Deployment deployment, RandomLoad.Estate estate, long seed) {
        this.deployment = deployment;
        this.estate = estate;
        this.unusual = new RandomLoad(estate, seed);
        for (int i = 1; i <= PRODUCERS; i++) {
            producers.add(new Producer(new RandomLoad(estate, seed + i)));
        }
    }

    /** What it is about. */
    List<String> numbers() {
        return estate.numbers();
    }

    /** Where it happens. */
    List<String> sites() {
        return estate.sites();
    }

    public void start() {
        producers.forEach(Producer::meetRegistry);
        producers.forEach(
                producer -> beating.add(threads.scheduleAtFixedRate(producer, 0, BEAT_MS, TimeUnit.MILLISECONDS)));
    }

    /**
     * Prepares requests that nobody can read without asking the registry. It must be there for this, but need not be
     * when they are published.
     */
    Runnable unreadable(int count) {
        Client client = producers.get(0).client;
        NewerSender sender = NewerSender.with(client);
        Map<ActionRequest, ProducerRecord<byte[], byte[]>> prepared = new LinkedHashMap<>();
        unusual.requests(count).forEach(request -> prepared.put(request, sender.encoded(request)));
        return () -> prepared.forEach((request, record) -> published.add(request, client.publishSoon(record)));
    }

    /** Returns when the broker has answered all; throws what ended a producer before its time. */
    public Published stop() throws InterruptedException {
        for (ScheduledFuture<?> producer : beating) {
            producer.cancel(false);
            try {
                producer.get();
            } catch (CancellationException ranUntilNow) {
                continue;
            } catch (ExecutionException e) {
                throw new AssertionError("A producer has ended", e.getCause());
            }
        }
        threads.shutdown();
        if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new AssertionError("A producer does not end");
        }
        return published;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        producers.forEach(producer -> producer.client.close());
    }
}
