/** The traces that others follow through the worker. */
package io.ringfence.trace;
