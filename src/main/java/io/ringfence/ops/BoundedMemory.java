package io.ringfence.ops;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Gives a store its part of the worker's {@link StoreMemory}. By default each store of each partition takes 50 MB of
 * cache and three write buffers of 16 MB, which no one who sizes a container expects.
 */
public final class BoundedMemory implements RocksDBConfigSetter {
    /** Blocks that a write buffer consists of: what the last one has left when the buffer is full is wasted. */
    private static final int BLOCKS = 16;

    /** For Kafka Streams, which instantiates it by name. */
    public BoundedMemory() {}

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StoreMemory memory = (StoreMemory) configs.get(StoreMemory.CONFIG);
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache());
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        long writeBuffer = memory.writeBuffer().bytes();
        // The store's offsets count as well, which Kafka Streams gives a buffer of their own that nobody can set.
        options.setDbWriteBufferSize(writeBuffer);
        options.setWriteBufferSize(writeBuffer);
        options.setArenaBlockSize(writeBuffer / BLOCKS);
    }

    @Override
    public void close(String storeName, Options options) {}
}
