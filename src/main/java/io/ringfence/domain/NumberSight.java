package io.ringfence.domain;

import java.time.Instant;
import java.util.Optional;

/** How the numbers of a site stand to an order, as its site sees them. */
final class NumberSight {
    private final VoiceServiceOrder order;
    private final Rules rules;
    private final SiteView site;
    private final Instant now;

    NumberSight(VoiceServiceOrder order, Rules rules, SiteView site, Instant now) {
        this.order = order;
        this.rules = rules;
        this.site = site;
        this.now = now;
    }

    /** A number of the site as the order would pick it. */
    Pick of(PhoneNumber listed) {
        PhoneNumber number = rules.asOf(now, listed);
        boolean promised = number.changeInProgress() != null && isMainNumberOf(order.party(), number.phoneNumber());
        return Pick.of(
                number.phoneNumber(), Standing.of(number, order, promised), number.version(), number.mainNumber());
    }

    /** A number that the order has picked, once something has happened to it; empty where that is no news to the order. */
    Optional<Pick> after(NumberEvent event, Pick pick) {
        if (event instanceof StateChange change) {
            return after(change, pick);
        }
        boolean isNews = event instanceof Rejection rejection
                ? rejection.requestId().equals(pick.awaited())
                : pick.isIdle() || isGrantedToAnother(event, pick);
        return isNews ? Optional.of(seen(pick)) : Optional.empty();
    }

    /** Whoever made the change: what was asked for at the version before it cannot be granted any more. */
    private Optional<Pick> after(StateChange change, Pick pick) {
        if (change.version() <= pick.version()) {
            // The end of a cooling off that was due when the number was picked.
            return Optional.empty();
        }
        boolean granted = change.requestId() != null && change.requestId().equals(pick.awaited());
        return Optional.of(granted ? seen(pick).granted(change.action()) : seen(pick));
    }

    /**
     * The number is as good as changed: what was asked for cannot be granted any more. Nor may the order keep it from
     * now on, for it is promised to a party whose own order may pick it.
     */
    private boolean isGrantedToAnother(NumberEvent event, Pick pick) {
        return event instanceof PendingChange change
                && change.question() == Question.MAIN_NUMBER
                && !change.number().changeInProgress().requestId().equals(pick.awaited())
                && isMainNumberOf(change.party(), change.phoneNumber());
    }

    private boolean isMainNumberOf(Party party, String phoneNumber) {
        return site.mainNumberOf(party).filter(phoneNumber::equals).isPresent();
    }

    private Pick seen(Pick pick) {
        return pick.seen(site.number(pick.phoneNumber())
                .map(this::of)
                .orElseGet(() -> Pick.of(pick.phoneNumber(), Standing.LOST, 0, false)));
    }

    /** Why the order cannot have a number, as a sentence. */
    String whyLost(String phoneNumber) {
        return refusal(phoneNumber, Action.ALLOCATE).orElse(phoneNumber + " was taken by another request.");
    }

    /** What the rules have against an action on a number at the site, as a sentence; empty when nothing. */
    Optional<String> refusal(String phoneNumber, Action action) {
        return site.number(phoneNumber)
                .map(number -> rules.whyNot(number, action, now))
                .orElseGet(() -> Optional.of(phoneNumber + " is not at site " + order.siteId() + "."));
    }
}
