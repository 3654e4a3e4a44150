/** Settings, start-up, health and shutdown of the worker. */
package io.ringfence.ops;
