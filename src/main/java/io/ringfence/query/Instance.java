package io.ringfence.query;

/** An instance of the worker, by the address under which the others reach its API. */
public record Instance(String host, int port) {}
