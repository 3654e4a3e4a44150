package io.ringfence.support.broker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.DefaultRecord;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.utils.ByteBufferOutputStream;
import org.apache.kafka.common.utils.ByteUtils;

/** A batch of records that only its compressed form fits into memory, sent past all that a producer would check. */
public final class RawBatch {
    private static final byte[] ZEROS = new byte[64 * 1024];

    private static final int TIMEOUT = 60_000;

    /** The last in which topics go by name. */
    private static final short VERSION = 12;

    private final ByteBuffer batch;

    private RawBatch(ByteBuffer batch) {
        this.batch = batch;
    }

    /** Records without key, whose values are all zeros. */
    public static RawBatch zeros(CompressionType codec, int records, int valueSize) throws IOException {
        ByteBufferOutputStream batch = new ByteBufferOutputStream(ZEROS.length);
        batch.position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        try (DataOutputStream body =
                new DataOutputStream(Compression.of(codec).build().wrapForOutput(batch, RecordBatch.MAGIC_VALUE_V2))) {
            for (int record = 0; record < records; record++) {
                ByteUtils.writeVarint(DefaultRecord.sizeOfBodyInBytes(record, 0, -1, valueSize, new Header[0]), body);
                writeRecord(record, valueSize, body);
            }
        }
        return of(codec, records, batch);
    }

    /** A record that says it is larger than it is. */
    public static RawBatch boasting(CompressionType codec, int saidSize) throws IOException {
        ByteBufferOutputStream batch = new ByteBufferOutputStream(ZEROS.length);
        batch.position(DefaultRecordBatch.RECORD_BATCH_OVERHEAD);
        try (DataOutputStream body =
                new DataOutputStream(Compression.of(codec).build().wrapForOutput(batch, RecordBatch.MAGIC_VALUE_V2))) {
            ByteUtils.writeVarint(saidSize, body);
            writeRecord(0, 1, body);
        }
        return of(codec, 1, batch);
    }

    private static void writeRecord(int offset, int valueSize, DataOutputStream body) throws IOException {
        body.writeByte(0);
        ByteUtils.writeVarlong(0, body);
        ByteUtils.writeVarint(offset, body);
        ByteUtils.writeVarint(-1, body);
        ByteUtils.writeVarint(valueSize, body);
        for (int left = valueSize; left > 0; left -= ZEROS.length) {
            body.write(ZEROS, 0, Math.min(left, ZEROS.length));
        }
        ByteUtils.writeVarint(0, body);
    }

    private static RawBatch of(CompressionType codec, int records, ByteBufferOutputStream written) {
        ByteBuffer batch = written.buffer().flip();
        long now = System.currentTimeMillis();
        DefaultRecordBatch.writeHeader(
                batch.duplicate(),
                0,
                records - 1,
                batch.limit(),
                RecordBatch.MAGIC_VALUE_V2,
                codec,
                TimestampType.CREATE_TIME,
                now,
                now,
                RecordBatch.NO_PRODUCER_ID,
                RecordBatch.NO_PRODUCER_EPOCH,
                RecordBatch.NO_SEQUENCE,
                false,
                false,
                false,
                RecordBatch.NO_PARTITION_LEADER_EPOCH,
                records);
        return new RawBatch(batch);
    }

    public int compressedSize() {
        return batch.limit();
    }

    /** Returns what the broker, the only one and on loopback, answers. */
    public Errors sendTo(int brokerPort, String topic, int partition) throws IOException {
        ProduceRequestData data = new ProduceRequestData().setAcks((short) -1).setTimeoutMs(TIMEOUT);
        data.topicData()
                .add(new ProduceRequestData.TopicProduceData()
                        .setName(topic)
                        .setPartitionData(List.of(new ProduceRequestData.PartitionProduceData()
                                .setIndex(partition)
                                .setRecords(MemoryRecords.readableRecords(batch.duplicate())))));
        RequestHeader header = new RequestHeader(ApiKeys.PRODUCE, VERSION, "raw", 1);
        ByteBuffer request = new ProduceRequest(data, VERSION).serializeWithHeader(header);
        try (Socket broker = new Socket("127.0.0.1", brokerPort)) {
            broker.setSoTimeout(TIMEOUT);
            DataOutputStream out = new DataOutputStream(broker.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            DataInputStream in = new DataInputStream(broker.getInputStream());
            byte[] answer = new byte[in.readInt()];
            in.readFully(answer);
            ProduceResponse response =
                    (ProduceResponse) AbstractResponse.parseResponse(ByteBuffer.wrap(answer), header);
            return Errors.forCode(response.data()
                    .responses()
                    .iterator()
                    .next()
                    .partitionResponses()
                    .get(0)
                    .errorCode());
        }
    }
}
