package io.ringfence.support.drill;

/** What befalls a deployment, for a while. */
sealed interface Fault permits WorkerFault, BrokerFault, OutsideFault {
    /** Returns when it has been felt. */
    void begin() throws Exception;

    /** Returns when all is right again. */
    void end() throws Exception;
}
