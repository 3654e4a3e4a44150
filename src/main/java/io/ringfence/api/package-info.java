/**
 * The query API over HTTP: paths, parameters, JSON, CSV and problem documents. Knows the read side through
 * {@link io.ringfence.query.ReadModel} alone and changes nothing.
 */
package io.ringfence.api;
