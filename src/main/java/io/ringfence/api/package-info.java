/**
 * The API over HTTP: paths, parameters, JSON, CSV and problem documents. Knows the read side through
 * {@link io.ringfence.query.ReadModel} alone, and changes nothing: what is asked for is published through
 * {@link io.ringfence.intake}.
 */
package io.ringfence.api;
