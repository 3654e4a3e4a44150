package io.ringfence.support.property;

import io.ringfence.domain.EntitlementChange;
import io.ringfence.domain.Envelope;
import io.ringfence.support.requests.SentOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Takes the steps that are the same in every try: what they send is an input, and so is the time that they let pass. */
public final class Inputs {
    /** A try, as its inputs find it. */
    public interface Recipient {
        Instant now();

        void send(Envelope request);

        void send(SentOrder order);

        void send(EntitlementChange change);

        /** Lets time pass for whoever stamps records. */
        void pass(Duration time);

        /** Lets the clock that ends cooling off catch up. */
        void tick();
    }

    private final Sender sender;
    private final Recipient recipient;

    public Inputs(Sender sender, Recipient recipient) {
        this.sender = sender;
        this.recipient = recipient;
    }

    /** What makes the world. */
    public void makeWorld() {
        sender.estate().forEach(recipient::send);
    }

    /** Returns false where the step is about what is on its way. */
    public boolean take(Step step) {
        LocalDate today = LocalDate.ofInstant(recipient.now(), ZoneOffset.UTC);
        if (step instanceof Step.Ask ask) {
            recipient.send(sender.write(ask, today));
        } else if (step instanceof Step.AskPossible ask) {
            recipient.send(sender.write(ask, today));
        } else if (step instanceof Step.AskTooMuch ask) {
            sender.write(ask, today).ifPresent(recipient::send);
        } else if (step instanceof Step.Restore) {
            sender.restore(today).forEach(recipient::send);
        } else if (step instanceof Step.AskAgain again) {
            sender.write(again).ifPresent(recipient::send);
        } else if (step instanceof Step.ReuseId reuse) {
            sender.write(reuse, today).ifPresent(recipient::send);
        } else if (step instanceof Step.SendWhereItBelongs again) {
            sender.write(again).ifPresent(recipient::send);
        } else if (step instanceof Step.Order order) {
            recipient.send(sender.write(order, today));
        } else if (step instanceof Step.OrderChosen order) {
            recipient.send(sender.write(order));
        } else if (step instanceof Step.OrderAgain again) {
            sender.write(again).ifPresent(recipient::send);
        } else if (step instanceof Step.ReuseOrderId reuse) {
            sender.write(reuse).ifPresent(recipient::send);
        } else if (step instanceof Step.Entitle entitle) {
            recipient.send(sender.write(entitle));
        } else if (step instanceof Step.Wait wait) {
            recipient.pass(Duration.ofMinutes(wait.minutes()));
        } else if (step instanceof Step.Tick) {
            recipient.tick();
        } else {
            return false;
        }
        return true;
    }
}
