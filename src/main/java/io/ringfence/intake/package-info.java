/**
 * How the worker is asked, whoever asks: a record on the topic that takes it, like every other system's. Reads no store and
 * decides nothing.
 */
package io.ringfence.intake;
