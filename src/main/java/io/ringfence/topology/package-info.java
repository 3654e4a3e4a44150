/**
 * The stream processing: {@link io.ringfence.topology.RingfenceTopology} reads like the diagram, the processors are
 * thin (load, decide, store, forward). The only package that writes a store.
 */
package io.ringfence.topology;
