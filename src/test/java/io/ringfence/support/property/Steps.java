package io.ringfence.support.property;

import io.ringfence.domain.Action;
import io.ringfence.domain.OrderType;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Generates steps; what matters most, most often. */
public final class Steps {
    private static final int LARGEST_CHOICE = 1_000;

    private Steps() {}

    /** Each input is done with before the next. */
    public static Arbitrary<List<Step>> undisturbed() {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, askPossible()),
                        Tuple.of(6, ask()),
                        Tuple.of(5, choice().map(Step.AskTooMuch::new)),
                        Tuple.of(1, askAgain()),
                        Tuple.of(1, reuseId()),
                        Tuple.of(6, evenly(0, 1).map(Step.SendWhereItBelongs::new)),
                        Tuple.of(5, order()),
                        Tuple.of(4, orderChosen()),
                        Tuple.of(2, orderAgain()),
                        Tuple.of(1, reuseOrderId()),
                        Tuple.of(5, entitle()),
                        Tuple.of(1, waiting()),
                        Tuple.of(1, Arbitraries.just(new Step.Tick())))
                .list()
                .ofMinSize(10)
                .ofMaxSize(60)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    /** Inputs and hops in any order that a cluster may bring about. */
    public static Arbitrary<List<Step>> interleaved() {
        return Arbitraries.frequencyOf(
                        Tuple.of(10, askPossible()),
                        Tuple.of(4, ask()),
                        Tuple.of(5, choice().map(Step.AskTooMuch::new)),
                        Tuple.of(2, askAgain()),
                        Tuple.of(1, reuseId()),
                        Tuple.of(2, evenly(0, 1).map(Step.SendWhereItBelongs::new)),
                        Tuple.of(8, order()),
                        Tuple.of(9, orderChosen()),
                        Tuple.of(2, orderAgain()),
                        Tuple.of(1, reuseOrderId()),
                        Tuple.of(5, entitle()),
                        Tuple.of(1, waiting()),
                        Tuple.of(1, Arbitraries.just(new Step.Tick())),
                        Tuple.of(1, Arbitraries.just(new Step.Restore())),
                        Tuple.of(24, deliver()),
                        Tuple.of(2, choice().map(Step.Drain::new)),
                        Tuple.of(10, interfere()),
                        Tuple.of(3, choice().map(Step.PreemptMainNumber::new)),
                        Tuple.of(3, choice().map(Step.Starve::new)),
                        Tuple.of(2, choice().map(Step.AskAgainMeanwhile::new)))
                .list()
                .ofMinSize(20)
                .ofMaxSize(80)
                .withSizeDistribution(RandomDistribution.uniform());
    }

    private static Arbitrary<Step> ask() {
        return Combinators.combine(
                        action(),
                        number(),
                        party(),
                        days(),
                        Arbitraries.frequencyOf(
                                Tuple.of(6, Arbitraries.just(Step.Twist.NONE)),
                                Tuple.of(5, Arbitraries.of(Step.Twist.class))))
                .as(Step.Ask::new);
    }

    private static Arbitrary<Step> askPossible() {
        return Combinators.combine(choice(), number(), party(), days()).as(Step.AskPossible::new);
    }

    private static Arbitrary<Step> askAgain() {
        return back().map(Step.AskAgain::new);
    }

    private static Arbitrary<Step> reuseId() {
        return Combinators.combine(back(), action()).as(Step.ReuseId::new);
    }

    private static Arbitrary<Step> order() {
        return Combinators.combine(
                        Arbitraries.frequency(Tuple.of(3, OrderType.ADD), Tuple.of(2, OrderType.CEASE)),
                        evenly(0, World.SITES - 1),
                        party(),
                        evenly(1, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        evenly(0, 4),
                        Arbitraries.frequencyOf(
                                Tuple.of(8, Arbitraries.just(Step.OrderTwist.NONE)),
                                Tuple.of(2, Arbitraries.of(Step.OrderTwist.class))))
                .as(Step.Order::new);
    }

    private static Arbitrary<Step> orderChosen() {
        return Combinators.combine(
                        choice(),
                        evenly(0, World.SITES - 1),
                        party(),
                        evenly(1, 3),
                        evenly(0, 4),
                        Arbitraries.of(true, false))
                .as(Step.OrderChosen::new);
    }

    private static Arbitrary<Step> entitle() {
        // None at all is what a number in service comes up against soonest.
        Arbitrary<Integer> services =
                Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(0)), Tuple.of(1, evenly(-1, 3)));
        return Combinators.combine(evenly(0, World.SITES - 1), party(), services)
                .as(Step.Entitle::new);
    }

    private static Arbitrary<Step> orderAgain() {
        return back().map(Step.OrderAgain::new);
    }

    private static Arbitrary<Step> reuseOrderId() {
        return Combinators.combine(back(), evenly(4, 9)).as(Step.ReuseOrderId::new);
    }

    private static Arbitrary<Step> waiting() {
        return Arbitraries.of(1, 25 * 60).map(Step.Wait::new);
    }

    private static Arbitrary<Step> deliver() {
        return Combinators.combine(choice(), evenly(1, 4)).as(Step.Deliver::new);
    }

    private static Arbitrary<Step> interfere() {
        return Combinators.combine(
                        choice(),
                        Arbitraries.of(
                                Action.START_COOLING_OFF,
                                Action.ALLOCATE,
                                Action.DEALLOCATE,
                                Action.NOMINATE_MAIN_NUMBER,
                                Action.REMOVE_MAIN_NUMBER,
                                Action.ACTIVATE,
                                Action.LOCK,
                                Action.WITHDRAW),
                        party())
                .as(Step.Interfere::new);
    }

    private static Arbitrary<Action> action() {
        return Arbitraries.of(Stream.of(Action.values())
                .filter(action -> action != Action.UNKNOWN)
                .toList());
    }

    private static Arbitrary<Integer> number() {
        return evenly(0, World.NUMBERS - 1);
    }

    private static Arbitrary<Integer> party() {
        return evenly(0, World.PARTIES - 1);
    }

    private static Arbitrary<Integer> days() {
        return evenly(-1, 3);
    }

    private static Arbitrary<Integer> back() {
        return evenly(0, 3);
    }

    private static Arbitrary<Integer> choice() {
        return evenly(0, LARGEST_CHOICE);
    }

    /** Left to itself, jqwik prefers small ones and bounds. */
    private static Arbitrary<Integer> evenly(int from, int to) {
        return Arbitraries.integers()
                .between(from, to)
                .withDistribution(RandomDistribution.uniform())
                .withoutEdgeCases();
    }
}
