/** What people who run a worker see of it: figures of what it does, for Prometheus. Nothing else asks them. */
package io.ringfence.metrics;
