// node client.mjs BROKER REGISTRY TOPIC REQUEST: publishes an ActionRequest, given as JSON, and prints its outcome.
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel } from 'kafkajs';
import { randomUUID } from 'node:crypto';

const [broker, registryUrl, topic, json] = process.argv.slice(2);
const request = { requestId: randomUUID(), ...JSON.parse(json) };
const kafka = new Kafka({ brokers: [broker], logLevel: logLevel.ERROR });
const registry = new SchemaRegistry({ host: registryUrl });

const producer = kafka.producer();
await producer.connect();
const schemaId = await registry.getLatestSchemaId(`${topic}-value`);
const value = await registry.encode(schemaId, request);
await producer.send({ topic, messages: [{ key: request.phoneNumber, value }] });
await producer.disconnect();

const consumer = kafka.consumer({ groupId: randomUUID() });
await consumer.connect();
await consumer.subscribe({
  topics: ['phone-number-state-changes', 'phone-number-rejections'],
  fromBeginning: true,
});
const outcome = await new Promise((resolve, reject) =>
  consumer
    .run({
      eachMessage: async ({ topic, message }) => {
        const outcome = await registry.decode(message.value);
        if (outcome.requestId === request.requestId) resolve({ topic, ...outcome });
      },
    })
    .catch(reject),
);
console.log(JSON.stringify(outcome));
await consumer.disconnect();
