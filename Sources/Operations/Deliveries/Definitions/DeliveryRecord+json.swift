package import Definitions
package import Metadata

extension DeliveryRecord {
    /// As the commands and the API show it.
    package var json: JSONValue {
        [
            "id": .string(String(id)), "name": .string(name),
            "segment": .string(String(segment)), "destination": .string(String(destination)),
            "schedule": schedule ?? .null, "mode": .string(mode.rawValue),
            "batch_size": .count(batchSize), "fields": fields,
            "holdout": ["share": .number(holdoutShare), "salt": .string(holdoutSalt)],
            "paused": .boolean(isPaused), "owner": .string(owner), "revision": .count(revision),
            "created_at": .string(Zone.utc.text(createdAt)),
            "changed_at": .string(Zone.utc.text(changedAt)),
        ]
    }
}

extension DeliveryRunRecord {
    package var json: JSONValue {
        [
            "id": .string(String(id)), "delivery": .string(String(delivery)),
            "job": job.map { .integer($0) } ?? .null, "snapshot": .string(String(snapshot)),
            "data_date": .string(dataDate), "mode": .string(mode.rawValue),
            "state": .string(state.rawValue), "entered": .count(entered), "left": .count(left),
            "held_out": .count(heldOut), "suppressed": .count(suppressed),
            "batches": .count(batches), "batches_accepted": .count(nextBatch),
            "rows": .count(rows), "rows_sent": .count(sent), "rows_rejected": .count(rejected),
            "failure": .text(failure), "remedy": .text(remedy), "started_by": .string(startedBy),
            "started_at": .string(Zone.utc.text(startedAt)),
            "ended_at": .text(endedAt.map { Zone.utc.text($0) }),
        ]
    }
}

extension DeliveryBatchRecord {
    package var json: JSONValue {
        [
            "number": .count(number), "rows": .count(rows), "attempts": .count(attempts),
            "status": .count(status), "rejected": .count(rejected),
            "idempotency_key": .string(key), "ended_at": .string(Zone.utc.text(endedAt)),
        ]
    }
}

extension DeliveryErrorRecord {
    package var json: JSONValue {
        [
            "batch": .count(batch), "row": .count(row), "user": .string(user),
            "change": .string(change), "code": .string(code), "message": .string(message),
        ]
    }
}
